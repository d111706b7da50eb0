import type { Engagement } from '../engagement/engagement.ts';
import type { EngagementInvoice } from '../engagement/engagement-invoice.ts';
import { issueInvoice } from '../money/invoice-number.ts';
import { type Refusal, refuse } from '../operation/refusals.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { currentInvoice } from './current-invoice.ts';
import type { InvoiceDraft } from './draft-invoice.ts';

export type Making = Pick<EngagementInvoice, 'id' | 'on' | 'issuer'> & {
  readonly engagement: Engagement;
  readonly ruleSet: RuleSet;
  /** What the record says the invoice is; null where there is nothing to claim. */
  readonly draft: InvoiceDraft | null;
  /** What its maker saw and pressed on. */
  readonly seen: { readonly totalYen: number; readonly taxYen: number };
  readonly replaces: EngagementInvoice['replaces'];
  readonly made: Pick<EngagementInvoice, 'maker' | 'by' | 'atMs' | 'operation'>;
};

/**
 * Makes the invoice under the next number. Refused: nothing to claim; a visit that the company has not confirmed; amounts other
 * than those that were seen; a second invoice beside one that was neither taken back nor is corrected by this one, which is what
 * two devices without a network would make.
 */
export const makeInvoice = (making: Making): EngagementInvoice | Refusal => {
  const { engagement, ruleSet, draft, id, seen, replaces, made, issuer, on } = making;
  if (engagement.invoices[id]) return refuse('already_exists', id);
  const current = currentInvoice(engagement);
  if (current && replaces?.number !== current.number) return refuse('already_exists', current.number);
  const { core } = engagement;
  if (!draft || !core?.contract) return refuse('nothing_to_claim');
  if (draft.unsigned) return refuse('blocked_by_finding', 'not-confirmed');
  const issued = issueInvoice(
    {
      programme: ruleSet.id,
      // Two contracts may have been given one number by mistake: the end of the record's id keeps their invoices apart.
      engagement: `${core.contract.number}.${core.id.slice(-4)}`,
      issued: Object.values(engagement.invoices).map(({ number, replaces: corrects }) => ({ number, corrects })),
    },
    { issuedOn: on, invoice: draft.invoice, corrects: replaces, lastServedOn: draft.lastServedOn },
  );
  if ('code' in issued) return refuse('malformed', issued.code);
  if (draft.invoice.totalYen !== seen.totalYen || draft.invoice.taxYen !== seen.taxYen)
    return refuse('basis_changed', 'amount');
  const contractOn = core.contract.concludedOn;
  const { visits, invoice } = draft;
  return {
    id,
    number: issued.number,
    on,
    contractOn,
    visits,
    invoice,
    issuer,
    replaces,
    ...made,
    confirmed: null,
    voided: null,
  };
};
