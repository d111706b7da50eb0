import { describe, expect, test } from 'vitest';
import type { Cancellation } from '../engagement/contract-paper.ts';
import type { Engagement } from '../engagement/engagement.ts';
import { EXPERT } from '../../../test/fixtures/engagement.ts';
import {
  ACCOUNT,
  invoiceOf,
  payableEngagement,
  payableGiven,
  PAYEE,
  paymentFor,
  PROGRAMME,
  runOf,
  SENT,
  TRANSFER_ON,
} from '../../../test/fixtures/payment.ts';
import { TOTTORI_R6 } from '../programmes/tottori-r6.ts';
import { type PayableGiven, payablesOf } from './payables.ts';
import { paymentFacts, ofCharacters } from './reckon-run.ts';

const codes = (change: Partial<PayableGiven> = {}) =>
  payablesOf(payableGiven(change)).map(({ holds }) => holds.map(({ code }) => code));

const withPackage = (change: Partial<NonNullable<Engagement['finalPackage']>>): Engagement => {
  const engagement = payableEngagement();
  return { ...engagement, finalPackage: engagement.finalPackage && { ...engagement.finalPackage, ...change } };
};

const ABROAD_AND_CHECKED = {
  kind: 'nonResident',
  reason: '海外の住所',
  by: 'a',
  atMs: 1,
  checked: { reason: '税務署に確かめた', by: 'a', atMs: 2 },
} as const;

describe('[L13.330] what may be paid, and what stands against it', () => {
  test('an approved package to a verified account of an individual may be paid', () => {
    const [payable] = payablesOf(payableGiven());
    expect(payable).toMatchObject({ payee: EXPERT, kind: 'individual', holds: [], where: null });
    expect(payable?.visits.at(-1)).toEqual({ visit: 'visit-5', number: 5, on: '2025-12-20', payBy: '2026-02-17' });
  });

  test('every hold names what, how to mend it, and its article', () => {
    const holds = payablesOf(payableGiven({ payeeOf: () => null })).flatMap((one) => one.holds);
    expect(holds.map(({ code }) => code)).toEqual(['kind-undecided', 'no-account']);
    for (const hold of holds) expect([hold.what, hold.mend, hold.article]).not.toContain('');
  });

  test.each([
    [{ engagement: withPackage({ state: 'checked' }) }, ['package']],
    [{ engagement: { ...payableEngagement(), finalPackage: null } }, ['package']],
    [{ engagement: withPackage({ submittedOn: '2026-02-03' }) }, ['late']],
    [
      {
        engagement: withPackage({
          submittedOn: '2026-02-03',
          lateDecision: { pays: true, reason: '', decisionNumber: '決', by: 'a', atMs: 1 },
        }),
      },
      [],
    ],
    [
      {
        engagement: withPackage({
          submittedOn: '2026-02-03',
          lateDecision: { pays: false, reason: '', decisionNumber: '決', by: 'a', atMs: 1 },
        }),
      },
      ['late'],
    ],
    [{ stops: () => true }, ['finding']],
    [{ stops: () => false }, []],
    [{ stands: () => false }, ['invoice-changed']],
    [{ payeeOf: () => ({ ...PAYEE, decisions: [] }) }, ['kind-undecided']],
    [
      { payeeOf: () => ({ ...PAYEE, decisions: [{ kind: 'nonResident' as const, reason: '', by: 'a', atMs: 1 }] }) },
      ['non-resident'],
    ],
    [{ payeeOf: () => ({ ...PAYEE, decisions: [ABROAD_AND_CHECKED] }) }, []],
    // Decided anew, it is found out anew.
    [
      {
        payeeOf: () => ({
          ...PAYEE,
          decisions: [ABROAD_AND_CHECKED, { kind: 'nonResident' as const, reason: '', by: 'a', atMs: 3 }],
        }),
      },
      ['non-resident'],
    ],
    // C27: the contract is a corporation's, the account a person's.
    [
      { payeeOf: () => ({ ...PAYEE, decisions: [{ kind: 'corporation' as const, reason: '', by: 'a', atMs: 1 }] }) },
      ['account-kind'],
    ],
    [{ payeeOf: () => ({ ...PAYEE, accounts: {} }) }, ['no-account']],
    [{ payeeOf: () => ({ ...PAYEE, accounts: { 'account-1': { ...ACCOUNT, checks: [] } } }) }, ['account-unverified']],
  ] satisfies readonly (readonly [Partial<PayableGiven>, readonly string[]])[])('%#', (change, expected) => {
    expect(codes(change)).toEqual([expected]);
  });

  test('[L13.391] C29: after a cancellation because of organized crime nothing is paid until it is decided, after another one it is', () => {
    const engagement = payableEngagement();
    const { core } = engagement;
    const contract = core?.contract;
    if (!contract) throw new Error('no contract');
    const ended = (ground: Cancellation['ground'], payment?: Cancellation['payment']): Engagement => ({
      ...engagement,
      core: { ...core, contract: { ...contract, ended: { on: '2025-12-21', how: 'cancelled', ending: 'e' } } },
      contractEndings: {
        e: {
          id: 'e',
          contract: 'c',
          how: 'cancelled',
          by: 'office',
          on: '2025-12-21',
          reason: '解除（サンプル）',
          recordedBy: 'a',
          recordedAtMs: 1,
          ground,
          evidence: [],
          ...(payment ? { payment } : {}),
        },
      },
    });
    const police = { article: 'organizedCrime', code: '1', policeNumber: '第1号', policeOn: '2025-12-20' } as const;
    expect(codes({ engagement: ended(police) })).toEqual([['terminated']]);
    expect(codes({ engagement: ended({ article: 'ordinary', code: 'breach' }) })).toEqual([[]]);
    const decided = (pays: boolean) => ({
      pays,
      reason: '実施分（サンプル）',
      decisionNumber: '決-9',
      by: 'a',
      atMs: 2,
    });
    expect(codes({ engagement: ended(police, decided(true)) })).toEqual([[]]);
    const [unpaid] = payablesOf(payableGiven({ engagement: ended(police, decided(false)) }));
    expect(unpaid?.holds.map(({ code }) => code)).toEqual(['terminated']);
    expect(unpaid?.holds[0]?.what).toContain('支払わないと決定しています（決裁番号 決-9）');
  });

  test('the office’s statement waits for the expert’s word', () => {
    const engagement = payableEngagement();
    const [made] = Object.values(engagement.invoices);
    if (!made) throw new Error('no invoice');
    const statement = { ...made, maker: 'office' as const };
    const of = (one: typeof statement) => ({ ...engagement, invoices: { [one.id]: one } });
    expect(codes({ engagement: of(statement) })).toEqual([['statement-unconfirmed']]);
    expect(codes({ engagement: of({ ...statement, confirmed: { by: EXPERT, atMs: 2 } }) })).toEqual([[]]);
  });

  test('a name that the bank’s file cannot hold is told before the run is made', () => {
    expect(ofCharacters(ACCOUNT)).toEqual([]);
    expect(ofCharacters({ ...ACCOUNT, holder: '青柳' }).map(({ code }) => code)).toEqual(['account-characters']);
  });
});

describe('[L13.334] nothing is paid twice', () => {
  const wanted = [{ invoice: 'invoice-of-engagement-1', number: '1' }];
  test('an invoice in a live run is held, one that came back or was given up is not', () => {
    const failed = runOf(SENT);
    const result = { outcome: 'failed', on: TRANSFER_ON, reason: '口座なし', by: 'a', atMs: 9 } as const;
    const payment = failed.payments[EXPERT];
    if (!payment) throw new Error('no payment');
    const back = { ...failed, payments: { [EXPERT]: { ...payment, results: [result] } } };
    expect(codes({ runs: [runOf()] })).toEqual([['in-run']]);
    expect(codes({ runs: [runOf({ cancelled: { by: 'a', atMs: 1, reason: '' } })] })).toEqual([[]]);
    // The account that it came back from is not paid into again.
    expect(codes({ runs: [back] })).toEqual([['account-failed']]);
    const newAccount = { ...PAYEE, accounts: { ...PAYEE.accounts, 'account-2': { ...ACCOUNT, id: 'account-2' } } };
    expect(codes({ runs: [back], payeeOf: () => newAccount })).toEqual([[]]);
  });

  test('a corrected invoice over visits that were paid is held, and the paid one is still listed', () => {
    const engagement = payableEngagement();
    const corrected = invoiceOf(engagement, {
      id: 'z-corrected',
      number: 'fukuoka-r7-engagement-1-2',
      replaces: { number: 'fukuoka-r7-engagement-1-1', what: '3回目の終了時刻' },
    });
    const given = {
      engagement: {
        ...engagement,
        invoices: { ...engagement.invoices, 'z-corrected': corrected },
        finalPackage: engagement.finalPackage && { ...engagement.finalPackage, invoice: 'z-corrected' },
      },
    };
    expect(codes(given)).toEqual([[]]);
    expect(codes({ ...given, runs: [runOf(SENT)] })).toEqual([
      ['invoice-replaced', 'package', 'in-run'],
      ['visit-paid'],
    ]);
  });

  test('a run does not stand against itself; two invoices over one visit in one run do', () => {
    const of = (change: Partial<PayableGiven>, own: string, list = wanted) =>
      paymentFacts(payablesOf(payableGiven(change)), {
        wanted: list,
        programme: PROGRAMME,
        transferOn: TRANSFER_ON,
        own,
      });
    expect(of({ runs: [runOf()] }, runOf().id)).toMatchObject({ held: [], payments: [paymentFor(1)], stops: [] });
    expect(of({ runs: [runOf()] }, 'another').held).toEqual([{ ...wanted[0], codes: ['in-run'] }]);
    expect(of({}, 'another', [{ invoice: 'gone', number: '9' }]).held).toEqual([
      { invoice: 'gone', number: '9', codes: ['no-invoice'] },
    ]);
    const engagement = payableEngagement();
    const second = invoiceOf(engagement, { id: 'z-second', number: 'fukuoka-r7-engagement-1-2' });
    const both = { ...engagement, invoices: { ...engagement.invoices, 'z-second': second } };
    const { held } = of({ engagement: both }, 'another', [...wanted, { invoice: 'z-second', number: '2' }]);
    expect(held.map(({ codes: found }) => found)).toEqual([['visit-paid'], ['package', 'visit-paid']]);
  });
});

describe('[L13.346] a programme without unit prices', () => {
  test('has nothing to pay, and a run for it is stopped by name', () => {
    const { money: _, ...withoutMoney } = TOTTORI_R6;
    const programme = { ...PROGRAMME, ruleSets: [withoutMoney] };
    expect(payablesOf(payableGiven({ programme }))).toEqual([]);
    expect(paymentFacts([], { wanted: [], programme, transferOn: TRANSFER_ON, own: 'x' }).stops).toEqual(['no-rules']);
  });
});

describe('[L13.337] the day', () => {
  test.each([
    ['2026-02-10', []],
    ['2026-02-11', ['closed-day']],
    ['2026-02-14', ['closed-day']],
  ])('%s', (transferOn, stops) => {
    expect(paymentFacts([], { wanted: [], programme: PROGRAMME, transferOn, own: 'x' }).stops).toEqual(stops);
  });
});
