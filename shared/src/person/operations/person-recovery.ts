import * as v from 'valibot';
import { filledTextSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { idSchema, SYSTEM } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import { NO_ACCESS_NOTES, type Person, type PersonAccess, type Recovery } from '../person.ts';

/** An administrator asks that somebody who lost every way to sign in gets a new link. It replaces a request before it. */
export const personRecoveryAsked = defineOperation({
  type: 'person-recovery-asked@1',
  kind: 'person',
  nature: 'intent',
  retention: 'B',
  label: 'サインインの復旧の依頼',
  by: ['administrator'],
  needs: [],
  body: v.strictObject({ recovery: idSchema, reason: filledTextSchema(300) }),
  grave: () => true,
  apply: (person: Person | null, { actor, clock, body }) => {
    if (!person) return refuse('unknown_record');
    if (actor === person.id) return refuse('second_administrator');
    if (person.roles.length === 0) return refuse('wrong_state');
    const { recoveries } = accessOf(person);
    if (recoveries.some(({ id }) => id === body.recovery)) return refuse('already_exists');
    const asked: Recovery = {
      id: body.recovery,
      reason: body.reason,
      askedBy: actor,
      askedAtMs: clock.wallMs,
      approvedBy: null,
      restoredAtMs: null,
    };
    return done(withRecoveries(person, [...recoveries, asked]));
  },
});

/** Another administrator approves it: neither the one who asked, nor the person. */
export const personRecoveryApproved = defineOperation({
  type: 'person-recovery-approved@1',
  kind: 'person',
  nature: 'intent',
  retention: 'B',
  label: 'サインインの復旧の承認',
  by: ['administrator'],
  needs: [],
  body: v.strictObject({ recovery: idSchema }),
  grave: () => true,
  apply: (person: Person | null, { actor, body }) => {
    if (!person) return refuse('unknown_record');
    const asked = openRecovery(person);
    if (asked?.id !== body.recovery || asked.approvedBy !== null) return refuse('wrong_state');
    if (actor === asked.askedBy || actor === person.id) return refuse('second_administrator');
    return done(withRecovery(person, { ...asked, approvedBy: actor }));
  },
});

/** The server ended the old ways and gave the link: because of an approved request, or at the console of the server (null). */
export const personAccessRestored = defineOperation({
  type: 'person-access-restored@1',
  kind: 'person',
  nature: 'intent',
  retention: 'B',
  label: 'サインインの復旧',
  by: [],
  needs: [],
  body: v.strictObject({ recovery: v.nullable(idSchema) }),
  apply: (person: Person | null, { id, clock, body }) => {
    if (!person) return refuse('unknown_record');
    const restoredAtMs = clock.wallMs;
    if (body.recovery === null) {
      const atConsole = { id, reason: '', askedBy: SYSTEM, askedAtMs: restoredAtMs, approvedBy: SYSTEM, restoredAtMs };
      return done(withRecoveries(person, [...accessOf(person).recoveries, atConsole]));
    }
    const approved = openRecovery(person);
    if (approved?.id !== body.recovery || approved.approvedBy === null) return refuse('wrong_state');
    return done(withRecovery(person, { ...approved, restoredAtMs }));
  },
});

/** The request that waits for an approval or for its link: the last one, until it was carried out. */
export const openRecovery = (person: Person): Recovery | undefined => {
  const last = accessOf(person).recoveries.at(-1);
  return last?.restoredAtMs === null ? last : undefined;
};

const accessOf = ({ access }: Person): PersonAccess => access ?? NO_ACCESS_NOTES;

const withRecoveries = (person: Person, recoveries: readonly Recovery[]): Person => ({
  ...person,
  access: { ...accessOf(person), recoveries },
});

const withRecovery = (person: Person, changed: Recovery): Person =>
  withRecoveries(
    person,
    accessOf(person).recoveries.map((one) => (one.id === changed.id ? changed : one)),
  );
