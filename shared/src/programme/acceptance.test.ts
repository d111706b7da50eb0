import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { APPROVER, CONTEXT, operation } from '../../../test/fixtures/engagement.ts';
import { ACCEPTANCE, tottoriProgramme } from '../../../test/fixtures/acceptance.ts';
import { apply } from '../operation/apply.ts';
import { isRefusal } from '../operation/refusals.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { TOTTORI_R6 } from '../programmes/tottori-r6.ts';
import { ruleSetSchema } from '../rules/rule-set.ts';
import { carriesPart } from '../scope/reach.ts';
import { type AcceptanceBody, judgeAcceptance } from './acceptance.ts';
import { type Programme, programmeParts } from './programme.ts';

const accept = (programme: Programme, body: AcceptanceBody) =>
  apply<Programme | null>(
    programme,
    operation('company-accepted@1', body, { kind: 'programme', aggregate: programme.id, actor: APPROVER }),
    { ...CONTEXT, roles: [{ role: 'staff', programme: null }] },
  );

const accepting = (programme: Programme, body: AcceptanceBody): Programme => {
  const outcome = accept(programme, body);
  if (isRefusal(outcome) || !outcome.state) throw new Error('not accepted');
  return outcome.state;
};

const of = (n: number): AcceptanceBody => ({ ...ACCEPTANCE, company: `company-${n}` });
const tenOf = (programme: Programme): Programme =>
  Array.from({ length: 10 }, (_, n) => of(n)).reduce(accepting, programme);

describe('[L13.110] a company is taken in when it is small or medium, recommended from the prefecture, wants it, and has people for it', () => {
  test('it is kept with everything it was judged by', () => {
    const [kept] = accepting(tottoriProgramme, ACCEPTANCE).acceptances ?? [];
    expect(kept).toMatchObject({ ...ACCEPTANCE, by: APPROVER });
  });
  test.each<readonly [Partial<AcceptanceBody>, string]>([
    [{ size: 'neither' }, 'size'],
    [{ recommenderAddress: '島根県松江市見本町1' }, 'recommender-elsewhere'],
    [{ members: [] }, 'no-members'],
    [{ theme: '海外進出' }, 'unknown-theme'],
  ])('%o is not', (change, code) => {
    expect(accept(tottoriProgramme, { ...ACCEPTANCE, ...change })).toEqual({
      refused: 'blocked_by_finding',
      detail: [code],
    });
  });
  test('a company outside the prefecture is told and taken in: the specification does not say whom it means (X-22)', () => {
    const outside = { ...ACCEPTANCE, companyAddress: '島根県松江市見本町2' };
    expect(judgeAcceptance(TOTTORI_R6, [], outside)).toMatchObject([{ code: 'company-elsewhere', severity: 'WARN' }]);
    expect(accepting(tottoriProgramme, outside).acceptances).toHaveLength(1);
  });
  test.each(['', '　'])('without a day, a basis or a recommender ("%s") there is nothing to judge', (text) => {
    for (const field of ['sizeBasis', 'recommender', 'wishedOn'] as const)
      expect(accept(tottoriProgramme, { ...ACCEPTANCE, [field]: text })).toMatchObject({ refused: 'malformed' });
  });
});

test('[L13.111] the eleventh company is not taken in, and none twice', () => {
  const full = tenOf(tottoriProgramme);
  expect(full.acceptances).toHaveLength(10);
  expect(accept(full, of(10))).toEqual({ refused: 'blocked_by_finding', detail: ['full'] });
  expect(accept(accepting(tottoriProgramme, of(1)), of(1))).toEqual({
    refused: 'blocked_by_finding',
    detail: ['twice'],
  });
});

test('[L13.112] a programme offers at least five themes, with those it must offer; one without such rules takes nobody in this way', () => {
  const themesOf = (offered: readonly string[]) =>
    v.is(ruleSetSchema, {
      ...TOTTORI_R6,
      acceptance: TOTTORI_R6.acceptance && {
        ...TOTTORI_R6.acceptance,
        themes: { ...TOTTORI_R6.acceptance.themes, offered },
      },
    });
  const offered = TOTTORI_R6.acceptance?.themes.offered ?? [];
  expect(themesOf(offered)).toBe(true);
  expect(themesOf(offered.slice(0, 4))).toBe(false);
  expect(themesOf([...offered.slice(1), '海外進出'])).toBe(false);
  expect(accept({ ...tottoriProgramme, ruleSets: [FUKUOKA_R7] }, ACCEPTANCE)).toEqual({ refused: 'not_in_programme' });
});

test('[L13.113] the companies taken in are the office’s to see, on no expert’s and no officer’s device', () => {
  const parts = programmeParts.toParts(accepting(tottoriProgramme, ACCEPTANCE)).map(({ part }) => part);
  const carried = (scope: string) => parts.filter((part) => carriesPart(scope, 'programme', part));
  expect(carried('person:expert')).toEqual(['core']);
  expect(carried('officer:someone')).toEqual(['core']);
  for (const scope of ['office', 'desk:tottori', 'commissioner:tottori']) expect(carried(scope)).toEqual(parts);
});
