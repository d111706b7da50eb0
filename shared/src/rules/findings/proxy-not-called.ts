import { callBacksOn, isReached } from '../../engagement/call-back.ts';
import { confirmationsOf, type Engagement } from '../../engagement/engagement.ts';
import type { Visit } from '../../engagement/visit.ts';
import { type Confirmation, confirmationStands } from '../../evidence/confirmation.ts';
import type { FindingType } from '../finding.ts';

/** Requirements 3.2 item 10: 代筆 counts as much as any other way, with the signer's own word by telephone. */
export const proxyNotCalled: FindingType = {
  code: 'proxy-not-called',
  label: '代筆の電話確認',
  releasable: true,
  judge: ({ engagement, visit }) => {
    const unasked = unaskedProxy(engagement, visit);
    return (
      unasked && {
        about: unasked.id,
        reason: `会社の確認は、${unasked.proxy?.name ?? ''}さんの代筆です。ご本人（${unasked.signer.name}さん）への電話での確かめが、まだ記録されていません。`,
        mend: '事務局からご本人に電話し、結果を「電話での確かめ」に記録してください。',
      }
    );
  },
};

/** A 代筆 that the visit's confirmation rests on, and whose signer nobody has reached by telephone; null where there is none. */
export const unaskedProxy = (engagement: Engagement, visit: Visit): Confirmation | null => {
  const standing = confirmationsOf(engagement, visit.id).filter((one) => confirmationStands(visit, one));
  const calls = callBacksOn(engagement, visit.id).filter(isReached);
  const isAsked = ({ id, proxy }: Confirmation) =>
    proxy === null || calls.some(({ confirmation }) => confirmation === id);
  return standing.some(isAsked) ? null : (standing[0] ?? null);
};
