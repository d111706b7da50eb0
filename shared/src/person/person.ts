import * as v from 'valibot';
import { type RoleGrant, ROLES } from '../operation/context.ts';
import type { PartsOfKind } from '../operation/parts.ts';
import { daySchema } from '../time/day.ts';
import type { personBody } from './operations/person-registered.ts';

/** A role in one programme, or in the whole office; `until`: its last day in Japan. */
export const roleGrantSchema = v.strictObject({
  role: v.picklist(ROLES),
  programme: v.nullable(v.string()),
  until: v.exactOptional(daySchema),
});

export const rolesSchema = v.array(roleGrantSchema);

/** Two administrators give somebody who lost every way to sign in a new link. */
export type Recovery = {
  readonly id: string;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAtMs: number;
  readonly approvedBy: string | null;
  /** When the server ended the old ways and gave the link. */
  readonly restoredAtMs: number | null;
};

/** What the office did about this person's access. It stays with the office: nobody else's device gets it (L15). */
export type PersonAccess = {
  readonly recoveries: readonly Recovery[];
  readonly roleChanges: readonly { readonly by: string; readonly atMs: number; readonly reason: string }[];
  /** Roles whose end has come. What was recorded while they stood is still taken in by them. */
  readonly endedRoles?: readonly RoleGrant[];
};

export const NO_ACCESS_NOTES: PersonAccess = { recoveries: [], roleChanges: [] };

/** Somebody who signs in: expert, support officer, secretariat, commissioner. Companies' people are not persons here. */
export type Person = v.InferOutput<typeof personBody> & {
  readonly id: string;
  readonly access?: PersonAccess;
  readonly withdrawals?: readonly Withdrawal[];
};

/** An operation that was not carried out, and that its author took back: it stays in the log, and this says that it is settled. */
export type Withdrawal = { readonly operation: string; readonly atMs: number };

const CORE = 'core';
const ACCESS = 'access';
const WITHDRAWALS = 'withdrawals';

export const personParts: PartsOfKind<Person | null> = {
  empty: null,
  toParts: (person) => {
    if (person === null) return [];
    const { access, withdrawals, ...core } = person;
    return [
      { part: CORE, retention: 'B', body: JSON.stringify(core) },
      ...(access ? [{ part: ACCESS, retention: 'B', body: JSON.stringify(access) } as const] : []),
      ...(withdrawals ? [{ part: WITHDRAWALS, retention: 'C', body: JSON.stringify(withdrawals) } as const] : []),
    ];
  },
  fromParts: (parts) => {
    const text = (name: string) => parts.find(({ part }) => part === name)?.body;
    const [core, access, withdrawals] = [text(CORE), text(ACCESS), text(WITHDRAWALS)];
    if (core === undefined) return null;
    // The texts were written by toParts.
    return {
      ...(JSON.parse(core) as Person),
      ...(access === undefined ? {} : { access: JSON.parse(access) as PersonAccess }),
      ...(withdrawals === undefined ? {} : { withdrawals: JSON.parse(withdrawals) as readonly Withdrawal[] }),
    };
  },
};
