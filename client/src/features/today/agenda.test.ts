import { EMPTY_ENGAGEMENT } from '@banso/shared/engagement/engagement.ts';
import { blankVisit, type Visit } from '@banso/shared/engagement/visit.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import { describe, expect, it } from 'vitest';
import type { EngagementView } from '../../store/client-store.ts';
import { type AgendaItem, agendaOf, isDue, nextDeadline, precedingWeekday } from './agenda.ts';

const TODAY = '2025-12-18';

const scheduled = (id: string, on: string, from = '14:30'): Visit => ({
  ...blankVisit(id),
  number: 1,
  schedule: { on, from, to: '17:40', mode: 'onSite', place: '本社' },
});

const timed = (id: string, status: Visit['status'], on: string): Visit => ({
  ...scheduled(id, on),
  status,
  time: { on, from: '09:00', to: '12:10', toOn: on },
});

const viewOf = (visits: readonly Visit[], expert = 'expert-1'): EngagementView => ({
  id: 'engagement-1',
  engagement: {
    ...EMPTY_ENGAGEMENT,
    core: { id: 'engagement-1', programme: 'p', company: 'c', contract: null, expert, assignments: [] },
    visits: Object.fromEntries(visits.map((visit) => [visit.id, visit])),
  },
  company: null,
  programme: null,
  ruleSet: FUKUOKA_R7,
  expert: null,
  elsewhere: [],
  waiting: [],
});

const ids = (items: readonly AgendaItem[]) => items.map(({ visit }) => visit.id);

describe('agendaOf', () => {
  it('makes the earliest planned visit from today on the next one', () => {
    const agenda = agendaOf(
      [viewOf([scheduled('later', '2025-12-22'), scheduled('afternoon', TODAY), scheduled('morning', TODAY, '09:00')])],
      'expert-1',
      TODAY,
    );
    expect(agenda.next?.visit.id).toBe('morning');
    expect(ids(agenda.upcoming)).toEqual(['afternoon', 'later']);
  });

  it('keeps a visit whose day has passed in sight, without making it the next one', () => {
    const agenda = agendaOf([viewOf([scheduled('missed', '2025-12-17')])], 'expert-1', TODAY);
    expect(ids(agenda.overdue)).toEqual(['missed']);
    expect(agenda.next).toBeNull();
  });

  it('[L13.123] names the companies that nobody is on the way to, until the visits are all made', () => {
    const unplanned = (visits: readonly Visit[]) => agendaOf([viewOf(visits)], 'expert-1', TODAY).unplanned.length;
    expect(unplanned([])).toBe(1);
    expect(unplanned([timed('made', 'approved', '2025-12-01')])).toBe(1);
    expect(unplanned([timed('made', 'approved', '2025-12-01'), scheduled('next', '2025-12-22')])).toBe(0);
    expect(unplanned([timed('running', 'started', TODAY)])).toBe(0);
    const made = (count: number) =>
      Array.from({ length: count }, (_, i) => timed(`made-${i}`, 'approved', '2025-12-01'));
    expect([unplanned(made(4)), unplanned(made(5))]).toEqual([1, 0]);
    expect(agendaOf([viewOf([])], 'expert-2', TODAY).unplanned).toEqual([]);
  });

  it('[L13.209] asks nobody to plan a visit after the contract has ended', () => {
    const view = viewOf([]);
    const { core } = view.engagement;
    const contract = { number: '1', concludedOn: '2025-09-01', from: '2025-09-01', to: '2026-01-31' };
    const endedOn = (on: string, how: 'terminated' | 'cancelled') => {
      const ended = { on, how, ending: 'e' } as const;
      const engagement = { ...view.engagement, core: core && { ...core, contract: { ...contract, ended } } };
      return agendaOf([{ ...view, engagement }], 'expert-1', TODAY).unplanned.length;
    };
    expect([endedOn(TODAY, 'terminated'), endedOn(TODAY, 'cancelled')]).toEqual([1, 0]);
  });

  it('puts what was ended before today and not handed in apart from today’s', () => {
    const agenda = agendaOf(
      [
        viewOf([
          timed('yesterday', 'ended', '2025-12-17'),
          timed('today', 'ended', TODAY),
          timed('handed-in', 'submitted', TODAY),
          timed('old', 'approved', '2025-12-01'),
          timed('back', 'sentBack', '2025-12-10'),
        ]),
      ],
      'expert-1',
      TODAY,
    );
    expect(ids(agenda.unfinished)).toEqual(['yesterday']);
    expect(ids(agenda.endedToday)).toEqual(['handed-in', 'today']);
    expect(ids(agenda.sentBack)).toEqual(['back']);
  });

  it('shows nobody the visits of another expert', () => {
    expect(agendaOf([viewOf([scheduled('theirs', TODAY)], 'expert-2')], 'expert-1', TODAY).next).toBeNull();
  });

  it('offers the start only when the day has come', () => {
    expect(isDue({ view: viewOf([]), visit: scheduled('a', TODAY) }, TODAY)).toBe(true);
    expect(isDue({ view: viewOf([]), visit: scheduled('a', '2025-12-19') }, TODAY)).toBe(false);
  });
});

describe('deadline', () => {
  it('is the end of the programme, until it has passed', () => {
    expect(nextDeadline([viewOf([])], TODAY)).toEqual({ value: '2026-01-31', source: '契約書第6条第2項' });
    expect(nextDeadline([viewOf([])], '2026-02-01')).toBeNull();
  });

  it('names the weekday before a Saturday or Sunday', () => {
    expect(precedingWeekday('2026-01-31')).toBe('2026-01-30');
    expect(precedingWeekday('2026-02-01')).toBe('2026-01-30');
    expect(precedingWeekday('2026-01-30')).toBe('2026-01-30');
  });
});
