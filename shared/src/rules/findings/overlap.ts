import { confirmationsOf } from '../../engagement/engagement.ts';
import type { OtherVisit, VisitRef } from '../../operation/context.ts';
import { monthAndDay } from '../../time/wareki.ts';
import type { FindingType, VisitFacts } from '../finding.ts';
import { visitWords } from './visit-words.ts';
import { aboutOf, timesOf } from '../../engagement/release.ts';

/** FY3-7: no overlap with any other visit of the same expert in any programme of the office. */
export const overlap: FindingType = {
  code: 'overlap',
  label: '別の支援と時間が重なる',
  releasable: true,
  judge: (facts) => {
    const all = [...facts.otherVisits, ...visitsHere(facts)].filter((one) => meets(facts, one));
    const [other] = all;
    if (!other) return null;
    return {
      about: aboutOf([timesOf(facts.visit), ...all.map((one) => [one.visit, one.on, one.from, one.to])]),
      reason: `${monthAndDay(other.on)} ${other.from}～${other.to} の${visitWords(other)}と、時間が重なっています。`,
      mend: 'どちらの時刻が正しいか確かめ、誤っている方を理由を付けて訂正してください。',
    };
  },
};

/** Visits that touch (12:00–12:00) do not overlap. */
const meets = ({ visit }: VisitFacts, other: Claim): boolean => {
  const { time } = visit;
  if (!time?.to || visit.status === 'cancelled') return false;
  return time.on === other.on && time.from < other.to && other.from < time.to;
};

type Claim = VisitRef & Pick<OtherVisit, 'on' | 'from' | 'to'>;

const visitsHere = ({ engagement, visit }: VisitFacts): readonly Claim[] =>
  Object.values(engagement.visits).flatMap((other) => {
    if (other.id === visit.id || other.status === 'cancelled' || !other.time?.to) return [];
    const company = confirmationsOf(engagement, other.id).at(-1)?.parties.company ?? '同じ会社';
    const { on, from, to } = other.time;
    return [{ engagement: engagement.core?.id ?? '', visit: other.id, company, number: other.number, on, from, to }];
  });
