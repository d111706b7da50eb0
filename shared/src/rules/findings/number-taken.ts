import type { FindingType } from '../finding.ts';

/** FY3-6: the visit's number is unique in its engagement, and every visit has one. */
export const numberTaken: FindingType = {
  code: 'number-taken',
  label: '回の番号',
  releasable: true,
  judge: ({ engagement, visit }) => {
    if (visit.number === null) {
      return {
        about: null,
        reason: 'この訪問には、回の番号がありません（予定の登録が届いていません）。',
        mend: '訪問の予定を登録して、番号を付けてください。',
      };
    }
    const twin = Object.values(engagement.visits).some(
      (other) => other.id !== visit.id && other.number === visit.number && other.status !== 'cancelled',
    );
    return twin
      ? {
          about: String(visit.number),
          reason: `第${visit.number}回が、ほかにもあります。`,
          mend: '重なっている訪問の一方を中止するか、事務局へ連絡してください。',
        }
      : null;
  },
};
