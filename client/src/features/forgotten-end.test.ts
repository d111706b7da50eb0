import { blankVisit, type Visit } from '@banso/shared/engagement/visit.ts';
import { instantInJapan } from '@banso/shared/time/day.ts';
import { expect, test } from 'vitest';
import { endForgotten } from './forgotten-end.ts';

const DAY = '2025-12-18';
const begun = (from: string, change: Partial<Visit> = {}): Visit => ({
  ...blankVisit('visit-1'),
  status: 'started',
  time: { on: DAY, from, to: null, toOn: DAY },
  schedule: { on: DAY, from: '13:00', to: '16:00', mode: 'onSite', place: '' },
  ...change,
});

test.each([
  ['while it runs', begun('13:00'), DAY, '15:00', 'no'],
  ['a little longer than planned', begun('13:00'), DAY, '16:59', 'no'],
  ['an hour after its planned end', begun('13:00'), DAY, '17:00', 'maybe'],
  ['begun after its planned end', begun('17:30'), DAY, '19:00', 'no'],
  ['without a plan, the same evening', begun('13:00', { schedule: null }), DAY, '22:00', 'no'],
  ['past midnight, still under way', begun('21:00'), '2025-12-19', '00:30', 'no'],
  ['the next morning', begun('13:00'), '2025-12-19', '08:00', 'surely'],
  ['the next morning after a late evening', begun('21:00'), '2025-12-19', '08:00', 'surely'],
  ['ended', begun('13:00', { status: 'ended' }), '2025-12-19', '08:00', 'no'],
] as const)('[L11.46] a forgotten end: %s', (_, visit, day, time, forgotten) => {
  expect(endForgotten(visit, instantInJapan(day, time))).toBe(forgotten);
});
