import { describe, expect, test } from 'vitest';
import {
  BUYER_MAKES,
  fiveVisits,
  invoiceOf,
  ISSUER,
  makingBody,
  ON,
  tripOf,
  withInvoices,
} from '../../../test/fixtures/claim-cases.ts';
import { APPROVER, CONTEXT, EXPERT, operation } from '../../../test/fixtures/engagement.ts';
import { FIVE_VISITS } from '../../../test/fixtures/settlement.ts';
import { type Engagement } from '../engagement/engagement.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { currentInvoice, invoicesInOrder } from './current-invoice.ts';
import { draftInvoice, invoiceStands } from './draft-invoice.ts';
import { missing } from '../../../test/fixtures/claim-at-r7.ts';
import { applied, done, refusalOf, withFields } from '../../../test/fixtures/claim-steps.ts';

const five = fiveVisits();
const stands = (state: Engagement): boolean => {
  const invoice = currentInvoice(state);
  return invoice !== null && invoiceStands({ engagement: state, ruleSet: FUKUOKA_R7 }, invoice);
};

describe('[L13.275] an invoice is made with one press from the visits, and says nothing that they do not', () => {
  test('its visits, amounts and number follow from the record', () => {
    const issued = done(five, operation('invoice-issued@1', makingBody(five)));
    const [invoice] = invoicesInOrder(issued);
    expect(invoice).toMatchObject({
      number: 'fukuoka-r7-サンプル-001.nt-1-1',
      contractOn: '2025-08-01',
      invoice: { totalYen: 168_000, taxYen: 15_272, groups: [{ number: 'T6290005001100' }] },
      maker: 'expert',
    });
    expect(invoice?.visits.map(({ visit }) => visit)).toEqual(FIVE_VISITS.map(({ number }) => `visit-${number}`));
  });
  test('other amounts than those that were seen, a day before the last visit, and an unsigned visit are refused', () => {
    const seen = { totalYen: 168_000, taxYen: 15_265 };
    expect(refusalOf(five, operation('invoice-issued@1', makingBody(five, { seen })))).toBe('basis_changed');
    expect(refusalOf(five, operation('invoice-issued@1', makingBody(five, { on: '2025-12-19' })))).toBe('malformed');
    const unsigned = { ...five, confirmations: {} };
    expect(refusalOf(unsigned, operation('invoice-issued@1', makingBody(five)))).toBe('blocked_by_finding');
  });
  test('no invoice is made for zero yen (C32)', () => {
    const none = { ...five, visits: {} };
    expect(refusalOf(none, operation('invoice-issued@1', makingBody(none)))).toBe('nothing_to_claim');
  });
  test('non-registered: no number, no tax beside the amount (C10)', () => {
    const issuer = { ...ISSUER, registration: null };
    const draft = draftInvoice({ engagement: five, ruleSet: FUKUOKA_R7, issuer, on: ON });
    expect(draft?.invoice.groups).toMatchObject([{ qualified: false, number: null, taxShown: false }]);
  });
  test('registered in the middle: the number stands on the later visits alone (C13)', () => {
    const issuer = {
      ...ISSUER,
      registration: { number: 'T6290005001100', from: '2025-10-20', until: null },
      showsReferenceTax: true,
    };
    const draft = draftInvoice({ engagement: five, ruleSet: FUKUOKA_R7, issuer, on: ON });
    expect(draft?.invoice.groups).toMatchObject([
      { qualified: false, totalYen: 67_200, taxYen: 6_109 },
      { qualified: true, totalYen: 100_800, taxYen: 9_163 },
    ]);
  });
});

describe('[L13.276] numbers are given in the order in which the office takes invoices in, and never twice', () => {
  test('two devices without a network make one invoice: the second is refused by the first one’s number', () => {
    const first = done(five, operation('invoice-issued@1', makingBody(five)));
    const second = applied(first, operation('invoice-issued@1', makingBody(five, { invoice: 'invoice-2' })));
    expect(second).toEqual({ refused: 'already_exists', detail: ['fukuoka-r7-サンプル-001.nt-1-1'] });
  });
  test('a number that was taken back stays used; a correction names the old one and what changed', () => {
    const first = done(five, operation('invoice-issued@1', makingBody(five)));
    const voided = done(first, operation('invoice-voided@1', { invoice: 'invoice-1', reason: '日付の誤り' }));
    const anew = done(voided, operation('invoice-issued@1', makingBody(five, { invoice: 'invoice-2' })));
    const replaces = { number: 'fukuoka-r7-サンプル-001.nt-1-2', what: '第3回の終了時刻' };
    const corrected = done(anew, operation('invoice-issued@1', makingBody(five, { invoice: 'invoice-3', replaces })));
    expect(invoicesInOrder(corrected).map(({ number }) => number.at(-1))).toEqual(['1', '2', '3']);
    expect(currentInvoice(corrected)).toMatchObject({ id: 'invoice-3', replaces });
    expect(
      refusalOf(corrected, operation('invoice-issued@1', makingBody(five, { invoice: 'invoice-4', replaces }))),
    ).toBe('already_exists');
  });
});

describe('[L13.277] a change of a visit voids exactly the invoices that print it', () => {
  const issued = withInvoices(five, invoiceOf(five));
  test('what is printed: the gist, the place, the times; not what only the report says', () => {
    expect(stands(issued)).toBe(true);
    expect(stands(withFields(issued, 'visit-3', { gist: '別の要旨' }))).toBe(false);
    expect(stands(withFields(issued, 'visit-3', { place: '直売所' }))).toBe(false);
    expect(stands(withFields(issued, 'visit-3', { effect: '別の効果', message: '連絡' }))).toBe(true);
  });
  test('the ruling of a fare changes what it comes to', () => {
    const asked = { ...five, trips: { 'visit-2': tripOf('visit-2') } };
    const withFare = withInvoices(asked, invoiceOf(asked));
    expect(currentInvoice(withFare)?.visits[1]).toMatchObject({ travel: { kind: 'actual', yen: 3_340 } });
    const refused = { accepted: false, reason: '定期券', reading: 'either', by: APPROVER, atMs: 2 } as const;
    expect(stands({ ...withFare, trips: { 'visit-2': tripOf('visit-2', { ruling: refused }) } })).toBe(false);
  });
});

describe('[L13.278] the office makes the 仕入明細書 where the programme does, and it counts once the expert confirmed it', () => {
  const context = { ...CONTEXT, ruleSet: BUYER_MAKES };
  test('until then it is missing from the package', () => {
    const made = done(five, operation('statement-made@1', makingBody(five), { actor: APPROVER }), context);
    expect(missing(made)).toEqual(['statement', 'closing']);
    const confirmed = done(made, operation('statement-confirmed@1', { invoice: 'invoice-1' }), context);
    expect(confirmed.invoices['invoice-1']).toMatchObject({ maker: 'office', confirmed: { by: EXPERT } });
    expect(missing(confirmed)).toEqual(['closing']);
  });
  test('what has changed since is not confirmed', () => {
    const made = done(five, operation('statement-made@1', makingBody(five), { actor: APPROVER }), context);
    const changed = withFields(made, 'visit-1', { gist: '別の要旨' });
    expect(refusalOf(changed, operation('statement-confirmed@1', { invoice: 'invoice-1' }), context)).toBe(
      'basis_changed',
    );
  });
});
