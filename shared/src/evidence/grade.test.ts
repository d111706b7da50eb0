import { describe, expect, test } from 'vitest';
import { goodVisit } from '../../../test/fixtures/engagement.ts';
import type { Tap, Visit } from '../engagement/visit.ts';
import { drawer } from '../../../test/support/drawer.ts';
import { clockTimeInJapan, dayInJapan, instantInJapan } from '../time/day.ts';
import { grossMinutes } from '../engagement/net-minutes.ts';
import { gradeVisit } from './grade.ts';

const MINUTE = 60_000;
const START = instantInJapan('2025-12-18', '13:00');
const END = instantInJapan('2025-12-18', '16:10');

const tap = (wallMs: number, change: Partial<Tap> = {}): Tap => ({
  operation: `operation-${wallMs}`,
  device: 'phone',
  seq: wallMs === START ? 1 : 2,
  reading: { wallMs, monoMs: wallMs - START + 5_000, page: 'page', offsetMs: 0 },
  bounds: { notBeforeMs: null, notAfterMs: null },
  ...change,
});

const visitWith = (start: Tap, end: Tap, change: Partial<Visit> = {}): Visit => goodVisit({ start, end, ...change });

const boundTo = (atMs: number, slackMs = 0) => ({ notBeforeMs: atMs - slackMs, notAfterMs: atMs + slackMs });

describe('[L11.1] A needs the server’s bounds alone to prove the length to within ten minutes', () => {
  test.each([
    ['start received at once, end with a token of five minutes before', 0, 5 * MINUTE, 'A'],
    ['ten minutes missing in all', 5 * MINUTE, 5 * MINUTE, 'A'],
    ['eleven minutes missing', 6 * MINUTE, 5 * MINUTE, 'B'],
  ])('%s', (_, late, early, grade) => {
    const start = tap(START, { bounds: { notBeforeMs: null, notAfterMs: START + late } });
    const end = tap(END, { bounds: { notBeforeMs: END - early, notAfterMs: END + MINUTE } });
    expect(gradeVisit(visitWith(start, end))?.grade).toBe(grade);
  });
});

test('[L11.2] a visit wholly without signal is consistent, no more', () => {
  const evening = END + 120 * MINUTE;
  const bounds = { notBeforeMs: START - 60 * MINUTE, notAfterMs: evening };
  expect(gradeVisit(visitWith(tap(START, { bounds }), tap(END, { bounds })))).toEqual({
    grade: 'B',
    reason: 'consistent',
  });
});

describe('[L11.3] what is typed or contradicted is declared, never proven', () => {
  test('typed times', () => {
    const typedTime = { operation: 'o', by: 'expert', reason: '終了を押し忘れた', atMs: END };
    const visit = visitWith(tap(START, { bounds: boundTo(START) }), tap(END, { bounds: boundTo(END) }), { typedTime });
    expect(gradeVisit(visit)).toEqual({ grade: 'C', reason: 'typed' });
  });
  test('a wall clock set forward to pretend three hours', () => {
    const start = tap(START, { bounds: boundTo(START, MINUTE) });
    const end = tap(END, { bounds: { notBeforeMs: START + 10 * MINUTE, notAfterMs: START + 12 * MINUTE } });
    expect(gradeVisit(visitWith(start, end))).toEqual({ grade: 'C', reason: 'outside_bounds' });
  });
  test('a start forged later with an old wall clock', () => {
    const start = tap(START, { bounds: { notBeforeMs: END - 10 * MINUTE, notAfterMs: END } });
    expect(gradeVisit(visitWith(start, tap(END, { bounds: boundTo(END) })))).toEqual({
      grade: 'C',
      reason: 'outside_bounds',
    });
  });
  test('a monotonic clock that ran longer than the wall clock', () => {
    const reading = { wallMs: END, monoMs: END - START + 60 * MINUTE, page: 'page', offsetMs: 0 };
    expect(gradeVisit(visitWith(tap(START), tap(END, { reading })))).toEqual({ grade: 'C', reason: 'clock_jumped' });
  });
  test('an end recorded before its start on one device', () => {
    expect(gradeVisit(visitWith(tap(START, { seq: 9 }), tap(END)))).toEqual({ grade: 'C', reason: 'order_broken' });
  });
});

test('[L11.4] a phone that slept proves nothing against itself: its monotonic clock may stand still', () => {
  const reading = { wallMs: END, monoMs: 6_000, page: 'page', offsetMs: 0 };
  expect(gradeVisit(visitWith(tap(START), tap(END, { reading })))?.grade).toBe('B');
});

test('[L11.5] a running visit has no grade yet', () => {
  expect(gradeVisit(goodVisit({ time: { on: '2025-12-18', from: '13:00', to: null, toOn: '2025-12-18' } }))).toBeNull();
});

test('[L11.40] A follows from the server’s bounds alone: of 20,000 clients that lie at random, none gains more than ten minutes', () => {
  const draw = drawer(11);
  let proven = 0;
  for (let n = 0; n < 20_000; n += 1) {
    const minutes = draw.whole(0, 300);
    const endMs = START + minutes * MINUTE;
    const [late, early] = [draw.whole(0, 12), draw.whole(0, Math.min(12, minutes))];
    const lie = (trueMs: number): Tap => {
      const wallMs = trueMs + draw.whole(-15, 15) * draw.one([0, 1, 20]) * MINUTE;
      const reading = {
        wallMs,
        monoMs: draw.whole(0, 3_000_000),
        page: draw.one(['page', 'other']),
        offsetMs: draw.one([0, null]),
      };
      return tap(wallMs, { reading, device: draw.one(['phone', 'tablet']), seq: draw.whole(1, 3) });
    };
    const start = {
      ...lie(START),
      bounds: { notBeforeMs: draw.one([null, START]), notAfterMs: START + late * MINUTE },
    };
    const end = { ...lie(endMs), bounds: { notBeforeMs: endMs - early * MINUTE, notAfterMs: endMs + MINUTE } };
    const time = {
      on: dayInJapan(start.reading.wallMs),
      from: clockTimeInJapan(start.reading.wallMs),
      to: clockTimeInJapan(end.reading.wallMs),
      toOn: dayInJapan(end.reading.wallMs),
    };
    const visit = visitWith(start, end, { time });
    if (gradeVisit(visit)?.grade !== 'A') continue;
    proven += 1;
    expect(grossMinutes(visit)).toBeLessThanOrEqual(minutes + 10);
    expect(start.reading.wallMs).toBeGreaterThanOrEqual(START - 15 * MINUTE);
    expect(end.reading.wallMs).toBeLessThanOrEqual(endMs + 15 * MINUTE);
  }
  expect(proven).toBeGreaterThan(200);
});

test('[L11.40] bounds that contradict each other prove nothing', () => {
  const start = tap(START, { bounds: boundTo(START) });
  const end = tap(END, { bounds: { notBeforeMs: END, notAfterMs: END - 60 * MINUTE } });
  expect(gradeVisit(visitWith(start, end))?.grade).toBe('C');
});
