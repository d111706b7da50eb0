import { expect, test } from 'vitest';
import { onPerson, asAdministrator, AUDITING, LOST } from '../../../test/fixtures/person-cases.ts';
import { apply } from '../operation/apply.ts';
import type { RoleGrant } from '../operation/context.ts';
import { scopesWithEnds } from '../scope/reach.ts';
import { instantInJapan } from '../time/day.ts';
import { dayOfFact, endedAtMs, fiscalYearEnd, latestEnd, nextEndMs, rolesOn, wrongEnd } from './role-ends.ts';

const staff: RoleGrant = { role: 'staff', programme: 'fukuoka' };
const [until, today] = ['2026-03-31', '2025-12-18'] as const;

test('[L15.160] a role stands to the end of its last day in Japan', () => {
  expect(rolesOn([staff, AUDITING], until)).toEqual([staff, AUDITING]);
  expect(rolesOn([staff, AUDITING], '2026-04-01')).toEqual([staff]);
  expect(new Date(endedAtMs(until)).toISOString()).toBe('2026-03-31T15:00:00.000Z');
  expect([nextEndMs([staff]), nextEndMs([staff, AUDITING])]).toEqual([null, endedAtMs(until)]);
});

test.each([
  ['2026-03-31', '2026-03-31', '2027-03-31'],
  ['2026-04-01', '2027-03-31', '2028-03-31'],
  ['2026-11-22', '2027-03-31', '2028-03-31'],
  ['2027-01-04', '2027-03-31', '2028-03-31'],
])('[L15.161] on %s the fiscal year ends on %s, and %s is the last end to choose', (day, end, latest) => {
  expect([fiscalYearEnd(day), latestEnd(day)]).toEqual([end, latest]);
});

test.each<readonly [string, RoleGrant, string | null]>([
  ['commissioner without an end', { role: 'commissioner', programme: 'fukuoka' }, 'end_missing'],
  ['auditor without an end', { role: 'auditor', programme: 'fukuoka' }, 'end_missing'],
  ['auditor to today', { ...AUDITING, until: today }, null],
  ['auditor to yesterday', { ...AUDITING, until: '2025-12-17' }, 'end_out_of_range'],
  ['auditor to the end of the next fiscal year', { ...AUDITING, until: '2027-03-31' }, null],
  ['auditor beyond it', { ...AUDITING, until: '2027-04-01' }, 'end_out_of_range'],
  ['expert with an end', { role: 'expert', programme: 'fukuoka', until: '2030-03-31' }, null],
  ['expert to yesterday', { role: 'expert', programme: 'fukuoka', until: '2025-12-17' }, 'end_out_of_range'],
  ['administrator with an end', { role: 'administrator', programme: null, until }, 'administrator_end'],
])('[L15.161] %s', (_, grant, expected) => {
  expect(wrongEnd([staff, grant], { before: [staff], today })).toBe(expected);
});

test('[L15.161] what a person has already is not judged again', () => {
  expect(wrongEnd([AUDITING, staff], { before: [AUDITING], today: '2026-12-01' })).toBeNull();
});

test('[L15.161] roles are given by the day on which they arrive, whatever the administrator’s clock says', () => {
  const give = (roles: readonly RoleGrant[], arrivedOn: string) =>
    apply(LOST, onPerson('person-roles-changed@1', { roles: [...roles], reason: '監査のため。' }), {
      ...asAdministrator,
      bounds: { notBeforeMs: null, notAfterMs: instantInJapan(arrivedOn, '12:00') },
    });
  expect(give([AUDITING], until)).toMatchObject({ state: { roles: [AUDITING] } });
  expect(give([AUDITING], '2026-04-01')).toEqual({ refused: 'end_out_of_range' });
});

test('[L15.162] a feed ends with the last role that gives it', () => {
  const later = { ...AUDITING, until: '2027-03-31' };
  const ends = (...roles: readonly RoleGrant[]) =>
    Object.fromEntries(scopesWithEnds('p', roles, []).map((one) => [one.scope, one.until]));
  expect(ends(AUDITING)).toEqual({ 'person:p': null, 'auditor:fukuoka': until });
  expect(ends(AUDITING, later)['auditor:fukuoka']).toBe('2027-03-31');
  expect(ends({ ...staff, until }, { role: 'approver', programme: 'fukuoka' })['desk:fukuoka']).toBeNull();
  expect(ends({ ...staff, until })).toMatchObject({ office: until, contacts: until, 'desk:fukuoka': until });
});

test('[L5.30] a fact counts on the day its device says, inside the server’s bounds', () => {
  const day = (said: string, bounds: readonly [string | null, string | null]) => {
    const at = (on: string | null) => (on === null ? null : instantInJapan(on, '12:00'));
    const clock = { wallMs: instantInJapan(said, '12:00'), monoMs: 0, page: 'p', offsetMs: null };
    return dayOfFact({ clock }, { bounds: { notBeforeMs: at(bounds[0]), notAfterMs: at(bounds[1]) } });
  };
  expect(day('2026-03-31', ['2026-03-30', '2026-04-02'])).toBe('2026-03-31');
  expect(day('2026-03-31', ['2026-04-01', '2026-04-02'])).toBe('2026-04-01');
  expect(day('2026-05-31', [null, '2026-04-02'])).toBe('2026-04-02');
});
