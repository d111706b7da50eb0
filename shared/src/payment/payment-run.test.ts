import { describe, expect, test } from 'vitest';
import { APPROVER, EXPERT, operation } from '../../../test/fixtures/engagement.ts';
import { madeBody, PAYING } from '../../../test/fixtures/payment-cases.ts';
import {
  ACCOUNTANT,
  APPROVED,
  CHECKED,
  CHECKER,
  FILE,
  paymentFor,
  RULE,
  RUN,
  runOf,
  SENT,
  TRANSFER_ON,
} from '../../../test/fixtures/payment.ts';
import { apply } from '../operation/apply.ts';
import type { Context } from '../operation/context.ts';
import type { Envelope } from '../operation/envelope.ts';
import { PARTS_OF_KIND } from '../operation/parts-of-kind.ts';
import { isRefusal } from '../operation/refusals.ts';
import { carriesPart, reachOf } from '../scope/reach.ts';
import { instantInJapan } from '../time/day.ts';
import type { PaymentFacts } from './payment-facts.ts';
import { paymentOf, paymentPart, type PaymentRun, paymentRunParts, stateOfRun } from './payment-run.ts';

const clockOn = (day: string) => ({ wallMs: instantInJapan(day, '10:00'), monoMs: 0, page: 'page', offsetMs: null });
const by = (actor: string, day = '2026-02-06'): Partial<Envelope> => ({
  kind: 'paymentRun',
  aggregate: RUN,
  actor,
  clock: clockOn(day),
});
const NOW: PaymentFacts = { rule: RULE, payments: [paymentFor(1)], held: [], stops: [] };
const judged = (change: Partial<PaymentFacts> = {}): Context => ({ ...PAYING, payment: { ...NOW, ...change } });

const outcome = (state: PaymentRun | null, what: Envelope, context: Context = PAYING) => {
  const result = apply(state, what, context);
  return isRefusal(result) ? [result.refused, ...(result.detail ?? [])] : stateOfRun(result.state as PaymentRun);
};

const results = (list: readonly { outcome: 'paid' | 'failed'; on: string; reason: string }[], day: string) =>
  operation(
    'payment-results-recorded@2',
    { results: list.map((one) => ({ payee: EXPERT, ...one })) },
    by(ACCOUNTANT, day),
  );

describe('[L13.331] one run pays one person once', () => {
  test('seven engagements of one person are one payment, over the step at 1,000,000 yen (C25)', () => {
    expect(paymentFor(7)).toMatchObject({
      totalYen: 1_176_000,
      baseYen: 1_069_096,
      withheldYen: 116_209,
      transferYen: 1_059_791,
    });
  });

  test('a transfer from which anything else was taken off is malformed (C36)', () => {
    const body = madeBody();
    const [payment] = body.payments;
    if (!payment) throw new Error('no payment');
    const less = { ...body, payments: [{ ...payment, transferYen: payment.transferYen - 440 }] };
    expect(outcome(null, operation('payment-run-made@1', less, by(ACCOUNTANT)))).toContain('malformed');
    const twice = { ...body, payments: [payment, payment] };
    expect(outcome(null, operation('payment-run-made@1', twice, by(ACCOUNTANT)))).toContain('malformed');
  });
});

describe('[L13.332] made, checked and approved by three people, none of whom is paid', () => {
  const check = (actor: string) => operation('payment-run-checked@1', {}, by(actor));
  const approve = (actor: string, day?: string) =>
    operation('payment-run-approved@1', { decisionNumber: '決-1' }, by(actor, day));

  test.each([
    [runOf(), check(ACCOUNTANT), ['same_person']],
    [runOf(), check(EXPERT), ['same_person']],
    [runOf(), check(CHECKER), 'checked'],
    [runOf(), approve(APPROVER), ['wrong_state', 'made']],
    [runOf(CHECKED), approve(ACCOUNTANT), ['same_person']],
    [runOf(CHECKED), approve(CHECKER), ['same_person']],
    [runOf(CHECKED), approve(EXPERT), ['same_person']],
    [runOf(CHECKED), approve(APPROVER, '2026-02-11'), ['wrong_state', 'transferOn']],
    [runOf(CHECKED), approve(APPROVER), 'approved'],
    [runOf(APPROVED), approve(APPROVER), ['wrong_state', 'approved']],
  ] as const)('%#', (state, what, expected) => {
    expect(outcome(state, what)).toEqual(expected);
  });

  test('an approval asks for a sign-in factor', () => {
    expect(outcome(runOf(CHECKED), approve(APPROVER), { ...PAYING, freshProof: false })).toEqual(['proof_needed']);
  });
});

describe('[L13.333] the server judges by what it holds', () => {
  const made = operation('payment-run-made@1', madeBody(), by(ACCOUNTANT));
  test('the same amounts go through, others do not, and what is held is named', () => {
    expect(outcome(null, made, judged())).toBe('made');
    const other = { ...paymentFor(1), account: 'account-2' };
    expect(outcome(null, made, judged({ payments: [other] }))).toEqual(['basis_changed']);
    expect(outcome(null, made, judged({ rule: { ...RULE, withholds: false } }))).toEqual(['basis_changed']);
    const held = [{ invoice: 'i', number: '第1号', codes: ['in-run' as const] }];
    expect(outcome(null, made, judged({ held }))).toEqual(['payment_held', '第1号', 'in-run']);
    expect(outcome(null, made, judged({ stops: ['closed-day'] }))).toEqual(['payment_held', 'closed-day']);
  });

  test('what came to light since stops the check and the approval as well', () => {
    const held = [{ invoice: 'i', number: '第1号', codes: ['finding' as const] }];
    expect(outcome(runOf(), operation('payment-run-checked@1', {}, by(CHECKER)), judged({ held }))).toContain(
      'finding',
    );
    const approve = operation('payment-run-approved@1', { decisionNumber: '決-1' }, by(APPROVER));
    expect(outcome(runOf(CHECKED), approve, judged({ payments: [paymentFor(2)] }))).toEqual(['basis_changed']);
  });
});

describe('[L13.335] a run is given up with a reason', () => {
  const cancel = (actor: string, bankHasNoFile = true) =>
    operation('payment-run-cancelled@1', { reason: '確かめ直し', bankHasNoFile }, by(actor));
  const accounting: Context = { ...PAYING, roles: [{ role: 'accounting', programme: 'fukuoka' }] };
  test.each([
    [runOf(), cancel(ACCOUNTANT, false), accounting, 'cancelled'],
    [runOf(FILE), cancel(ACCOUNTANT), accounting, ['not_allowed']],
    [runOf(FILE), cancel(APPROVER, false), PAYING, ['wrong_state', 'file']],
    [runOf(FILE), cancel(APPROVER), PAYING, 'cancelled'],
    [runOf(SENT), cancel(APPROVER), PAYING, ['wrong_state', 'sent']],
  ] as const)('%#', (state, what, context, expected) => {
    expect(outcome(state, what, context)).toEqual(expected);
  });
});

describe('[L13.338] results, and what did not arrive', () => {
  const failed = { outcome: 'failed', on: '2026-02-10', reason: '該当する口座がない' } as const;
  const paid = { outcome: 'paid', on: '2026-02-10', reason: '' } as const;
  const stateAfter = (...list: Envelope[]): PaymentRun =>
    list.reduce((state: PaymentRun, one) => {
      const result = apply(state, one, PAYING);
      if (isRefusal(result)) throw new Error(result.refused);
      return result.state;
    }, runOf(SENT));

  test('a failed payment lets its invoices go; one that arrived holds them', () => {
    expect(paymentOf(stateAfter(results([paid], '2026-02-12')), 'invoice-of-engagement-1')).not.toBeNull();
    expect(paymentOf(stateAfter(results([failed], '2026-02-12')), 'invoice-of-engagement-1')).toBeNull();
    const late = stateAfter(results([paid], '2026-02-12'), results([{ ...failed, on: '2026-02-13' }], '2026-02-13'));
    expect(paymentOf(late, 'invoice-of-engagement-1')).toBeNull();
    expect(late.payments[EXPERT]?.results).toHaveLength(2);
  });

  test('the bank’s words are needed, the day is real, and what another run took up since did not arrive here', () => {
    expect(outcome(runOf(SENT), results([{ ...failed, reason: '　' }], '2026-02-12'))).toContain('malformed');
    expect(outcome(runOf(SENT), results([{ ...paid, on: '2026-02-13' }], '2026-02-12'))).toEqual(['wrong_state', 'on']);
    const held = [{ invoice: 'invoice-of-engagement-1', number: '第1号', codes: ['in-run' as const] }];
    const after = stateAfter(results([failed], '2026-02-12'));
    expect(outcome(after, results([paid], '2026-02-13'), judged({ held }))).toEqual(['payment_held', '第1号']);
    expect(outcome(after, results([paid], '2026-02-13'), judged())).toBe('sent');
  });

  test('[L13.420] nothing has arrived before the day of the transfer; what comes back may be known earlier', () => {
    const early = { ...paid, on: '2026-02-09' };
    expect(outcome(runOf(SENT), results([early], '2026-02-09'))).toEqual(['before_transfer', '令和8年2月10日（火）']);
    // Said afterwards, it is as impossible.
    expect(outcome(runOf(SENT), results([early], '2026-02-12'))).toEqual(['before_transfer', '令和8年2月10日（火）']);
    expect(outcome(runOf(SENT), results([{ ...failed, on: '2026-02-09' }], '2026-02-09'))).toBe('sent');
    expect(outcome(runOf(SENT), results([paid], '2026-02-10'))).toBe('sent');
  });

  test('[L13.420] what an older version of the app recorded stays as it was taken in', () => {
    const body = { results: [{ payee: EXPERT, ...paid, on: '2026-02-09' }] };
    const old = operation('payment-results-recorded@1', body, by(ACCOUNTANT, '2026-02-09'));
    expect(outcome(runOf(SENT), old)).toBe('sent');
  });

  test('a run is closed when each payment has a result', () => {
    const close = operation('payment-run-closed@1', {}, by(ACCOUNTANT, '2026-02-12'));
    expect(outcome(runOf(SENT), close)).toEqual(['wrong_state', 'results']);
    expect(outcome(stateAfter(results([failed], '2026-02-12')), close)).toBe('closed');
  });

  test('what the bank has is sent, also where the file’s own record was lost', () => {
    const send = operation('payment-run-sent@1', { on: '2026-02-06', sha256: 'a'.repeat(64) }, by(ACCOUNTANT));
    expect(outcome(runOf(APPROVED), send)).toBe('sent');
    expect(outcome(runOf(CHECKED), send)).toEqual(['wrong_state', 'checked']);
  });
});

describe('[L13.340] who reads a run', () => {
  const scopes = (run: PaymentRun) => reachOf('paymentRun', RUN, run, () => true).map(({ scope }) => scope);
  test('those who read amounts, and whoever is paid once the bank has it, their own part alone', () => {
    expect(scopes(runOf(FILE))).not.toContain(`person:${EXPERT}`);
    expect(scopes(runOf(SENT))).toEqual(
      expect.arrayContaining(['accounting:fukuoka', 'desk:fukuoka', 'auditor:fukuoka', `person:${EXPERT}`]),
    );
    const parts = ['core', 'file', paymentPart(EXPERT), paymentPart('other')];
    const carried = (scope: string) => parts.filter((part) => carriesPart(scope, 'paymentRun', part));
    expect(carried(`person:${EXPERT}`)).toEqual(['core', paymentPart(EXPERT)]);
    expect(carried('accounting:fukuoka')).toEqual(parts);
    expect(carried('pays:engagement/engagement-1')).toEqual([]);
  });

  test('parts of a run put it together again', () => {
    const run = runOf(SENT);
    expect(paymentRunParts.fromParts(PARTS_OF_KIND.paymentRun.toParts(run))).toEqual(run);
    expect(TRANSFER_ON).toBe(run.transferOn);
  });
});
