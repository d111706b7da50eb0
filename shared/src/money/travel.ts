import { REGION_TABLES } from '../programmes/region-tables.ts';
import type { MoneyRules } from './money-rules.ts';
import { type Region, regionOf } from './regions.ts';
import type { Step } from './step.ts';
import { yenWords } from './yen.ts';

/**
 * The way to one visit as it was recorded: from where to where, how far one way and by what measure (route, map), by whom entered;
 * the fare there and back with its route and evidence, null until they are there. `paidBy` office: the tickets were bought for the
 * expert. `wish`: what the expert asks for of this way; absent, the request of the plan speaks for it. `ruling`: what the office
 * decided about the fare, null until it has; absent where nobody has to.
 */
export type Trip = {
  readonly wish?: 'none' | 'flat' | 'actual';
  readonly ruling?: { readonly accepted: boolean; readonly reason: string; readonly by: string } | null;
  readonly paidBy: 'expert' | 'office';
  readonly origin: string;
  readonly destination: string;
  readonly distance: { readonly metres: number; readonly method: string; readonly by: string } | null;
  readonly fare: { readonly yen: number; readonly route: string; readonly evidence: string } | null;
};

/**
 * What is paid for one way. `held`: why a person has to look first (the flat amount is reckoned meanwhile); `note`: what the
 * expert is told before handing in.
 */
export type Travel = {
  readonly kind: 'none' | 'flat' | 'actual';
  readonly yen: number;
  readonly held: Step | null;
  readonly note: Step | null;
  readonly why: readonly Step[];
};

/**
 * 旅費 of one visit: nothing (online, or tickets bought by the office), the flat amount, or on request the fare of public
 * transport where its conditions are met. The fare stands for the flat amount, never beside it. Source: F-5-2, FK-5-2.
 */
export const travelOf = ({
  mode,
  trip,
  requested,
  rules,
}: {
  readonly mode: 'onSite' | 'online';
  readonly trip: Trip | null;
  readonly requested: boolean;
  readonly rules: MoneyRules['travel'];
}): Travel => {
  if (!rules) return nothing({ what: '旅費の定めがない', figures: '0円', article: '事業の設定' });
  if (mode === 'online')
    return nothing({ what: 'オンラインの回は旅行をしていない', figures: '0円', article: '契約書第5条第2項' });
  if (trip?.paidBy === 'office')
    return nothing({ what: '交通費はセンターが直接支払った', figures: '0円', article: '所得税基本通達204-4' });
  if (trip?.wish === 'none')
    return nothing({ what: '旅費を請求しない（専門家の申し出）', figures: '0円', article: '契約書第5条第2項' });
  const { flat, actualFare } = rules;
  const flatBecause = (what: string, held: Step | null = null): Travel => ({
    kind: 'flat',
    yen: flat.value,
    held,
    note: null,
    why: [{ what, figures: yenWords(flat.value), article: flat.source }, ...(held ? [held] : [])],
  });
  if (!actualFare) return flatBecause('旅費の定額');
  if (!requested || !trip || trip.wish === 'flat')
    return flatBecause(requested && !trip ? '旅費の定額（移動の記録がない）' : '旅費の定額（実費の申し出がない）');
  const { fare, ruling } = trip;
  const { met, step } = judgeWay(trip, actualFare);
  const fareWords = fare ? yenWords(fare.yen) : '金額がない';
  // Decided is decided: what is still missing of the fare holds nothing any more.
  if (ruling && !ruling.accepted)
    return {
      ...flatBecause('旅費の定額（実費は認められなかった）'),
      why: [
        step,
        { what: `実費は支払わない：${ruling.reason}`, figures: fareWords, article: actualFare.source },
        ...flatBecause('旅費の定額').why,
      ],
    };
  if (met === null) return flatBecause('旅費の定額（条件を確かめるまで）', step);
  if (!met)
    return { ...flatBecause('旅費の定額（実費の条件に当たらない）'), why: [step, ...flatBecause('旅費の定額').why] };
  if (!fare || fare.route.trim() === '' || fare.evidence.trim() === '')
    return flatBecause('旅費の定額（実費を確かめるまで）', {
      what: '実費の金額・経路・根拠がそろっていない',
      figures: fareWords,
      article: actualFare.source,
    });
  return {
    kind: 'actual',
    yen: fare.yen,
    held:
      ruling === null
        ? { what: '実費を事務局が確かめるまで', figures: yenWords(fare.yen), article: actualFare.source }
        : null,
    note:
      fare.yen < flat.value
        ? {
            what: '定額の方が高くなります。どちらにするかは専門家が選びます。',
            figures: `実費 ${yenWords(fare.yen)}、定額 ${yenWords(flat.value)}`,
            article: actualFare.source,
          }
        : null,
    why: [
      step,
      {
        what: `公共交通機関の額（定額に代える）：${fare.route}`,
        figures: yenWords(fare.yen),
        article: actualFare.source,
      },
    ],
  };
};

const nothing = (step: Step): Travel => ({ kind: 'none', yen: 0, held: null, note: null, why: [step] });

type ActualFare = NonNullable<NonNullable<MoneyRules['travel']>['actualFare']>;

/** Whether the way meets the conditions; null where what is recorded does not tell. */
const judgeWay = (
  { origin, destination, distance }: Trip,
  { regions, overMetres, conditions, source }: ActualFare,
): { readonly met: boolean | null; readonly step: Step } => {
  const table = REGION_TABLES[regions];
  const [from, to] = [regionOf(origin, table), regionOf(destination, table)];
  const differs = from && to ? from.no !== to.no : null;
  const far = distance ? distance.metres > overMetres.value : null;
  const met = conditions.value === 'either' ? eitherOf(differs, far) : bothOf(differs, far);
  return {
    met,
    step: {
      what: `${MET_WORDS[String(met) as keyof typeof MET_WORDS]}（「(1)及び(2)」は${conditions.value === 'either' ? 'いずれか' : '両方'}と読む）`,
      figures: [
        `(1) ${regionWords(from, origin)} → ${regionWords(to, destination)}`,
        `(2) 片道 ${distance ? `${kilometres(distance.metres)}（${distance.method}、入力 ${distance.by}）` : '記録なし'}、${kilometres(overMetres.value)}を超える場合`,
      ].join('、'),
      article: `${source}・${table.source}・${conditions.source}`,
    },
  };
};

const MET_WORDS = {
  true: '実費の条件に当たる',
  false: '実費の条件に当たらない',
  null: '実費の条件が確かめられない',
} as const;

const eitherOf = (a: boolean | null, b: boolean | null): boolean | null =>
  a || b || (a === null || b === null ? null : false);
const bothOf = (a: boolean | null, b: boolean | null): boolean | null =>
  a === false || b === false ? false : a === null || b === null ? null : true;

const regionWords = (region: Region | null, address: string): string =>
  region
    ? `地域${region.no} ${region.name}（${region.municipality ?? address}）`
    : `地域不明（${address || '住所がない'}）`;

/** 50.1km; metres are kept, since exactly 50.0 km does not exceed 50 km. */
const kilometres = (metres: number): string => `${metres / 1000}km`;
