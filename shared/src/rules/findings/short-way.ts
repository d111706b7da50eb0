import type { OtherVisit } from '../../operation/context.ts';
import { minutesBetween } from '../../time/day.ts';
import type { FindingType, VisitFacts } from '../finding.ts';
import { visitWords } from './visit-words.ts';
import { aboutOf, timesOf } from '../../engagement/release.ts';

/**
 * Requirements section 7, idea 12: two visits on site, at two addresses, with hardly any time for the way between them. Times
 * that overlap are another finding's. Nothing is known of the distance: a person judges.
 */
export const shortWay: FindingType = {
  code: 'short-way',
  label: '移動の時間が短い',
  releasable: true,
  restsOn: 'travelMinutes',
  judge: (facts, { travelMinutes }) => {
    if (!travelMinutes) return null;
    const near = facts.otherVisits
      .flatMap((other) => {
        const minutes = minutesOnTheWay(facts, other);
        return minutes === null || minutes >= travelMinutes.value ? [] : [{ other, minutes }];
      })
      .toSorted((a, b) => a.minutes - b.minutes);
    const [nearest] = near;
    if (!nearest) return null;
    const { other, minutes } = nearest;
    const place = other.place === '' ? '' : `、${other.place}`;
    return {
      about: aboutOf([timesOf(facts.visit), ...near.map((one) => [one.other.visit, one.minutes])]),
      reason: `同じ日の${other.from}～${other.to}に${visitWords(other)}（訪問${place}）があり、この訪問との間は${minutes}分です。二つの会社の住所は違います。`,
      mend: '近くであれば、このままで構いません。時刻や場所に誤りがあれば、理由を付けて訂正してください。',
    };
  },
};

/** Minutes between this visit and another on site at another address, on one day; null if there is no way to go. */
const minutesOnTheWay = ({ visit }: VisitFacts, other: OtherVisit): number | null => {
  const { time, fields, status } = visit;
  if (!time?.to || time.toOn !== time.on || time.on !== other.on || status === 'cancelled') return null;
  if (fields.mode === 'online' || other.mode === 'online' || !other.apart) return null;
  const minutes = other.from >= time.to ? minutesBetween(time.to, other.from) : minutesBetween(other.to, time.from);
  return minutes < 0 ? null : minutes;
};
