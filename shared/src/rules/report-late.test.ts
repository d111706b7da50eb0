import { describe, expect, test } from 'vitest';
import { visitFactsOf } from '../../../test/fixtures/settlement.ts';
import type { Visit } from '../engagement/visit.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { instantInJapan } from '../time/day.ts';
import { blocking, evaluateVisit } from './evaluate.ts';
import { reportDueOn } from './report-due.ts';
import { withChoices } from './rule-choices.ts';

const SOURCE = '令和8年3月の決定（サンプル）';
const WITHIN_A_WEEK = withChoices(FUKUOKA_R7, { reportDue: '7' }, SOURCE);

const found = (change: Partial<Visit>, { today = '2026-03-01', rules = WITHIN_A_WEEK } = {}) =>
  visitFactsOf([{ number: 1, on: '2025-12-18' }]).flatMap((facts) =>
    evaluateVisit(rules, { ...facts, visit: { ...facts.visit, ...change }, today }).filter(
      ({ code }) => code === 'report-late',
    ),
  );
const handedIn = (day: string, time: string) =>
  ({
    status: 'submitted',
    submission: { by: 'expert', atMs: instantInJapan(day, time), operation: 'o' },
  }) as const;

describe('[L13.440] the day by which a visit’s record is handed in', () => {
  test('is counted from the visit, and is none where the programme names none', () => {
    const [facts] = visitFactsOf([{ number: 1, on: '2025-12-18' }]);
    if (!facts) throw new Error('no visit');
    expect(reportDueOn(facts.visit, WITHIN_A_WEEK)).toBe('2025-12-25');
    expect(reportDueOn({ time: null }, WITHIN_A_WEEK)).toBeNull();
    expect(reportDueOn(facts.visit, FUKUOKA_R7)).toBeNull();
    expect(found(handedIn('2026-02-01', '09:00'), { rules: FUKUOKA_R7 })).toEqual([]);
  });
  test('is kept to the last minute of that day in Japan, and missed a minute later', () => {
    expect(found(handedIn('2025-12-25', '23:59'))).toEqual([]);
    const [late] = found(handedIn('2025-12-26', '00:00'));
    expect(late?.reason).toBe('報告の期限（令和7年12月25日（木））を過ぎて、令和7年12月26日（金）に提出されました。');
    expect(late?.source).toBe(SOURCE);
  });
  test('tells what is not handed in from the day after, and nothing of what did not take place', () => {
    const open = { status: 'ended', submission: null } as const;
    expect(found(open, { today: '2025-12-25' })).toEqual([]);
    expect(found(open, { today: '2025-12-26' })).toHaveLength(1);
    expect(found({ status: 'cancelled', submission: null })).toEqual([]);
  });
  test('stops neither the hand-in nor the approval nor the payment', () => {
    const facts = visitFactsOf([{ number: 1, on: '2025-12-18' }]).map((one) => ({
      ...one,
      visit: { ...one.visit, ...handedIn('2026-02-01', '09:00') },
    }));
    const stopped = (['submit', 'approve', 'invoice', 'pay'] as const).flatMap((intent) =>
      facts.flatMap((one) => blocking(evaluateVisit(WITHIN_A_WEEK, one), intent)),
    );
    expect(stopped.map(({ code }) => code)).not.toContain('report-late');
  });
  test('calls nobody late whose record was sent back: when it first came is not kept apart', () => {
    const fields = visitFactsOf([{ number: 1, on: '2025-12-18' }])[0]?.visit.fields;
    if (!fields) throw new Error('no visit');
    const sentBack = [
      { by: 'approver', atMs: instantInJapan('2025-12-28', '09:00'), comments: [], seen: { fields, time: null } },
    ];
    expect(found({ ...handedIn('2026-01-05', '09:00'), sentBack })).toEqual([]);
  });
  test('is no more once the programme names no day again', () => {
    expect(withChoices(WITHIN_A_WEEK, { reportDue: 'none' }, SOURCE)).toEqual(FUKUOKA_R7);
  });
});
