import { describe, expect, test } from 'vitest';
import { CONTEXT, DAY, operation } from '../../../test/fixtures/engagement.ts';
import { apply } from '../operation/apply.ts';
import type { Context, Role } from '../operation/context.ts';
import { isRefusal } from '../operation/refusals.ts';
import type { BodyOf } from '../operation/register.ts';
import { reachOf, scopesOfPerson } from '../scope/reach.ts';
import { type CompanyContact, currentContact, linkNumberOf } from './contact.ts';

type Body = BodyOf['company-contact-registered@1'];

const contact: Body = {
  email: 'uketsuke@minorino.example',
  telephone: '092-000-0000',
  fax: '',
  postalAddress: '福岡県見本市1-2',
  preferred: 'mail',
  givenBy: '川上 麻衣',
  givenOn: DAY,
};

const as = (...roles: readonly Role[]): Context => ({
  ...CONTEXT,
  roles: roles.map((role) => ({ role, programme: 'fukuoka' })),
});

const register = (state: CompanyContact | null, change: Partial<Body>, context: Context) =>
  apply(
    state,
    operation(
      'company-contact-registered@1',
      { ...contact, ...change },
      { kind: 'contact', aggregate: 'noodles', actor: 'staff-1' },
    ),
    context,
  );

const registered = (state: CompanyContact | null, change: Partial<Body> = {}): CompanyContact => {
  const outcome = register(state, change, as('staff'));
  if (isRefusal(outcome) || outcome.state === null) throw new Error(JSON.stringify(outcome));
  return outcome.state;
};

describe('[L12.70] the company’s contact is entered by the office alone, and every earlier one stays', () => {
  test('the last entry holds, the first is still there with who entered it', () => {
    const state = registered(registered(null), { email: 'new@minorino.example', givenBy: '川上 正一' });
    expect(currentContact(state)?.email).toBe('new@minorino.example');
    expect(state.entries.map(({ email, givenBy, by }) => [email, givenBy, by])).toEqual([
      ['uketsuke@minorino.example', '川上 麻衣', 'staff-1'],
      ['new@minorino.example', '川上 正一', 'staff-1'],
    ]);
  });
  test.each([
    [['expert'], true],
    [['approver'], true],
    [['staff', 'expert'], true],
    [['administrator'], false],
  ] as const)('%o: refused %s', (roles, refused) => {
    expect(isRefusal(register(null, {}, as(...roles)))).toBe(refused);
  });
  test.each([
    [{ preferred: 'fax' }, ['preferred']],
    [{ preferred: 'mail', email: null }, ['preferred']],
    [{ preferred: 'letter', postalAddress: '　' }, ['preferred']],
    [{ email: 'a@b.example\nBcc: all@b.example' }, ['email']],
    [{ email: 'a@b.example, c@d.example' }, ['email']],
    [{ email: '<a@b.example>' }, ['email']],
    [{ telephone: '電話' }, ['telephone']],
  ] as const)('%o is no way to reach anybody', (change, detail) => {
    expect(register(null, change, as('staff'))).toEqual({ refused: 'malformed', detail });
  });
});

test('[L12.70] a renewed link has another number, with the reason', () => {
  const state = registered(null);
  const renewal = operation(
    'company-link-renewed@1',
    { reason: '別の会社に届いた' },
    { kind: 'contact', aggregate: 'noodles', actor: 'staff-1' },
  );
  const outcome = apply<CompanyContact | null>(state, renewal, as('staff'));
  if (isRefusal(outcome)) throw new Error(outcome.refused);
  expect(linkNumberOf(null)).toBe(0);
  expect(linkNumberOf(outcome.state)).toBe(1);
  expect(outcome.state?.linkRenewals[0]?.reason).toBe('別の会社に届いた');
});

describe('[L15.62] a company’s contact reaches those who tell companies, and no expert', () => {
  const scopes = reachOf('contact', 'noodles', registered(null), () => true).map(({ scope }) => scope);
  const reaches = (...roles: readonly Role[]): boolean =>
    scopesOfPerson(
      'person-1',
      roles.map((role) => ({ role, programme: 'fukuoka' })),
      [],
    ).some((scope) => scopes.includes(scope));
  test.each([
    [['staff'], true],
    [['approver'], true],
    [['administrator'], true],
    [['expert'], false],
    [['supportOfficer'], false],
    [['accounting'], false],
    [['commissioner'], false],
    [['auditor'], false],
    [['staff', 'expert'], false],
  ] as const)('%o: %s', (roles, seen) => {
    expect(reaches(...roles)).toBe(seen);
  });
});
