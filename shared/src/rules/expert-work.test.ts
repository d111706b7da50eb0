import { describe, expect, test } from 'vitest';
import { sampleStrokes } from '../../../server/src/sample/sample-strokes.ts';
import { confirmationOf, goodVisit } from '../../../test/fixtures/engagement.ts';
import type { Visit, VisitFields } from '../engagement/visit.ts';
import type { Confirmation } from '../evidence/confirmation.ts';
import type { Strokes } from '../evidence/strokes.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { type ExpertWork, likeStrokesIn, likeTextsIn, otherVisitsIn } from './expert-work.ts';

const CONTENT =
  '仕込みから包装までの三つの工程の時間を測り、人ごとの差を表にした。次に、主な商品の原価を工程ごとに計算した。';
const EFFECT =
  '原価の高い工程が分かり、社長が作業の順番を変えることを決めた。来月から、週に一度、数字を見ることになった。';

const visitOn = (id: string, on: string, fields: Partial<VisitFields> = {}, change: Partial<Visit> = {}): Visit => {
  const visit = goodVisit({ id, ...change });
  return { ...visit, time: { on, from: '13:00', to: '16:10', toOn: on }, fields: { ...visit.fields, ...fields } };
};

const signed = (id: string, visit: Visit, strokes: Strokes): Confirmation => ({
  ...confirmationOf(visit, id),
  manner: { by: 'strokes', strokes },
});

const workOf = (
  engagement: string,
  visits: readonly Visit[],
  {
    confirmations = [],
    address = `${engagement}町`,
  }: { confirmations?: readonly Confirmation[]; address?: string } = {},
): ExpertWork => ({
  engagement,
  company: `${engagement}（サンプル）`,
  address,
  visits: Object.fromEntries(visits.map((visit) => [visit.id, visit])),
  confirmations: Object.fromEntries(confirmations.map((one) => [one.id, one])),
  papers: {},
});

describe('[L13.74] report texts of one expert are compared field by field, and told at the one judged later', () => {
  const first = visitOn('first', '2025-12-01', { content: CONTENT, effect: EFFECT });
  const elsewhere = [workOf('くすのき', [first])];
  const foundIn = (visit: Visit, works = elsewhere) =>
    likeTextsIn({ visit, own: workOf('みのり野', [visit]), elsewhere: works }, FUKUOKA_R7);

  test('a field that is alike is named with its visit, and how much', () => {
    const visit = visitOn('second', '2025-12-18', { content: CONTENT.replace('三つ', '四つ') });
    expect(foundIn(visit)).toEqual([
      {
        engagement: 'くすのき',
        visit: 'first',
        company: 'くすのき（サンプル）',
        number: 1,
        field: 'content',
        percent: 81,
      },
    ]);
  });
  test('several are told, the most alike first', () => {
    const visit = visitOn('second', '2025-12-18', { content: CONTENT.replace('三つ', '四つ'), effect: EFFECT });
    expect(foundIn(visit).map(({ field, percent }) => [field, percent])).toEqual([
      ['effect', 100],
      ['content', 81],
    ]);
  });
  test('the same text in another field is not the same field', () => {
    expect(foundIn(visitOn('second', '2025-12-18', { content: EFFECT, effect: CONTENT }))).toEqual([]);
  });
  test('a title of a few words is not compared', () => {
    const short = { gist: '原価の見直しについて話し合った。' };
    const works = [workOf('くすのき', [visitOn('first', '2025-12-01', short)])];
    expect(foundIn(visitOn('second', '2025-12-18', short), works)).toEqual([]);
  });
  test('of two reports only the later one tells it, unless the later one is approved already', () => {
    const text = { content: CONTENT };
    const [early, late] = [visitOn('early', '2025-12-01', text), visitOn('late', '2025-12-18', text)];
    expect(foundIn(early, [workOf('くすのき', [late])])).toEqual([]);
    expect(foundIn(late, [workOf('くすのき', [early])])).toHaveLength(1);
    const approved = { ...late, status: 'approved' } as const;
    expect(foundIn(early, [workOf('くすのき', [approved])])).toHaveLength(1);
    expect(foundIn(approved, [workOf('くすのき', [early])])).toEqual([]);
  });
  test('an earlier visit of the same engagement counts, a cancelled one does not', () => {
    const visit = visitOn('second', '2025-12-18', { content: CONTENT });
    const own = workOf('みのり野', [first, visit]);
    expect(likeTextsIn({ visit, own, elsewhere: [] }, FUKUOKA_R7)).toHaveLength(1);
    const without = workOf('みのり野', [{ ...first, status: 'cancelled' }, visit]);
    expect(likeTextsIn({ visit, own: without, elsewhere: [] }, FUKUOKA_R7)).toEqual([]);
  });
  test('a rule set that names no figure compares nothing', () => {
    const visit = visitOn('second', '2025-12-18', { content: CONTENT });
    expect(likeTextsIn({ visit, own: workOf('みのり野', [visit]), elsewhere }, {})).toEqual([]);
  });
});

describe('[L13.75] the newest signature is compared with the earlier ones of the expert’s companies', () => {
  const first = visitOn('first', '2025-12-01');
  const second = visitOn('second', '2025-12-18');
  const one = signed('confirmation-a', first, sampleStrokes(3));
  const foundWith = (own: readonly Confirmation[], works: readonly ExpertWork[]) =>
    likeStrokesIn(
      { visit: second, own: workOf('みのり野', [second], { confirmations: own }), elsewhere: works },
      FUKUOKA_R7,
    );
  const elsewhere = [workOf('くすのき', [first], { confirmations: [one] })];

  test('the same line in another company’s confirmation', () => {
    expect(foundWith([signed('confirmation-b', second, sampleStrokes(3))], elsewhere)).toEqual([
      {
        engagement: 'くすのき',
        visit: 'first',
        company: 'くすのき（サンプル）',
        number: 1,
        confirmation: 'confirmation-a',
        differencePercent: 0,
      },
    ]);
  });
  test('another line', () => {
    expect(foundWith([signed('confirmation-b', second, sampleStrokes(8))], elsewhere)).toEqual([]);
  });
  test('an earlier signature of the same visit, drawn once for two texts', () => {
    const before = signed('confirmation-b', second, sampleStrokes(5));
    const after = signed('confirmation-c', second, sampleStrokes(5));
    expect(foundWith([before, after], []).map(({ confirmation }) => confirmation)).toEqual(['confirmation-b']);
  });
  test('nothing is asked of a confirmation without a line', () => {
    const typed = {
      ...signed('confirmation-b', second, sampleStrokes(3)),
      manner: { by: 'typedName', code: '1234560' },
    } as const;
    expect(foundWith([typed], elsewhere)).toEqual([]);
  });
  test('a rule set that names no figure compares nothing', () => {
    const own = workOf('みのり野', [second], { confirmations: [signed('confirmation-b', second, sampleStrokes(3))] });
    expect(likeStrokesIn({ visit: second, own, elsewhere }, {})).toEqual([]);
  });
});

test('[L13.72] an address is apart when both are known and differ; spaces and hyphens make no difference', () => {
  const visit = visitOn('first', '2025-12-18');
  const apartFrom = (address: string, own: string) =>
    otherVisitsIn([workOf('くすのき', [visit], { address })], { address: own })[0]?.apart;
  expect(apartFrom('福岡県直方市1-2', '福岡県飯塚市1-2')).toBe(true);
  expect(apartFrom('福岡県 直方市１－２', '福岡県直方市1-2')).toBe(false);
  expect(apartFrom('', '福岡県飯塚市1-2')).toBe(false);
});
