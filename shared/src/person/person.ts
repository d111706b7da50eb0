import * as v from 'valibot';
import { type RoleGrant, ROLES } from '../operation/context.ts';
import { defineOperation, done } from '../operation/define.ts';
import type { PartsOfKind } from '../operation/parts.ts';
import { refuse } from '../operation/refusals.ts';
import { filledTextSchema, textSchema } from '../lib/text.ts';
import { daySchema } from '../time/day.ts';
import { dayOfIntent, makesAdministrator, wrongEnd } from './role-ends.ts';

/** A role in one programme, or in the whole office; `until`: its last day in Japan. */
export const roleGrantSchema = v.strictObject({
  role: v.picklist(ROLES),
  programme: v.nullable(v.string()),
  until: v.exactOptional(daySchema),
});

export const rolesSchema = v.array(roleGrantSchema);

const personBody = v.strictObject({
  name: filledTextSchema(100),
  kana: textSchema(100),
  roles: rolesSchema,
  /** The expert's entry in the office's register (F-2-1), null for everyone else. */
  registration: v.nullable(v.strictObject({ number: filledTextSchema(40), from: daySchema, to: daySchema })),
});

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
export type Person = v.InferOutput<typeof personBody> & { readonly id: string; readonly access?: PersonAccess };

const CORE = 'core';
const ACCESS = 'access';

export const personParts: PartsOfKind<Person | null> = {
  empty: null,
  toParts: (person) => {
    if (person === null) return [];
    const { access, ...core } = person;
    return [
      { part: CORE, retention: 'B', body: JSON.stringify(core) },
      ...(access ? [{ part: ACCESS, retention: 'B', body: JSON.stringify(access) } as const] : []),
    ];
  },
  fromParts: (parts) => {
    const text = (name: string) => parts.find(({ part }) => part === name)?.body;
    const [core, access] = [text(CORE), text(ACCESS)];
    if (core === undefined) return null;
    // Both texts were written by toParts.
    const person = JSON.parse(core) as Person;
    return access === undefined ? person : { ...person, access: JSON.parse(access) as PersonAccess };
  },
};

export const personRegistered = defineOperation({
  type: 'person-registered@1',
  kind: 'person',
  nature: 'intent',
  retention: 'B',
  label: '利用者の登録',
  by: ['administrator'],
  needs: ['bounds'],
  opens: true,
  body: personBody,
  grave: (_: Person | null, { roles }) => makesAdministrator(roles, []),
  apply: (person: Person | null, operation, context) => {
    if (person) return refuse('already_exists');
    const wrong = wrongEnd(operation.body.roles, { before: [], today: dayOfIntent(operation, context) });
    return wrong ? refuse(wrong) : done({ id: operation.aggregate, ...operation.body });
  },
});
