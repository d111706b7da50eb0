import type { Engagement } from '../engagement/engagement.ts';
import { standingRelease } from '../engagement/release.ts';
import type { EngagementInvoice, InvoicedVisit, InvoiceIssuer } from '../engagement/engagement-invoice.ts';
import type { Visit } from '../engagement/visit.ts';
import { sha256Hex } from '../lib/hash.ts';
import type { Invoice } from '../money/invoice.ts';
import type { Settlement } from '../money/settlement.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Day } from '../time/day.ts';
import { notConfirmed, unconfirmed } from '../rules/findings/not-confirmed.ts';
import { claimOf, filedInTime } from './claim-of.ts';
import { closingRows } from './closing-rows.ts';

/** What an invoice would say, made from the record: nothing of it is typed. */
export type InvoiceDraft = {
  readonly visits: readonly InvoicedVisit[];
  readonly invoice: Invoice;
  readonly lastServedOn: Day;
  /** The company has not confirmed every visit on it as it stands. */
  readonly unsigned: boolean;
};

export type InvoiceGiven = {
  readonly engagement: Engagement;
  readonly ruleSet: RuleSet;
  readonly issuer: InvoiceIssuer;
  readonly on: Day;
};

/** The invoice as it would be made now; null while there is nothing to claim (no invoice is made for zero yen, C32). */
export const draftInvoice = (given: InvoiceGiven): InvoiceDraft | null => {
  const { engagement, ruleSet, on } = given;
  const settlement = claimOf({
    ...given,
    // An overlap holds the payment; what the visit comes to does not depend on it.
    otherVisits: [],
    // Who is paid decides what is withheld, which no invoice says.
    payee: { contract: 'individual', account: 'individual' },
    filing: filedInTime(ruleSet),
    // Whether it is paid does not change what it comes to.
    stops: 'setAside',
    today: on,
  });
  const { invoice } = settlement;
  const visits = invoicedVisits(engagement, settlement, ruleSet);
  const lastServedOn = closingRows(engagement)
    .flatMap(({ visit }) => engagement.visits[visit]?.time?.on ?? [])
    .toSorted()
    .at(-1);
  if (!invoice || lastServedOn === undefined) return null;
  const unsigned = settlement.claims.some(({ visit, state }) => state !== 'notPayable' && !isSigned(engagement, visit));
  return { visits, invoice, lastServedOn, unsigned };
};

const invoicedVisits = (
  engagement: Engagement,
  { claims }: Settlement,
  { money }: RuleSet,
): readonly InvoicedVisit[] => {
  const rows = new Map(closingRows(engagement).map((row) => [row.visit, row]));
  return claims.flatMap(({ visit, state, travel }) => {
    const row = rows.get(visit.id);
    if (state === 'notPayable' || !row) return [];
    const amounts = {
      feeYen: money?.fee?.value ?? 0,
      travel: {
        kind: travel?.kind ?? 'none',
        yen: travel?.yen ?? 0,
        route: travel?.kind === 'actual' ? (engagement.trips[visit.id]?.fare?.route ?? '') : '',
      },
    } as const;
    return [{ visit: visit.id, basis: sha256Hex(JSON.stringify(['banso-invoice-row-1', row, amounts])), ...amounts }];
  });
};

/**
 * Whether an invoice still prints what the visits say (2.7 f). It falls when a row, a way or an amount of a visit on it changed,
 * or a visit came or went; and with nothing else.
 */
export const invoiceStands = (
  given: Omit<InvoiceGiven, 'issuer' | 'on'>,
  { issuer, on, visits, invoice }: EngagementInvoice,
): boolean => {
  const draft = draftInvoice({ ...given, issuer, on });
  return (
    draft !== null &&
    draft.invoice.totalYen === invoice.totalYen &&
    draft.invoice.taxYen === invoice.taxYen &&
    JSON.stringify(draft.visits.map(({ visit, basis }) => [visit, basis])) ===
      JSON.stringify(visits.map(({ visit, basis }) => [visit, basis]))
  );
};

/** Signed, or let through by an approver: an invoice is made of what the company has confirmed. */
const isSigned = (engagement: Engagement, visit: Visit): boolean => {
  const open = unconfirmed(engagement, visit);
  return open === null || standingRelease(visit.releases, notConfirmed.code, open) !== null;
};
