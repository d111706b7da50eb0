import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { REGION_TABLES } from '../programmes/region-tables.ts';
import { moneyRulesSchema } from './money-rules.ts';
import { regionOf } from './regions.ts';
import { travelOf, type Trip } from './travel.ts';

const TABLE = REGION_TABLES['fukuoka-r5'];
const rules = FUKUOKA_R7.money?.travel;
const both = rules?.actualFare && {
  ...rules,
  actualFare: { ...rules.actualFare, conditions: { value: 'both', source: 'センターの決定（サンプル）' } as const },
};
const HAKATA = '福岡市博多区吉塚本町9-15';
const trip = (change: Partial<Trip> = {}): Trip => ({
  paidBy: 'expert',
  origin: '福岡県飯塚市新立岩5-5',
  destination: HAKATA,
  distance: { metres: 35_000, method: '地図の経路', by: '本人' },
  fare: { yen: 3_340, route: '新飯塚～博多', evidence: '運賃表の写し' },
  ...change,
});
const metres = (value: number) => ({ metres: value, method: '地図の経路', by: '本人' });
const near = { origin: '福岡市早良区百道1-1' };
const pay = (change: Partial<Parameters<typeof travelOf>[0]> = {}) =>
  travelOf({ mode: 'onSite', trip: trip(), requested: true, rules, ...change });

test.each([
  ['without a receipt', trip({ fare: { yen: 3_340, route: '新飯塚～博多', evidence: '' } })],
  ['without a fare', trip({ fare: null })],
  ['without address and distance', trip({ origin: '', distance: null })],
])('[L13.271] what the office refused is the flat amount and holds nothing any more: %s', (_, asked) => {
  expect(pay({ trip: asked })).toMatchObject({
    kind: 'flat',
    yen: 2_100,
    held: { article: expect.anything() as unknown },
  });
  const ruling = { accepted: false, reason: '定期券の区間', by: '事務局' };
  expect(pay({ trip: { ...asked, ruling } })).toMatchObject({ kind: 'flat', yen: 2_100, held: null });
});

describe('[L13.150] an address lies in one region, however it is written', () => {
  test.each([
    ['福岡県福岡市博多区吉塚本町9番15号', 1],
    ['福岡市博多区', 1],
    ['博多区吉塚本町', 1],
    ['〒812-0046　福岡県福岡市博多区', 1],
    ['〒８１２－００４６福岡県 福岡市', 1],
    ['福岡県糟屋郡宇美町', 1],
    ['粕屋郡宇美町', 1],
    ['宇美町宇美5-1-1', 1],
    ['北九州市小倉北区城内1-1', 2],
    ['小倉北区城内1-1', 2],
    ['京都郡みやこ町', 2],
    ['福岡県ミヤコ町', 2],
    ['福岡県ﾐﾔｺ町', 2],
    ['飯塚市新立岩', 3],
    ['福岡県田川郡川崎町', 3],
    ['田川市中央町', 3],
    ['小郡市小郡', 4],
    ['三井郡大刀洗町', 4],
    ['柳川町本町', 4],
    ['柳川市本町', 4],
    ['福岡県ウキハ市', 4],
    ['大分県大分市', 5],
    ['大分市府内町', 5],
    ['東京都千代田区', 5],
    ['京都府京都市', 5],
    ['宮城県柴田郡川崎町', 5],
    ['柴田郡川崎町', 5],
    ['神奈川県川崎市', 5],
    ['川崎市川崎区', 5],
    ['佐賀県', 5],
    ['吉塚本町9番15号', undefined],
    ['福岡県', undefined],
    ['福岡県中央区天神', undefined],
    ['福岡県甘木市', undefined],
    ['', undefined],
  ])('%s: %s', (address, region) => {
    expect(regionOf(address, TABLE)?.no).toBe(region);
  });

  test('each of the 60 municipalities resolves to its own region alone', () => {
    const all = TABLE.regions.flatMap(({ no, municipalities }) => municipalities.map((name) => [name, no] as const));
    expect(TABLE.regions.map(({ municipalities }) => municipalities.length)).toEqual([20, 13, 15, 12]);
    expect(new Set(all.map(([name]) => name)).size).toBe(60);
    for (const [name, no] of all)
      for (const written of [
        name,
        `福岡県${name}大字一丁目`,
        name.replace(/^.+郡(?=.)/, (g) => (name === '小郡市' ? g : '')),
      ])
        expect([written, regionOf(written, TABLE)?.no]).toEqual([written, no]);
  });
});

describe('[L13.151] the way to a visit is paid flat, by fare on request where a condition is met, or not at all', () => {
  test.each([
    ['another region, requested', {}, 'actual', 3_340],
    ['another region, not requested', { requested: false }, 'flat', 2_100],
    ['online', { mode: 'online' }, 'none', 0],
    ['tickets bought by the office', { trip: trip({ paidBy: 'office' }) }, 'none', 0],
    ['no way recorded', { trip: null }, 'flat', 2_100],
    ['the same region, exactly 50.0 km', { trip: trip({ ...near, distance: metres(50_000) }) }, 'flat', 2_100],
    ['the same region, a metre more', { trip: trip({ ...near, distance: metres(50_001) }) }, 'actual', 3_340],
    ['both conditions asked for, one met', { rules: both }, 'flat', 2_100],
    ['both asked for and met', { rules: both, trip: trip({ distance: metres(50_001) }) }, 'actual', 3_340],
    ['no travel in the programme', { rules: undefined }, 'none', 0],
  ] as const)('%s', (_, change, kind, yen) => {
    expect(pay(change)).toMatchObject({ kind, yen, held: null });
  });

  test.each([
    ['no fare', { trip: trip({ fare: null }) }],
    ['no evidence', { trip: trip({ fare: { yen: 3_340, route: '新飯塚～博多', evidence: ' ' } }) }],
    ['no address', { trip: trip({ origin: '', distance: null }) }],
    ['the same region and no distance', { trip: trip({ ...near, distance: null }) }],
  ])('%s: the flat amount, until somebody has looked', (_, change) => {
    const travel = pay(change);
    expect(travel).toMatchObject({ kind: 'flat', yen: 2_100 });
    expect(travel.held).not.toBeNull();
  });

  test.each([
    [2_099, true],
    [2_100, false],
  ])('a fare of %i yen: told that the flat amount is more is %s', (yen, told) => {
    const travel = pay({ trip: trip({ fare: { yen, route: '新飯塚～博多', evidence: '運賃表' } }) });
    expect([travel.yen, travel.note !== null]).toEqual([yen, told]);
  });

  test('it says from where to where, how far, by what measure, and how the clause is read', () => {
    const [step] = pay().why;
    expect(step?.what).toBe('実費の条件に当たる（「(1)及び(2)」はいずれかと読む）');
    expect(step?.figures).toBe(
      '(1) 地域3 筑豊（飯塚市） → 地域1 福岡（福岡市）、(2) 片道 35km（地図の経路、入力 本人）、50kmを超える場合',
    );
  });
});

test('[L13.152] a programme’s money is data with unit and source; a transfer fee cannot be taken off', () => {
  const { money } = FUKUOKA_R7;
  expect(v.is(moneyRulesSchema, money)).toBe(true);
  expect(v.is(moneyRulesSchema, { ...money, transferFeeYen: 440 })).toBe(false);
  expect(v.is(moneyRulesSchema, { ...money, fee: { value: 31_500.5, unit: '円／回', source: '要領' } })).toBe(false);
  expect(v.is(moneyRulesSchema, { ...money, fee: { value: 31_500, unit: '円／回' } })).toBe(false);
});
