import type { Role } from '@banso/shared/operation/context.ts';
import { type Payee, payeeParts } from '@banso/shared/payee/payee.ts';
import type { Kind } from '@banso/shared/operation/envelope.ts';
import { type PaymentRun, paymentRunParts } from '@banso/shared/payment/payment-run.ts';
import { type Person, personParts } from '@banso/shared/person/person.ts';
import { rolesOn } from '@banso/shared/person/role-ends.ts';
import { type Programme, programmeParts } from '@banso/shared/programme/programme.ts';
import type { Day } from '@banso/shared/time/day.ts';
import { partsOfAggregates } from '../store/parts.ts';
import type { Transaction } from '../store/schema.ts';

/** A run with the programme that pays, and who is paid; null where there is no such run. */
export type RunRecords = {
  readonly run: PaymentRun;
  readonly programme: Programme;
  readonly payeeOf: (person: string) => Payee | null;
  readonly personOf: (person: string) => Person | null;
};

export const runRecords = async (tx: Transaction, id: string): Promise<RunRecords | null> => {
  const run = paymentRunParts.fromParts(await partsOfAggregates(tx, [{ kind: 'paymentRun', id }]));
  if (!run) return null;
  const people = Object.keys(run.payments);
  const parts = await partsOfAggregates(tx, [
    { kind: 'programme', id: run.programme },
    ...people.flatMap((person) => [
      { kind: 'payee', id: person },
      { kind: 'person', id: person },
    ]),
  ]);
  const of = (kind: Kind, one: string) => parts.filter((row) => row.kind === kind && row.aggregateId === one);
  const programme = programmeParts.fromParts(of('programme', run.programme));
  if (!programme) return null;
  return {
    run,
    programme,
    payeeOf: (person) => payeeParts.fromParts(of('payee', person)),
    personOf: (person) => personParts.fromParts(of('person', person)),
  };
};

/** Whether this person holds one of these roles in the programme today. */
export const holdsRole = async (
  tx: Transaction,
  {
    person,
    programme,
    by,
    today,
  }: {
    readonly person: string;
    readonly programme: string;
    readonly by: readonly Role[];
    readonly today: Day;
  },
): Promise<boolean> => {
  const known = personParts.fromParts(await partsOfAggregates(tx, [{ kind: 'person', id: person }]));
  return rolesOn(known?.roles ?? [], today).some(
    ({ role, programme: where }) => by.includes(role) && (where === null || where === programme),
  );
};
