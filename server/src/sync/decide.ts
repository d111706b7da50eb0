import { apply } from '@banso/shared/operation/apply.ts';
import type { Context } from '@banso/shared/operation/context.ts';
import type { Need, OperationType } from '@banso/shared/operation/define.ts';
import { type Envelope, SYSTEM } from '@banso/shared/operation/envelope.ts';
import { PARTS_OF_KIND } from '@banso/shared/operation/parts-of-kind.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import { askedAfter, isLockedInRestoration } from '@banso/shared/operation/restoration.ts';
import { rolesHere } from '@banso/shared/operation/roles-here.ts';
import { isRefusal, type RefusalCode } from '@banso/shared/operation/refusals.ts';
import { dayOfFact, dayOfIntent } from '@banso/shared/person/role-ends.ts';
import type { Verdict } from '@banso/shared/protocol/verdict.ts';
import type { Day } from '@banso/shared/time/day.ts';
import type { Place } from './places.ts';
import { factsFor, inScope, isUnknown, rolesOf, type WorkingSet } from './working-set.ts';
import { heldKey } from './held-key.ts';

/** Why something was kept as it came instead of being taken in. */
export type ParkCode =
  | 'gap'
  | 'unreadable'
  | 'misaddressed'
  | 'unknown_type'
  | 'altered'
  | 'out_of_scope'
  | 'erased'
  | 'apply_threw'
  | 'device_revoked'
  | 'write_failed'
  | RefusalCode;

export type Decision = Pick<Verdict, 'outcome' | 'code' | 'detail' | 'flags'> & {
  /** What `apply` knew, kept beside the operation; null where it was not asked. */
  readonly context: Context | null;
};

export type DecideInput = {
  readonly set: WorkingSet;
  readonly place: Place;
  readonly holder: { readonly tenant: string; readonly device: string; readonly person: string | null };
  readonly bounds: Context['bounds'];
  readonly quoted: Context['quoted'];
  /** Whether the author has just shown a sign-in factor. */
  readonly freshProof: boolean;
  /** When the office was restored and has not yet looked at what came back; null: nothing is held back. */
  readonly restoredAtMs: number | null;
  readonly proofs: (envelope: Envelope) => Pick<Context, 'deviceProof' | 'codeProof' | 'passkeyProof'>;
  /** Whether the operation with this id was carried out, in this push or before. */
  readonly carriedOut: (id: string) => boolean;
  /** Whether the key that would seal this operation was destroyed: its record is erased, and stays so. */
  readonly isErased: (envelope: Envelope) => boolean;
  readonly reportBug: (error: unknown, operation: string) => void;
};

/**
 * Decides one place of a push and, if it is carried out, changes the working set. Never throws: what cannot be decided is
 * parked, and the rest of the batch goes on (L7).
 */
export const decide = (input: DecideInput): Decision => {
  const { set, place, holder } = input;
  const { envelope } = place;
  if (place.shape === 'gap') return park('gap');
  if (!envelope) return park('unreadable');
  if (!isAddressed(envelope, place, holder)) return park('misaddressed');
  const type = OPERATION_TYPES.get(envelope.type);
  if (!type) return park('unknown_type');
  const missing = envelope.after.filter((id) => !input.carriedOut(id));
  if (type.nature === 'intent' && missing.length > 0) {
    return { outcome: 'blocked', code: 'dependency_missing', detail: missing, flags: [], context: null };
  }
  const opens = type.opens === true && isUnknown(set, envelope.kind, envelope.aggregate);
  const day = (type.nature === 'fact' ? dayOfFact : dayOfIntent)(envelope, input);
  const roles = rolesOf(set, { person: envelope.actor, day });
  // One same answer whether the record is somebody else's or does not exist: existence never leaks.
  if (!opens && envelope.actor !== SYSTEM && !inScope(set, envelope, roles))
    return type.nature === 'fact' ? park('out_of_scope') : refused('not_allowed');
  if (input.isErased(envelope)) return park('erased');
  if (input.restoredAtMs !== null && isLockedInRestoration(envelope) && askedAfter(input.restoredAtMs, envelope))
    return refused('restoring');
  return carryOut(input, envelope, { type, roles, day });
};

/** A decision to keep a place as it came. */
export const park = (code: ParkCode, detail: readonly string[] = []): Decision => ({
  outcome: 'parked',
  code,
  detail: [...detail],
  flags: [],
  context: null,
});

/** The part of the context that a type needs, so that what is stored is exactly what was known. */
export const contextFor = (needs: readonly Need[], whole: Context): Context => ({
  roles: whole.roles,
  ruleSet: needs.includes('ruleSet') ? whole.ruleSet : null,
  parties: needs.includes('parties') ? whole.parties : null,
  otherVisits: needs.includes('otherVisits') ? whole.otherVisits : [],
  likeTexts: needs.includes('likeness') ? whole.likeTexts : [],
  likeStrokes: needs.includes('likeness') ? whole.likeStrokes : [],
  likePapers: needs.includes('likeness') ? whole.likePapers : [],
  bounds: needs.includes('bounds') ? whole.bounds : { notBeforeMs: null, notAfterMs: null },
  ...(whole.claim !== undefined && needs.includes('claim') ? { claim: whole.claim } : {}),
  deviceProof: whole.deviceProof,
  codeProof: whole.codeProof,
  freshProof: whole.freshProof,
  ...(whole.passkeyProof === undefined ? {} : { passkeyProof: whole.passkeyProof }),
  quoted: needs.includes('bounds') ? whole.quoted : [],
  ...(needs.includes('contractBasis') ? { contractBasis: whole.contractBasis ?? null } : {}),
  ...(needs.includes('payment') && whole.payment ? { payment: whole.payment } : {}),
  ...(needs.includes('erased') ? { erased: whole.erased ?? null } : {}),
});

const carryOut = (
  input: DecideInput,
  envelope: Envelope,
  {
    type,
    roles,
    day,
  }: {
    readonly type: Pick<OperationType<unknown, unknown>, 'nature' | 'needs' | 'retention' | 'grave'>;
    readonly roles: Context['roles'];
    readonly day: Day;
  },
): Decision => {
  const { set } = input;
  const held = set.get(heldKey(envelope.kind, envelope.aggregate));
  if (!held) return park('apply_threw');
  const facts = factsFor(set, envelope, { needs: type.needs, day });
  const context = contextFor(type.needs, {
    ...facts,
    roles: rolesHere(roles, { state: held.state, operation: envelope, erased: facts.erased }),
    bounds: input.bounds,
    ...input.proofs(envelope),
    freshProof: type.grave && envelope.actor !== SYSTEM ? input.freshProof : null,
    quoted: input.quoted,
  });
  try {
    const outcome = apply(held.state, envelope, context);
    if (isRefusal(outcome)) {
      const { refused: code, detail = [] } = outcome;
      return { ...(type.nature === 'fact' ? park(code, detail) : refused(code, detail)), context };
    }
    assertOwnClass(envelope, type.retention, held.state, outcome.state);
    held.state = outcome.state;
    return {
      outcome: outcome.flags.length > 0 ? 'flagged' : 'accepted',
      code: null,
      detail: [],
      flags: [...outcome.flags],
      context,
    };
  } catch (error) {
    input.reportBug(error, envelope.id);
    return park('apply_threw');
  }
};

const refused = (code: RefusalCode, detail: readonly string[] = []): Decision => ({
  outcome: 'refused',
  code,
  detail: [...detail],
  flags: [],
  context: null,
});

const isAddressed = (envelope: Envelope, place: Place, holder: DecideInput['holder']): boolean =>
  envelope.tenant === holder.tenant &&
  envelope.device === holder.device &&
  envelope.seq === place.seq &&
  // `system` speaks through the server's own device alone, whoever was registered under that name.
  (holder.person === null || (envelope.actor === holder.person && envelope.actor !== SYSTEM));

/** An operation changes only parts of its own retention class (L16): otherwise erasing one class would tear another. */
const assertOwnClass = (envelope: Envelope, retention: string, before: unknown, after: unknown): void => {
  const { toParts } = PARTS_OF_KIND[envelope.kind];
  const old = new Map(toParts(before).map(({ part, body }) => [part, body]));
  for (const { part, retention: own, body } of toParts(after)) {
    if (own !== retention && old.get(part) !== body)
      throw new Error(`${envelope.type} changed ${part} of class ${own}`);
  }
};
