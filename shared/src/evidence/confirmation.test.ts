import { describe, expect, test } from 'vitest';
import { confirmationOf, goodVisit, PARTIES } from '../../../test/fixtures/engagement.ts';
import type { VisitFields } from '../engagement/visit.ts';
import { confirmationStands } from './confirmation.ts';
import { confirmationText } from './confirmation-text.ts';
import { deltaCode, doubtStrokes, type Stroke, type Strokes } from './strokes.ts';

test('[L12.1] the company signs exactly these lines', () => {
  expect(confirmationText(goodVisit(), PARTIES)).toBe(
    [
      '会社：有限会社 みのり野製麺（サンプル）',
      '日にち：令和7年12月18日（木）',
      '時間：午後1時から午後4時10分まで',
      '休憩：10分',
      '実働：3時間（180分）',
      '場所：本社工場',
      '専門家：青柳 由美子（サンプル）',
      '回：第1回',
      '同席：川上 正一、川上 麻衣',
      '支援の内容：米粉麺の原価を工程ごとに調べた。',
    ].join('\n'),
  );
});

describe('[L12.2] a confirmation stands while the signed facts are as they were', () => {
  const visit = goodVisit();
  const changes: readonly (readonly [Partial<VisitFields>, boolean])[] = [
    [{ content: 'もっと詳しく書いた。' }, true],
    [{ effect: '数字を足した。' }, true],
    [{ message: '連絡' }, true],
    [{ breakMinutes: 45 }, false],
    [{ gist: '別の要旨' }, false],
    [{ present: '川上 正一' }, false],
    [{ place: '直売所' }, false],
    [{ mode: 'online' }, false],
  ];
  test.each(changes)('%o', (change, stands) => {
    expect(confirmationStands({ ...visit, fields: { ...visit.fields, ...change } }, confirmationOf(visit))).toBe(
      stands,
    );
  });
  test('another end time', () => {
    const time = { on: '2025-12-18', from: '13:00', to: '16:20', toOn: '2025-12-18' };
    expect(confirmationStands({ ...visit, time }, confirmationOf(visit))).toBe(false);
  });
  test('a text whose hash is another', () => {
    expect(confirmationStands(visit, { ...confirmationOf(visit), hash: '0'.repeat(64) })).toBe(false);
  });
});

describe('[L12.3] the pad asks again for nothing, a dot or a straight line, and takes one cursive stroke', () => {
  const stroke = (points: readonly (readonly [number, number])[]): Stroke => ({
    pointer: 'touch',
    x: deltaCode(points.map(([x]) => x)),
    y: deltaCode(points.map(([, y]) => y)),
    t: deltaCode(points.map((_, i) => i * 10)),
    p: deltaCode(points.map(() => 128)),
  });
  const drawing = (...strokes: readonly Stroke[]): Strokes => ({
    width: 3600,
    height: 1600,
    pixelRatio: 2,
    strokes: [...strokes],
  });
  const wave = Array.from({ length: 60 }, (_, i) => [200 + i * 40, 800 + Math.round(300 * Math.sin(i / 4))] as const);
  test.each([
    ['nothing', drawing(), 'empty'],
    [
      'a dot',
      drawing(
        stroke([
          [500, 500],
          [503, 502],
        ]),
      ),
      'dot',
    ],
    [
      'a straight line',
      drawing(
        stroke([
          [200, 500],
          [1000, 510],
          [2000, 520],
        ]),
      ),
      'line',
    ],
    ['one cursive stroke', drawing(stroke(wave)), null],
    [
      'three lines of 川',
      drawing(
        ...[300, 700, 1100].map((x) =>
          stroke([
            [x, 300],
            [x, 900],
          ]),
        ),
      ),
      null,
    ],
  ])('%s', (_, strokes, doubt) => {
    expect(doubtStrokes(strokes)).toBe(doubt);
  });
});
