import { contractsOf } from '../../engagement/contract-paper.ts';
import type { FindingType } from '../finding.ts';
import { isSameVisit } from '../stretches.ts';

/** whether the five are each expert's or the company's is open; where an expert was replaced, the company's sum is told. */
export const overCompanyLimit: FindingType = {
  code: 'over-company-limit',
  label: '会社の合計の回数',
  releasable: true,
  restsOn: 'numberOfVisits',
  judge: ({ engagement, visit }, ruleSet) => {
    const { numberOfVisits } = ruleSet;
    const { time } = visit;
    if (numberOfVisits?.meaning !== 'limit' || time === null || visit.status === 'cancelled') return null;
    const experts = new Set(engagement.core?.assignments.map(({ expert }) => expert));
    if (experts.size < 2 && contractsOf(engagement).length < 2) return null;
    const held = Object.values(engagement.visits).filter(
      (other) =>
        other.status !== 'cancelled' &&
        other.time !== null &&
        [other.time.on, other.time.from, other.id].join() <= [time.on, time.from, visit.id].join(),
    );
    const place = held.filter(
      (one, index) => held.findIndex((other) => isSameVisit(other, one, ruleSet)) === index,
    ).length;
    if (place <= numberOfVisits.value) return null;
    return {
      about: String(place),
      reason: `専門家が替わり、この会社への支援は合計で${place}回目です。上限の${numberOfVisits.value}回を専門家ごとに数えるか、会社ごとに数えるかは、要領に書かれていません。`,
      mend: '委託者に数え方を確かめ、決裁の記録を残してください。',
    };
  },
};
