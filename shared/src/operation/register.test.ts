import { describe, expect, test } from 'vitest';
import { APPROVER, CONTEXT } from '../../../test/fixtures/engagement.ts';
import type { Case } from '../../../test/fixtures/operation-case.ts';
import { OPERATION_CASES as CASES } from '../../../test/fixtures/operation-cases.ts';
import { apply } from './apply.ts';
import { type Role, ROLES } from './context.ts';
import type { Need } from './define.ts';
import { type Kind, SYSTEM } from './envelope.ts';
import { isRefusal } from './refusals.ts';
import { PARTS_OF_KIND } from './parts-of-kind.ts';
import { OPERATION_TYPES } from './register.ts';
import { rolesHere } from './roles-here.ts';

const NEEDS: readonly Need[] = [
  'ruleSet',
  'parties',
  'otherVisits',
  'likeness',
  'claim',
  'bounds',
  'contractBasis',
  'payment',
  'erased',
];

describe('[L14.1] every published operation type is carried out once and refused once', () => {
  test('the cases are the register’s types', () => {
    expect(Object.keys(CASES).toSorted()).toEqual([...OPERATION_TYPES.keys()].toSorted());
  });
  test.each(Object.entries(CASES))('%s is carried out', (_, { carriedOut }) => {
    expect(apply(carriedOut.state, carriedOut.operation, carriedOut.context ?? CONTEXT)).not.toHaveProperty('refused');
  });
  test.each(Object.entries(CASES))('%s is refused', (_, { refused }) => {
    expect(apply(refused.state, refused.operation, refused.context ?? CONTEXT)).toMatchObject({ refused: refused.as });
  });
  test.each([...OPERATION_TYPES.values()])('$type names what it needs in the order of the list', ({ needs }) => {
    expect(needs).toEqual(NEEDS.filter((need) => needs.includes(need)));
  });
});

test.each(Object.entries(CASES))('[L16.4] %s changes only parts of its own retention class', (name, { carriedOut }) => {
  const outcome = apply(carriedOut.state, carriedOut.operation, carriedOut.context ?? CONTEXT);
  if (isRefusal(outcome)) throw new Error(outcome.refused);
  const { toParts } = PARTS_OF_KIND[carriedOut.operation.kind];
  const before = new Map(toParts(carriedOut.state).map(({ part, body }) => [part, body]));
  const changed = toParts(outcome.state).filter(({ part, body }) => before.get(part) !== body);
  expect(changed.length).toBeGreaterThan(0);
  expect(new Set(changed.map(({ retention }) => retention))).toEqual(new Set([OPERATION_TYPES.get(name)?.retention]));
});

/** What becomes of a case in the hands of somebody with this one role. */
const asRole = ({ state, operation, context = CONTEXT }: Case['carriedOut'], role: Role, programme: string | null) => {
  const mine = { ...operation, actor: operation.actor.replace(SYSTEM, APPROVER) };
  const roles = rolesHere([{ role, programme }], { state, operation: mine, erased: context.erased });
  return apply(state, mine, { ...context, roles });
};
const outsiders = Object.entries(CASES).flatMap(([name, { carriedOut }]) =>
  ROLES.filter((role) => !OPERATION_TYPES.get(name)?.by.includes(role)).map((role) => ({ name, role, carriedOut })),
);

test.each(outsiders)('[L15.140] $name is not for $role', ({ role, carriedOut }) => {
  expect(asRole(carriedOut, role, carriedOut.context?.roles[0]?.programme ?? 'fukuoka')).toEqual({
    refused: 'not_allowed',
  });
});
/** Kinds of records that belong to no programme: people, companies and what they are paid to are the whole office's. */
const WHOLE_OFFICE: readonly Kind[] = ['person', 'company', 'contact', 'payee'];
const elsewhere = Object.entries(CASES).flatMap(([name, { carriedOut }]) =>
  // Whoever raised an incident adds to it wherever their roles are now.
  WHOLE_OFFICE.includes(carriedOut.operation.kind) || name === 'incident-entry-added@1'
    ? []
    : (OPERATION_TYPES.get(name)?.by ?? []).map((role) => ({ name, role, carriedOut })),
);

test.each(elsewhere)('[L15.140] $name is not for $role of another programme', ({ role, carriedOut }) => {
  expect(asRole(carriedOut, role, 'another-programme')).toEqual({ refused: 'not_allowed' });
});

test('[L15.140] commissioner and auditor only read', () => {
  expect(
    [...OPERATION_TYPES.values()].flatMap(({ by }) => by).filter((role) => /commissioner|auditor/.test(role)),
  ).toEqual([]);
});
