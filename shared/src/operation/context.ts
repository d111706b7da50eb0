import type { ClaimFacts } from '../claim/claim-facts.ts';
import type { ContractText } from '../contract/contract-text.ts';
import type { PaymentFacts } from '../payment/payment-facts.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { ClockTime, Day } from '../time/day.ts';
import type { TimeBounds } from '../time/clock-reading.ts';

export const ROLES = [
  'expert',
  'supportOfficer',
  'staff',
  'approver',
  'accounting',
  'administrator',
  'privacyManager',
  'commissioner',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

/**
 * A role in one programme, or in the whole office when `programme` is null. `until`: the last day in Japan on which it stands;
 * without one it stands until an administrator changes it.
 */
export type RoleGrant = { readonly role: Role; readonly programme: string | null; readonly until?: Day };

/** Another visit of the expert, in any programme of the tenant, in words that name it. */
export type VisitRef = {
  readonly engagement: string;
  readonly visit: string;
  readonly company: string;
  readonly number: number | null;
};

/** A time the expert claims for another visit, and where. `apart`: that company has another address than this one. */
export type OtherVisit = VisitRef & {
  readonly on: Day;
  readonly from: ClockTime;
  readonly to: ClockTime;
  readonly mode: 'onSite' | 'online';
  readonly place: string;
  readonly apart: boolean;
};

/** A field of another report whose text is much like this report's: how many percent of their pieces they share. */
export type LikeText = VisitRef & { readonly field: 'content' | 'effect' | 'gist'; readonly percent: number };

/** An earlier signature that lies this close to the visit's newest one, in percent of its size. */
export type LikeStrokes = VisitRef & { readonly confirmation: string; readonly differencePercent: number };

/** Another visit whose confirmation rests on the very same picture of a paper as this visit's newest one. */
export type LikePaper = VisitRef & { readonly confirmation: string };

/** Names and registration as other aggregates have them at the moment of the decision. */
export type Parties = {
  readonly company: string;
  readonly expert: string;
  readonly expertRegistration: { readonly from: Day; readonly to: Day } | null;
};

/** What a programme says about its contracts: whose it is, its words, and the versions of its rules that a contract may fall under. */
export type ContractBasis = {
  readonly office: string;
  readonly sample: boolean;
  readonly texts: readonly ContractText[];
  readonly ruleSets: readonly RuleSet[];
};

/**
 * All that `apply` may know besides the aggregate and the operation. Stored with the operation, so that the records
 * can be folded again from the log; the device builds the same from what it holds.
 */
export type Context = {
  /** The author's roles that count where the operation acts: `rolesHere`. */
  readonly roles: readonly RoleGrant[];
  readonly ruleSet: RuleSet | null;
  readonly parties: Parties | null;
  readonly otherVisits: readonly OtherVisit[];
  /** What in this visit is nearly the same as in another of the expert's; only what the rule set asks to be told. */
  readonly likeTexts: readonly LikeText[];
  readonly likeStrokes: readonly LikeStrokes[];
  readonly likePapers: readonly LikePaper[];
  /** Server bounds of this operation's tap; without the server's word the device knows only its own token. */
  readonly bounds: TimeBounds;
  /** What was reckoned of the engagement's money; only for types that need it, null where its programme pays nothing by rules. */
  readonly claim?: ClaimFacts | null;
  /** Whether the device's own signature inside the body was verified; null where nobody could (on the device itself). */
  readonly deviceProof: boolean | null;
  /** Whether the code inside the body is the one the office gave; null without a code, and on the device itself. */
  readonly codeProof: boolean | null;
  /** Whether the author showed a sign-in factor shortly before; null where it is not asked for, and on the device itself. */
  readonly freshProof: boolean | null;
  /** The public key by which the passkey's word inside the body was checked; null: it does not fit. Absent: there is none. */
  readonly passkeyProof?: { readonly publicKey: string } | null;
  /** Only where a type asks for it. */
  readonly contractBasis?: ContractBasis | null;
  /** An earlier tap of this device is now known to have happened before this instant, by a token that quotes it. */
  readonly quoted: readonly { readonly operation: string; readonly notAfterMs: number }[];
  /**
   * How a run's payments stand among everything the server holds, or which invoices of an engagement live runs hold; absent where
   * nothing is paid, and on the device itself.
   */
  readonly payment?: PaymentFacts;
  /** Where the engagement stands that a disposal erases; null: there is none. Absent on a device that does not know it. */
  readonly erased?: { readonly programme: string } | null;
};
