import { confirmationsOf } from '../../engagement/engagement.ts';
import { confirmationStands, entryOf } from '../../evidence/confirmation.ts';
import type { FindingType } from '../finding.ts';
import { aboutOf } from '../../engagement/release.ts';

/**
 * 代理入力: the office itself put in the company's word, so somebody else of the office looks at the paper before it is
 * approved (checker ≠ approver, F-6-1). Told as long as the visit rests on such an entry alone.
 */
export const enteredByDesk: FindingType = {
  code: 'entered-by-desk',
  label: '代理入力された確認',
  releasable: true,
  judge: ({ engagement, visit }) => {
    const standing = confirmationsOf(engagement, visit.id).filter((one) => confirmationStands(visit, one));
    const entries = standing.map(entryOf);
    const last = entries.at(-1);
    if (!last || entries.includes(null)) return null;
    return {
      about: aboutOf(standing.map(({ id }) => id)),
      reason: `会社の確認は、事務局の${last.name}さんが紙から入力したものです（代理入力）。`,
      mend: '入力した人とは別の人が、紙の写しと記録を見比べてから承認してください。',
    };
  },
};
