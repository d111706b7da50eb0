import { tripBasis } from '@banso/shared/engagement/trip-record.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { visitBasis } from '@banso/shared/engagement/visit-basis.ts';
import { fieldHash } from '@banso/shared/engagement/visit-fields.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { expect, test } from 'vitest';
import { tripBody } from '../fixtures/claim-cases.ts';
import {
  handIn,
  IN_TIME,
  issueInvoice,
  judge,
  makeClaimable,
  signClosing,
  verdictsOf,
} from '../support/claim-office.ts';
import { eachDatabase } from '../support/databases.ts';
import { given } from '../support/given.ts';
import { keepPayee, OFFICE_PAYEE, storedEngagementOf } from '../support/payable-office.ts';
import { ADMINISTRATOR, APPROVER, ENGAGEMENT, EXPERT, OTHER_EXPERT } from '../support/test-office.ts';
import { type TestServer, testServers } from '../support/test-server.ts';

type Taps = { readonly office: TestServer; readonly phone: Awaited<ReturnType<TestServer['phone']>> };

/** Sign-ins at the same moment are taken for guesses. */
const phoneOf = async (office: TestServer, person: string): Promise<Taps> => {
  office.advance(1);
  return { office, phone: await office.phone(person) };
};

const packageOf = async (office: TestServer) => (await storedEngagementOf(office, ENGAGEMENT)).finalPackage;

eachDatabase('The final package', (databases) => {
  const { openOffice } = testServers(databases);

  /** The expert, a checker and an approver, with invoice and closing signature made. */
  const ready = async (
    ruleSet: RuleSet = IN_TIME,
    status: Visit['status'] = 'approved',
    before: (expert: Taps) => Promise<void> = () => Promise.resolve(),
  ) => {
    const office = await openOffice(ruleSet);
    await makeClaimable(office, { status });
    const expert = await phoneOf(office, EXPERT);
    await before(expert);
    await issueInvoice(expert, { invoice: 'invoice-1' });
    await signClosing(expert);
    expect(await verdictsOf(expert)).toEqual(['accepted', 'accepted']);
    return {
      office,
      expert,
      checker: await phoneOf(office, ADMINISTRATOR),
      approver: await phoneOf(office, APPROVER),
    };
  };

  test('[L13.285][L13.287] invoice, closing signature, package, check and approval: each by its own person, once', async () => {
    const { office, expert, checker, approver } = await ready();
    await handIn(expert);
    expect(await verdictsOf(expert)).toEqual(['accepted']);
    expect(await packageOf(office)).toMatchObject({
      state: 'submitted',
      submittedOn: '2026-05-20',
      account: 'account-1',
    });

    await judge(approver, 'package-approved@1', {});
    expect(await verdictsOf(approver)).toEqual(['wrong_state submitted']);
    await judge(approver, 'package-checked@1', {});
    expect(await verdictsOf(approver)).toEqual(['accepted']);
    await judge(approver, 'package-approved@1', {});
    expect(await verdictsOf(approver)).toEqual(['checker_approves']);

    await judge(approver, 'package-sent-back@1', { reason: '検査をやり直します。' });
    expect(await verdictsOf(approver)).toEqual(['accepted']);
    await handIn(expert);
    expect(await verdictsOf(expert)).toEqual(['accepted']);
    await judge(checker, 'package-checked@1', {});
    expect(await verdictsOf(checker)).toEqual(['accepted']);
    await judge(approver, 'package-approved@1', {});
    expect(await verdictsOf(approver)).toEqual(['accepted']);
    expect(await packageOf(office)).toMatchObject({
      state: 'approved',
      checked: { by: ADMINISTRATOR },
      approved: { by: APPROVER },
      sentBack: [{ by: APPROVER, reason: '検査をやり直します。' }],
    });
    await handIn(expert);
    await issueInvoice(expert, { invoice: 'invoice-2' });
    expect(await verdictsOf(expert)).toEqual(['wrong_state submitted', 'wrong_state submitted']);
  });

  test('[L13.287] the expert, and somebody who saw an older package, decide nothing', async () => {
    const { expert, checker } = await ready();
    await handIn(expert);
    await verdictsOf(expert);
    await judge(expert, 'package-checked@1', {});
    expect(await verdictsOf(expert)).toEqual(['not_allowed']);
    await judge(checker, 'package-sent-back@1', { reason: '口座の名義が読めません。' });
    // Pressed on the package as it stood before it was sent back and handed in again.
    await judge(checker, 'package-checked@1', {});
    expect(await verdictsOf(checker)).toEqual(['accepted', 'basis_changed']);
  });

  test('[L13.277][L13.285] a visit that changed after the invoice voids invoice and closing signature, and nothing is handed in', async () => {
    const { office, expert, approver } = await ready(IN_TIME, 'submitted');
    const visit = 'visit-3';
    const before = await storedEngagementOf(office, ENGAGEMENT);
    approver.phone.record({
      type: 'visit-sent-back@1',
      aggregate: ENGAGEMENT,
      basis: visitBasis(before, visit),
      body: { visit, comments: [{ field: 'gist', text: '要旨を直してください。' }] },
    });
    expect(await verdictsOf(approver)).toEqual(['accepted']);
    const change = {
      field: 'gist',
      base: fieldHash(given(before.visits[visit]).fields.gist),
      value: '原価表を直した。',
    };
    expert.phone.record({ type: 'visit-report-saved@1', aggregate: ENGAGEMENT, body: { visit, changes: [change] } });
    await handIn(expert);
    expect(await verdictsOf(expert)).toEqual(['accepted', 'package_incomplete visits invoice-fallen closing-fallen']);
  });

  test('[L13.277][L13.276] a ruling of a fare voids the invoice that printed it; the one that corrects it is handed in', async () => {
    const { office, expert, approver } = await ready(IN_TIME, 'approved', async (taps) => {
      const trip = tripBody('visit-1');
      const body = { ...trip, fare: { ...given(trip.fare), receipt: 'paper-1' } };
      taps.phone.record({ type: 'trip-recorded@1', aggregate: ENGAGEMENT, body });
      expect(await verdictsOf(taps)).toEqual(['accepted']);
    });
    await handIn(expert);
    expect(await verdictsOf(expert)).toEqual(['package_incomplete fare']);
    approver.phone.record({
      type: 'trip-ruled@1',
      aggregate: ENGAGEMENT,
      basis: tripBasis(await storedEngagementOf(office, ENGAGEMENT), 'visit-1'),
      body: { visit: 'visit-1', accepted: false, reason: '定期券の区間（サンプル）' },
    });
    expect(await verdictsOf(approver)).toEqual(['accepted']);
    await handIn(expert);
    expect(await verdictsOf(expert)).toEqual(['package_incomplete invoice-fallen']);
    const { number } = given((await storedEngagementOf(office, ENGAGEMENT)).invoices['invoice-1']);
    await issueInvoice(expert, { invoice: 'invoice-2', replaces: { number, what: '第1回の旅費' } });
    expect(await verdictsOf(expert)).toEqual(['accepted']);
    // The company signed for what was done and not for an amount: its word stands.
    await handIn(expert);
    expect(await verdictsOf(expert)).toEqual(['accepted']);
    expect(await packageOf(office)).toMatchObject({ invoice: 'invoice-2', confirmation: 'closing-1' });
  });

  test('[L13.286] after the last day it is taken in and waits: approved only when a decision says that it is paid', async () => {
    const { office, expert, checker, approver } = await ready(FUKUOKA_R7);
    await handIn(expert);
    expect(await verdictsOf(expert)).toEqual(['accepted']);
    await judge(checker, 'package-checked@1', {});
    expect(await verdictsOf(checker)).toEqual(['accepted']);
    await judge(approver, 'package-approved@1', {});
    expect(await verdictsOf(approver)).toEqual(['late_undecided']);
    const decision = { pays: true, reason: '会社の事情による（サンプル）', decisionNumber: 'サンプル-決7' };
    await judge(checker, 'late-filing-decided@1', decision);
    expect(await verdictsOf(checker)).toEqual(['not_allowed']);
    await judge(approver, 'late-filing-decided@1', decision);
    expect(await verdictsOf(approver)).toEqual(['accepted']);
    await judge(approver, 'package-approved@1', {});
    expect(await verdictsOf(approver)).toEqual(['accepted']);
    expect(await packageOf(office)).toMatchObject({ state: 'approved', lateDecision: { ...decision, by: APPROVER } });
  });

  test('[L13.392] an account that nobody registered, or somebody else did, is not handed in', async () => {
    const { office, expert } = await ready();
    const theirs = { ...given(OFFICE_PAYEE.accounts['account-1']), id: 'account-of-another', by: OTHER_EXPERT };
    await keepPayee(office, OTHER_EXPERT, { ...OFFICE_PAYEE, accounts: { [theirs.id]: theirs } });
    for (const account of ['account-9', theirs.id]) await handIn(expert, account);
    expect(await verdictsOf(expert)).toEqual(Array.from({ length: 2 }, () => 'package_incomplete account'));
    expect(await packageOf(office)).toBeNull();
    await handIn(expert);
    expect(await verdictsOf(expert)).toEqual(['accepted']);
  });

  test('[L13.276] a number that was taken back stays used, and the next invoice has the next one', async () => {
    const { office, expert, checker } = await ready();
    const taken = { invoice: 'invoice-1', reason: '発行日の誤り' };
    checker.phone.record({ type: 'invoice-voided@1', aggregate: ENGAGEMENT, body: taken });
    expect(await verdictsOf(checker)).toEqual(['not_allowed']);
    expert.phone.record({ type: 'invoice-voided@1', aggregate: ENGAGEMENT, body: taken });
    expect(await verdictsOf(expert)).toEqual(['accepted']);
    await issueInvoice(expert, { invoice: 'invoice-2' });
    expect(await verdictsOf(expert)).toEqual(['accepted']);
    const { invoices } = await storedEngagementOf(office, ENGAGEMENT);
    expect(Object.values(invoices).map(({ number, voided }) => [number.at(-1), voided?.reason ?? null])).toEqual([
      ['1', '発行日の誤り'],
      ['2', null],
    ]);
  });
});
