import { EMPTY_ENGAGEMENT } from '@banso/shared/engagement/engagement.ts';
import type { FinalPackage } from '@banso/shared/engagement/final-package.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import { expect, it } from 'vitest';
import { HANDED_IN } from '../../../../test/fixtures/final-package.ts';
import { payableEngagement } from '../../../../test/fixtures/payment.ts';
import { type EndGiven, endingGiven } from '../../../../test/fixtures/settlement.ts';
import { mayOnPackage } from './may-on-package.ts';

const checked: FinalPackage = { ...HANDED_IN, state: 'checked', checked: { by: 'kirino', atMs: 2 } };

const approver = (person: string) => ({ person, roles: [{ role: 'approver' as const, programme: null }] });
const accountant = { person: 'muromi', roles: [{ role: 'accounting' as const, programme: null }] };
const complete = { ruleSet: FUKUOKA_R7, missing: [] };
const lacking = {
  ...complete,
  missing: [{ code: 'closing' as const, what: '署名がありません。', article: '様式第5号' }],
};
const viewOf = (finalPackage: FinalPackage | null) => ({ engagement: { ...EMPTY_ENGAGEMENT, finalPackage } });

it('[L13.383] what was handed in and lacks nothing is checked, then approved by somebody else', () => {
  expect(mayOnPackage(approver('kirino'), viewOf(HANDED_IN), complete)).toMatchObject({ check: true, approve: false });
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
  expect(mayOnPackage(approver('miyawaki'), viewOf(HANDED_IN), lacking)).toEqual(back);
  expect(mayOnPackage(approver('miyawaki'), viewOf(checked), lacking)).toEqual(back);
  expect(mayOnPackage(accountant, viewOf(HANDED_IN), complete)).toEqual(back);
});

it('[L13.383] one that came late is decided about first; without one there is nothing to do', () => {
  const late = { ...checked, submittedOn: '2099-01-01' };
  expect(mayOnPackage(approver('miyawaki'), viewOf(late), complete)).toMatchObject({ decide: true, approve: false });
  expect(Object.values(mayOnPackage(approver('miyawaki'), viewOf(null), complete))).not.toContain(true);
});

it('[L13.391] after an end because of organized crime nobody is offered the approval until the payment was decided', () => {
  const made = payableEngagement('e1');
  const { core } = made;
  if (!core?.contract) throw new Error('no contract');
  const end = { how: 'cancelled', on: '2026-01-05', because: 'organizedCrime' } as const;
  const contract = { ...core.contract, ended: { how: end.how, on: end.on, ending: 'ending-1' } };
  const after = (decision?: EndGiven['decision']) => ({
    engagement: {
      ...made,
      core: { ...core, contract },
      contractEndings: { 'ending-1': endingGiven({ ...end, ...(decision ? { decision } : {}) }) },
      finalPackage: checked,
    },
  });
  const decided = (pays: boolean) => ({ pays, reason: '実施分（サンプル）', decisionNumber: '決-9' });
  const approves = (view: ReturnType<typeof after>) => mayOnPackage(approver('miyawaki'), view, complete).approve;
  expect([after(), after(decided(false)), after(decided(true))].map(approves)).toEqual([false, false, true]);
});
