import { heldVisits } from '../../engagement/engagement.ts';
import type { FindingType, EngagementFacts } from '../finding.ts';

/** T-4-1-エ-イ: about five visits. Asked when the engagement ends: until then the number cannot be right. */
export const visitsDifferFromGuide: FindingType<EngagementFacts> = {
  code: 'visits-differ-from-guide',
  label: '訪問の回数が目安と違う',
  releasable: true,
  restsOn: 'numberOfVisits',
  judge: ({ engagement }, { numberOfVisits }) => {
    const held = heldVisits(engagement).length;
    if (numberOfVisits?.meaning !== 'guide' || held === numberOfVisits.value) return null;
    return {
      about: null,
      reason: `実施した訪問は${held}回で、目安の${numberOfVisits.value}回程度と違います。`,
      mend: '予定に入っていない訪問や、記録の漏れがないか確かめてください。目安ですので、このまま終えられます。',
    };
  },
};
