import { callBacksOn, isReached } from '../../engagement/call-back.ts';
import { confirmationsOf } from '../../engagement/engagement.ts';
import { confirmationStands } from '../../evidence/confirmation.ts';
import type { FindingType } from '../finding.ts';

/** Requirements 3.2 item 10: 代筆 counts as much as any other way, with the signer's own word by telephone. */
export const proxyNotCalled: FindingType = {
  code: 'proxy-not-called',
  label: '代筆の電話確認',
  releasable: true,
  judge: ({ engagement, visit }) => {
    const standing = confirmationsOf(engagement, visit.id).filter((one) => confirmationStands(visit, one));
    const calls = callBacksOn(engagement, visit.id).filter(isReached);
    const unasked = standing.filter(
      ({ id, proxy }) => proxy !== null && !calls.some(({ confirmation }) => confirmation === id),
    );
    const [first] = unasked;
    if (!first || unasked.length < standing.length) return null;
    return {
      reason: `会社の確認は、${first.proxy?.name ?? ''}さんの代筆です。ご本人（${first.signer.name}さん）への電話での確かめが、まだ記録されていません。`,
      mend: '事務局からご本人に電話し、結果を「電話での確かめ」に記録してください。',
    };
  },
};
