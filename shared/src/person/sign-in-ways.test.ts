import { expect, test } from 'vitest';
import type { Role } from '../operation/context.ts';
import { isEnough, needsTwoWays, sessionLimits, type Way } from './sign-in-ways.ts';

const roles = (...names: readonly Role[]) => names.map((role) => ({ role, programme: null }));
const real = { sample: false, expertsByLinkAlone: false };

test.each<readonly [readonly Way[], boolean, boolean]>([
  [['passkey'], true, true],
  [['link'], false, true],
  [['code'], false, true],
  [['mail'], false, true],
  [['link', 'code'], false, true],
  [['link', 'totp'], true, true],
  [['code', 'mail'], true, true],
  [['mail', 'totp'], true, true],
  [[], false, false],
])('[L15.74] %j: enough where two are asked for %s, where one is %s', (ways, forTwo, forOne) => {
  expect([isEnough(ways, { needsTwo: true }), isEnough(ways, { needsTwo: false })]).toEqual([forTwo, forOne]);
});

test('[L15.74] everybody shows two things, but for samples and experts whose office lets them', () => {
  for (const role of ['staff', 'approver', 'accounting', 'administrator', 'privacyManager', 'commissioner'] as const) {
    expect(needsTwoWays(roles(role), real)).toBe(true);
    expect(needsTwoWays(roles(role, 'expert'), { ...real, expertsByLinkAlone: true })).toBe(true);
    expect(needsTwoWays(roles(role), { ...real, sample: true })).toBe(false);
  }
  expect(needsTwoWays(roles('expert'), real)).toBe(true);
  expect(needsTwoWays(roles('expert', 'supportOfficer'), { ...real, expertsByLinkAlone: true })).toBe(false);
});

test('[L15.81] whoever also works at the desk has the desk’s limits', () => {
  expect(sessionLimits(roles('expert')).idleSeconds).toBe(30 * 24 * 60 * 60);
  expect(sessionLimits(roles('expert', 'staff'))).toEqual(sessionLimits(roles('staff')));
});
