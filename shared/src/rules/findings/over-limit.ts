import { expertOn } from '../../engagement/team.ts';
import type { FindingType } from '../finding.ts';
import { isSameVisit } from '../stretches.ts';

/** F-4-1: at most five paid visits; a sixth may be recorded, as 謝金対象外. A guide has no upper end. */
export const overLimit: FindingType = {
  code: 'over-limit',
  label: '上限を超えた回',
  releasable: false,
  restsOn: 'numberOfVisits',
  judge: ({ engagement, visit }, ruleSet) => {
    const { numberOfVisits } = ruleSet;
    if (numberOfVisits?.meaning !== 'limit') return null;
    // Each expert has this many (requirements X-12); what all of them come to is another finding.
    const expert = visit.time && expertOn(engagement, visit.time.on);
    const before = Object.values(engagement.visits).filter(
      (other) =>
        !isSameVisit(other, visit, ruleSet) &&
        other.status !== 'cancelled' &&
        other.time !== null &&
        visit.time !== null &&
        expertOn(engagement, other.time.on) === expert &&
        [other.time.on, other.time.from, other.id].join() < [visit.time.on, visit.time.from, visit.id].join(),
    );
    const earlier = before.filter(
      (one, index) => before.findIndex((other) => isSameVisit(other, one, ruleSet)) === index,
    ).length;
    const place = earlier + 1;
    if (visit.time === null || visit.status === 'cancelled' || place <= numberOfVisits.value) return null;
    return {
      about: null,
      reason: `実施した順で${place}回目の支援です。謝金の対象は${numberOfVisits.value}回までです。`,
      mend: '記録は残せますが、謝金の対象外になります。回数の数え方に誤りがないか確かめてください。',
    };
  },
};
