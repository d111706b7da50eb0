import { confirmationsOf, delegatesOn } from '../../engagement/engagement.ts';
import { confirmationStands } from '../../evidence/confirmation.ts';
import { foldName } from '../../lib/text.ts';
import type { FindingType } from '../finding.ts';

/** FY5-14: whoever confirms for the representative is entrusted with it in the office's register on the day of the visit. */
export const delegateUnknown: FindingType = {
  code: 'delegate-unknown',
  label: '委任の登録がない',
  releasable: true,
  judge: ({ engagement, visit }) => {
    if (!visit.time) return null;
    const standing = confirmationsOf(engagement, visit.id).filter((one) => confirmationStands(visit, one));
    if (standing.some(({ signer }) => signer.role === 'representative')) return null;
    const entrusted = new Set(delegatesOn(engagement, visit.time.on).map(({ name }) => foldName(name)));
    const unknown = standing.find(({ signer }) => !entrusted.has(foldName(signer.name)));
    if (!unknown || standing.some(({ signer }) => entrusted.has(foldName(signer.name)))) return null;
    return {
      about: unknown.id,
      reason: `代表者に代わって${unknown.signer.name}さんが確認しましたが、委任の登録がありません。`,
      mend: '代表者に確かめて、委任を登録してください。',
    };
  },
};
