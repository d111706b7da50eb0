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

/** A role in one programme, or in the whole office when `programme` is null. */
export type RoleGrant = { readonly role: Role; readonly programme: string | null };

/** A time the expert claims for another visit, in any programme of the tenant. */
export type OtherVisit = {
  readonly engagement: string;
  readonly visit: string;
  readonly company: string;
  readonly number: number | null;
  readonly on: Day;
  readonly from: ClockTime;
  readonly to: ClockTime;
};

/** Names and registration as other aggregates have them at the moment of the decision. */
export type Parties = {
  readonly company: string;
  readonly expert: string;
  readonly expertRegistration: { readonly from: Day; readonly to: Day } | null;
};

/**
 * All that `apply` may know besides the aggregate and the operation. Stored with the operation, so that the records
 * can be folded again from the log; the device builds the same from what it holds.
 */
export type Context = {
  readonly roles: readonly RoleGrant[];
  readonly ruleSet: RuleSet | null;
  readonly parties: Parties | null;
  readonly otherVisits: readonly OtherVisit[];
  /** Server bounds of this operation's tap; without the server's word the device knows only its own token. */
  readonly bounds: TimeBounds;
  /** Whether the device's own signature inside the body was verified; null where nobody could (on the device itself). */
  readonly deviceProof: boolean | null;
  /** Whether the code inside the body is the one the office gave; null without a code, and on the device itself. */
  readonly codeProof: boolean | null;
  /** An earlier tap of this device is now known to have happened before this instant, by a token that quotes it. */
  readonly quoted: readonly { readonly operation: string; readonly notAfterMs: number }[];
};
