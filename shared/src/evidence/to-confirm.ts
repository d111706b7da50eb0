import type { Company } from '../company/company.ts';
import { delegatesOn, type Engagement } from '../engagement/engagement.ts';
import type { Visit } from '../engagement/visit.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { sha256Hex } from '../lib/hash.ts';
import {
  type ConfirmationLine,
  type ConfirmationParties,
  confirmationLines,
  confirmationText,
} from './confirmation-text.ts';

/** Everything a company has before it when it is asked to confirm a visit, on whichever device, and nothing else. */
export type ToConfirm = {
  readonly lines: readonly ConfirmationLine[];
  /** Exactly what is on the screen, and what will be hashed and signed. */
  readonly text: string;
  readonly hash: string;
  readonly parties: ConfirmationParties;
  /** The programme's sentence above the signature. */
  readonly sentence: string;
  readonly representative: SignerName | null;
  /** Who may confirm for the representative on the day of the visit. */
  readonly delegates: readonly (SignerName & { readonly id: string })[];
  readonly on: string;
  readonly from: string;
  readonly to: string;
  readonly number: number | null;
  /** How many visits it is about, at the end; absent where it is about one. */
  readonly visits?: number;
};

export type SignerName = { readonly name: string; readonly title: string };

/** What the company is asked; null while the visit has no end, or the programme's rules are not known here. */
export const toConfirm = ({
  engagement,
  visit,
  company,
  expert,
  ruleSet,
}: {
  readonly engagement: Engagement;
  readonly visit: Visit;
  readonly company: Company;
  readonly expert: string;
  readonly ruleSet: RuleSet | null;
}): ToConfirm | null => {
  const parties = { company: company.name, expert };
  const lines = confirmationLines(visit, parties);
  const text = confirmationText(visit, parties);
  const { time } = visit;
  if (!lines || text === null || !time?.to || !ruleSet) return null;
  return {
    lines,
    text,
    hash: sha256Hex(text),
    parties,
    sentence: ruleSet.confirmationSentence.value,
    representative: company.representative,
    delegates: delegatesOn(engagement, time.on).map(({ id, name, title }) => ({ id, name, title })),
    on: time.on,
    from: time.from,
    to: time.to,
    number: visit.number,
  };
};
