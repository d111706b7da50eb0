import { EMPTY_ENGAGEMENT } from '@banso/shared/engagement/engagement.ts';
import { blankVisit, type Visit } from '@banso/shared/engagement/visit.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import { describe, expect, it } from 'vitest';
import type { EngagementView } from '../../store/client-store.ts';
import { deskRows, filterCounts, filtersFor, nextToReview, shownRows } from './desk-rows.ts';
import { weightOf } from './judge-visit.ts';

const TODAY = '2025-12-20';

const visit = (id: string, of: Partial<Visit>): Visit => ({ ...blankVisit(id), number: 1, ...of });
const submitted = (id: string, atMs: number): Visit =>
  visit(id, {
    status: 'submitted',
    time: { on: '2025-12-18', from: '14:00', to: '17:05', toOn: '2025-12-18' },
    submission: { by: 'expert', atMs, operation: `operation-${id}` },
  });

const view = (id: string, name: string, visits: readonly Visit[]): EngagementView => ({
  id,
  engagement: { ...EMPTY_ENGAGEMENT, visits: Object.fromEntries(visits.map((one) => [one.id, one])) },
  company: {
    id: `company-${id}`,
    name,
    kana: '',
    address: '福岡県（サンプル）',
    business: '製造',
    industry: '製造業',
    contact: '担当者',
    representative: { title: '代表取締役', name: '代表者' },
    places: [],
  },
  programme: null,
  ruleSet: FUKUOKA_R7,
  expert: null,
  elsewhere: [],
  waiting: [],
});

const rows = deskRows(
  [
    view('a', 'サンプル製麺ＡＢＣ', [submitted('a1', Date.parse('2025-12-18T10:00:00Z'))]),
    view('b', 'サンプル水産', [
      submitted('b1', Date.parse('2025-12-19T10:00:00Z')),
      visit('b2', { status: 'started', time: { on: '2025-12-20', from: '09:00', to: null, toOn: '2025-12-20' } }),
      visit('b3', { status: 'sentBack', number: 2 }),
      visit('b4', { status: 'scheduled' }),
    ]),
  ],
  TODAY,
);
const keys = (of: readonly { readonly key: string }[]) => of.map(({ key }) => key);

describe('the list of the desk', () => {
  it('[L13.440] has the reports that are overdue apart, where a programme names a day for them', () => {
    const due: EngagementView = {
      ...view('c', 'サンプル工業', [
        visit('c1', { status: 'ended', time: { on: '2025-12-16', from: '13:00', to: '16:30', toOn: '2025-12-16' } }),
        visit('c2', { status: 'ended', time: { on: '2025-12-17', from: '13:00', to: '16:30', toOn: '2025-12-17' } }),
        submitted('c3', Date.parse('2025-12-19T10:00:00Z')),
      ]),
      ruleSet: { ...FUKUOKA_R7, reportDueDays: { value: 3, unit: '日', source: '契約書第4条第1項' } },
    };
    const late = deskRows([due], TODAY);
    expect(keys(shownRows(late, { filter: 'overdue', search: '' }))).toEqual(['c/c1']);
    expect(filtersFor(late, 'submitted')).toContain('overdue');
    expect(filtersFor(rows, 'submitted')).not.toContain('overdue');
    // Whoever has the address of that list still sees which one it is.
    expect(filtersFor(rows, 'overdue')).toContain('overdue');
  });

  it('shows the newest submission first', () => {
    expect(keys(shownRows(rows, { filter: 'submitted', search: '' }))).toEqual(['b/b1', 'a/a1']);
  });

  it('puts what is planned below what has happened, the next visit first', () => {
    const planned = (id: string, on: string): Visit =>
      visit(id, { schedule: { on, from: '10:00', to: '13:00', mode: 'onSite', place: '' } });
    const both = [planned('later', '2026-01-20'), planned('sooner', '2026-01-10'), submitted('done', 1)];
    expect(keys(deskRows([view('c', 'サンプル染工', both)], TODAY))).toEqual(['c/done', 'c/sooner', 'c/later']);
  });

  it('counts what each filter shows', () => {
    expect(filterCounts(rows)).toEqual({ submitted: 2, underWay: 1, overdue: 0, sentBack: 1, approved: 0, all: 5 });
  });

  it('finds every word, whatever the width and case of letters', () => {
    expect(keys(shownRows(rows, { filter: 'all', search: ' abc　製麺 ' }))).toEqual(['a/a1']);
    expect(shownRows(rows, { filter: 'approved', search: 'abc' })).toEqual([]);
  });

  it('offers the submission that has waited longest next', () => {
    expect(nextToReview(rows, 'b/b1')?.key).toBe('a/a1');
    expect(nextToReview(rows, 'a/a1')?.key).toBe('b/b1');
  });
});

describe('what a finding does to the approval', () => {
  const notConfirmed = rows
    .find(({ key }) => key === 'a/a1')
    ?.judged.findings.find(({ code }) => code === 'not-confirmed');

  it('stops it until an approver releases it', () => {
    expect(notConfirmed && weightOf(notConfirmed)).toBe('blocks');
    const release = { finding: 'not-confirmed', reason: '理由', decisionNumber: '1', by: 'approver', atMs: 1 };
    expect(notConfirmed && weightOf({ ...notConfirmed, release })).toBe('released');
  });

  it('says so when it speaks of another step only', () => {
    expect(notConfirmed && weightOf({ ...notConfirmed, severity: { invoice: 'BLOCK' } })).toBe('other');
  });
});
