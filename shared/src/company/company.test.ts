import { describe, expect, test } from 'vitest';
import { CONTEXT, operation } from '../../../test/fixtures/engagement.ts';
import { COMPANY } from '../../../test/fixtures/forms.ts';
import { apply } from '../operation/apply.ts';
import type { Context, Role } from '../operation/context.ts';
import { isRefusal } from '../operation/refusals.ts';
import { type Company, companyOn, type CompanyFacts, factsOf } from './company.ts';
import { companyChanged } from './operations.ts';

const as = (...roles: readonly Role[]): Context => ({
  ...CONTEXT,
  roles: roles.map((role) => ({ role, programme: 'fukuoka' })),
});

type Change = { readonly from: string; readonly facts: Partial<CompanyFacts> };

const change = (company: Company, { from, facts }: Change, context = as('staff'), seen = company) =>
  apply<Company | null>(
    company,
    operation(
      'company-changed@1',
      { from, reason: '代表者交代', facts: { ...factsOf(company), ...facts } },
      {
        kind: 'company',
        aggregate: company.id,
        actor: 'staff-1',
        basis: companyChanged.basis?.(seen, { from, reason: '', facts: factsOf(company) }) ?? null,
      },
    ),
    context,
  );

const changed = (company: Company, wish: Change): Company => {
  const outcome = change(company, wish);
  if (isRefusal(outcome) || outcome.state === null) throw new Error(JSON.stringify(outcome));
  return outcome.state;
};

const daughter = { title: '代表取締役', name: '川上 麻衣' };
const at = { latitude: 33.3, longitude: 130.8 };

describe('[L13.95] a company’s registered facts change from a day on, and what they were stays', () => {
  test('the new facts hold, the old ones are in the history with day, reason and who wrote it', () => {
    const company = changed({ ...COMPANY, position: at }, { from: '2025-12-10', facts: { representative: daughter } });
    expect(company.representative).toEqual(daughter);
    expect(company.changes).toMatchObject([
      { from: '2025-12-10', reason: '代表者交代', by: 'staff-1', before: { representative: COMPANY.representative } },
    ]);
    expect(company.position).toEqual(at);
  });
  test.each([
    ['2025-12-09', '川上 正一'],
    ['2025-12-10', '川上 麻衣'],
  ])('on %s it is represented by %s', (day, name) => {
    const company = changed(COMPANY, { from: '2025-12-10', facts: { representative: daughter } });
    expect(companyOn(company, day).representative.name).toBe(name);
  });
  test('a wrong entry is mended by another, which counts from its own day on', () => {
    const wrong = changed(COMPANY, { from: '2025-12-10', facts: { name: '有限会社 みのり（サンプル）' } });
    const mended = changed(wrong, { from: '2025-12-05', facts: { name: '株式会社 みのり野（サンプル）' } });
    const nameOn = (day: string) => companyOn(mended, day).name;
    expect(['2025-12-04', '2025-12-05', '2025-12-12'].map(nameOn)).toEqual([
      COMPANY.name,
      '株式会社 みのり野（サンプル）',
      '株式会社 みのり野（サンプル）',
    ]);
  });
  test('refused for a day still to come, for who has not seen it as it is, and for an expert', () => {
    const wish = { from: '2025-12-10', facts: { representative: daughter } };
    expect(change(COMPANY, { ...wish, from: '2025-12-19' })).toEqual({ refused: 'malformed', detail: ['from'] });
    const other = { ...COMPANY, name: '別の名前' };
    expect(change(other, wish, as('approver'), COMPANY)).toEqual({ refused: 'basis_changed' });
    expect(change(COMPANY, wish, as('expert'))).toEqual({ refused: 'not_allowed' });
    for (const role of ['staff', 'approver', 'administrator'] as const)
      expect(isRefusal(change(COMPANY, wish, as(role)))).toBe(false);
  });
});
