import { describe, expect, test } from 'vitest';
import { APPROVER, engagementWith, EXPERT, goodVisit } from '../../../test/fixtures/engagement.ts';
import { undecidedLateFacts } from '../engagement/late-facts.ts';
import type { Release, Visit } from '../engagement/visit.ts';
import type { OtherVisit } from '../operation/context.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { evaluateVisit } from './evaluate.ts';
import type { VisitFacts } from './finding.ts';

const factsOf = (visit: Visit, change: Partial<VisitFacts> = {}): VisitFacts => ({
  engagement: engagementWith(visit),
  visit,
  otherVisits: [],
  likeTexts: [],
  likeStrokes: [],
  likePapers: [],
  today: '2025-12-20',
  ...change,
});

describe('[L13.443] a release stands for what was found then', () => {
  const short = (to: string, release?: Partial<Release>) =>
    goodVisit({
      time: { on: '2025-12-10', from: '13:00', to, toOn: '2025-12-10' },
      releases: release
        ? [{ finding: 'too-short', reason: '会社の都合', decisionNumber: '決-7', by: APPROVER, atMs: 1, ...release }]
        : [],
    });
  const found = (visit: Visit) => evaluateVisit(FUKUOKA_R7, factsOf(visit)).find(({ code }) => code === 'too-short');
  const about = found(short('15:50'))?.about ?? null;

  test('of 170 minutes it does not stand for 60', () => {
    expect(found(short('15:50', { about }))).toMatchObject({ release: { decisionNumber: '決-7' }, lapsed: null });
    expect(found(short('14:00', { about }))).toMatchObject({ release: null, lapsed: { decisionNumber: '決-7' } });
  });
  test('one from before stands for whatever is found under its code', () => {
    expect(found(short('14:00', {}))).toMatchObject({ release: { decisionNumber: '決-7' }, lapsed: null });
  });
  test('an overlap with one visit does not stand for an overlap with another as well', () => {
    const other = (visit: string): OtherVisit => ({
      engagement: 'engagement-9',
      visit,
      company: 'よそ',
      number: 1,
      on: '2025-12-10',
      from: '14:00',
      to: '15:00',
      mode: 'onSite',
      place: '',
      apart: true,
    });
    const overlapOf = (visit: Visit, ...others: readonly string[]) =>
      evaluateVisit(FUKUOKA_R7, factsOf(visit, { otherVisits: others.map(other) })).find(
        ({ code }) => code === 'overlap',
      );
    const first = overlapOf(short('16:10'), 'a')?.about ?? null;
    const released = short('16:10', { finding: 'overlap', about: first });
    expect(overlapOf(released, 'a')?.release).not.toBeNull();
    expect(overlapOf(released, 'a', 'b')?.release).toBeNull();
  });
  test('what arrives after a late fact was decided about waits for a decision again', () => {
    const fact = (operation: string) => ({ operation, type: 'visit-ended@1', by: EXPERT, atMs: 1, body: '{}' });
    const late = (releases: readonly Release[], ...operations: readonly string[]) =>
      goodVisit({ status: 'approved', lateFacts: operations.map(fact), releases });
    const judged = (visit: Visit) => evaluateVisit(FUKUOKA_R7, factsOf(visit)).find(({ code }) => code === 'late-fact');
    const about = judged(late([], 'a'))?.about ?? null;
    const decided = [
      { finding: 'late-fact', about, reason: '確かめた', decisionNumber: '決-7', by: APPROVER, atMs: 1 },
    ];
    expect(judged(late(decided, 'a'))?.release).not.toBeNull();
    expect(judged(late(decided, 'a', 'b'))?.release).toBeNull();
    const undecided = (visit: Visit) => undecidedLateFacts(engagementWith(visit), visit);
    expect([undecided(late(decided, 'a')), undecided(late(decided, 'a', 'b'))]).toEqual([0, 2]);
  });
});
