import type { Engagement } from '../engagement/engagement.ts';
import { makingSchema } from '../engagement/operations/invoices.ts';
import { tripForMoney } from '../engagement/trip-record.ts';
import { travelOf } from '../money/travel.ts';
import type { OtherVisit } from '../operation/context.ts';
import type { Envelope } from '../operation/envelope.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { dayInJapan } from '../time/day.ts';
import * as v from 'valibot';
import { currentInvoice } from './current-invoice.ts';
import { draftInvoice, type InvoiceDraft, invoiceStands } from './draft-invoice.ts';
import { missingForPackage, type MissingCode } from './package-missing.ts';
import { standingReport } from './standing-report.ts';

/**
 * What was reckoned of an engagement's money for one operation, kept with it: each type asks for one of these. Reckoned once and
 * kept: years later the record folds to the same amounts, whatever became of the tables of regions and rates.
 */
export type ClaimFacts = {
  /** What an invoice made now would say; null while there is nothing to claim. */
  readonly draft?: InvoiceDraft | null;
  /** Whether the current invoice still says what the visits say. */
  readonly stands?: boolean;
  /** What the final package lacks. */
  readonly missing?: readonly MissingCode[];
  /** Whether the fare that is asked for is due, if the office agrees. */
  readonly fareDue?: boolean;
};

export type ClaimAsked = {
  readonly engagement: Engagement;
  readonly ruleSet: RuleSet | null;
  readonly otherVisits: readonly OtherVisit[];
  readonly operation: Pick<Envelope, 'type' | 'body'> & { readonly clock: { readonly wallMs: number } };
  /** Whether the account that a package names is one of the expert's; absent where accounts are not at hand. */
  readonly account?: boolean;
};

/** Reckons what an operation's type asks for; null where the programme pays nothing by these rules. */
export const claimFacts = ({
  engagement,
  ruleSet,
  otherVisits,
  operation,
  account = true,
}: ClaimAsked): ClaimFacts | null => {
  if (!ruleSet?.money) return null;
  const { type, body, clock } = operation;
  if (type.startsWith('package-')) {
    const given = { engagement, ruleSet, otherVisits, today: dayInJapan(clock.wallMs) };
    const missing = missingForPackage({ ...given, finalReport: standingReport(engagement) !== null, account });
    return { missing: [...new Set(missing.map(({ code }) => code))] };
  }
  if (type.startsWith('trip-')) return { fareDue: isFareDue(engagement, ruleSet, body['visit']) };
  const making = v.safeParse(makingSchema, body);
  if (making.success) {
    const { issuer, on } = making.output;
    return { draft: draftInvoice({ engagement, ruleSet, issuer, on }) };
  }
  const current = currentInvoice(engagement);
  return { stands: current !== null && invoiceStands({ engagement, ruleSet }, current) };
};

const isFareDue = (engagement: Engagement, { money }: RuleSet, visit: unknown): boolean => {
  const trip = typeof visit === 'string' ? engagement.trips[visit] : undefined;
  if (!trip) return false;
  const { ruling: _, ...asked } = tripForMoney(trip);
  const { kind } = travelOf({
    mode: engagement.visits[trip.visit]?.fields.mode ?? 'onSite',
    trip: asked,
    requested: engagement.plan?.actualFareWanted ?? false,
    rules: money?.travel,
  });
  return kind === 'actual';
};
