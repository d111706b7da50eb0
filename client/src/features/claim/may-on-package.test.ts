import { EMPTY_ENGAGEMENT } from '@banso/shared/engagement/engagement.ts';
import type { FinalPackage } from '@banso/shared/engagement/final-package.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import { expect, it } from 'vitest';
import { mayOnPackage } from './may-on-package.ts';

const handedIn: FinalPackage = {
  finalReport: 'report',
  invoice: 'invoice',
  confirmation: 'confirmation',
  account: 'account',
  state: 'submitted',
  submittedOn: '2026-01-12',
  submitted: { by: 'expert', atMs: 1, operation: 'o' },
  sentBack: [],
  checked: null,
  approved: null,
  lateDecision: null,
};
const checked: FinalPackage = { ...handedIn, state: 'checked', checked: { by: 'kirino', atMs: 2 } };

const approver = (person: string) => ({ person, roles: [{ role: 'approver' as const, programme: null }] });
const accountant = { person: 'muromi', roles: [{ role: 'accounting' as const, programme: null }] };
const complete = { ruleSet: FUKUOKA_R7, missing: [] };
const lacking = {
  ...complete,
  missing: [{ code: 'closing' as const, what: '署名がありません。', article: '様式第5号' }],
};
const viewOf = (finalPackage: FinalPackage | null) => ({ engagement: { ...EMPTY_ENGAGEMENT, finalPackage } });

it('[L13.383] what was handed in and lacks nothing is checked, then approved by somebody else', () => {
  expect(mayOnPackage(approver('kirino'), viewOf(handedIn), complete)).toMatchObject({ check: true, approve: false });
  expect(mayOnPackage(approver('kirino'), viewOf(checked), complete)).toMatchObject({
    check: false,
    approve: false,
    awaitsApproval: true,
  });
  expect(mayOnPackage(approver('miyawaki'), viewOf(checked), complete)).toMatchObject({
    approve: true,
    awaitsApproval: true,
  });
});

it('[L13.383] what lacks something is sent back and goes no further; accounting may send it back, and no more', () => {
  const back = { check: false, approve: false, decide: false, sendBack: true, awaitsApproval: false };
  expect(mayOnPackage(approver('miyawaki'), viewOf(handedIn), lacking)).toEqual(back);
  expect(mayOnPackage(approver('miyawaki'), viewOf(checked), lacking)).toEqual(back);
  expect(mayOnPackage(accountant, viewOf(handedIn), complete)).toEqual(back);
});

it('[L13.383] one that came late is decided about first; without one there is nothing to do', () => {
  const late = { ...checked, submittedOn: '2099-01-01' };
  expect(mayOnPackage(approver('miyawaki'), viewOf(late), complete)).toMatchObject({ decide: true, approve: false });
  expect(Object.values(mayOnPackage(approver('miyawaki'), viewOf(null), complete))).not.toContain(true);
});
