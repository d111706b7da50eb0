import type { FindingType } from '../finding.ts';

/** L1: a fact arrived after the approval. The approved values stand; invoicing waits until somebody decides. */
export const lateFact: FindingType = {
  code: 'late-fact',
  label: '承認後に届いた記録',
  releasable: true,
  judge: ({ visit }) =>
    visit.status === 'approved' && visit.lateFacts.length > 0
      ? {
          reason: `承認の後に、${visit.lateFacts.length}件の記録が届きました。承認した内容は変わっていません。`,
          mend: '届いた記録を確かめ、扱いを決めてください。',
        }
      : null,
};
