import { expect, test } from 'vitest';
import { engagementWith, goodVisit } from '../../../test/fixtures/engagement.ts';
import { formFacts, PROGRAMME } from '../../../test/fixtures/forms.ts';
import { given } from '../../../test/support/given.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { TOTTORI_R6 } from '../programmes/tottori-r6.ts';
import { ruleSetSchema } from '../rules/rule-set.ts';
import { SLIP_IDS, type SlipId } from '../rules/slip-ids.ts';
import * as v from 'valibot';
import { PAPERS } from './index.ts';
import { slipsOf } from './slips.ts';

const printing = (corrected: readonly SlipId[]) => ({ ...FUKUOKA_R7.printing, corrected: [...corrected] });
const titleOf = (code: string, corrected: readonly SlipId[]): string => {
  const engagement = engagementWith(goodVisit());
  const programme = { ...PROGRAMME, ruleSets: [{ ...FUKUOKA_R7, printing: printing(corrected) }] };
  const paper = given(PAPERS.get(code));
  const data = paper.print(formFacts(goodVisit(), { engagement, programme }), given(paper.subjects(engagement)[0]));
  return data && !('refused' in data) ? data.form.title : '';
};

test('[L13.260] the official wording is the default, and each slip is corrected by itself', () => {
  expect(slipsOf(FUKUOKA_R7.printing).every(({ printed, official }) => printed === official)).toBe(true);
  expect(slipsOf(printing(['X-04'])).flatMap(({ id, printed }) => (id === 'X-04' ? [printed] : []))).toEqual([
    '付けで契約を締結した',
  ]);
  expect(slipsOf(printing(['X-04'])).filter((one) => one.isCorrected)).toHaveLength(1);
  expect(slipsOf({ officialWording: false }).every((one) => one.isCorrected)).toBe(true);
});

test.each<[string, readonly SlipId[], string]>([
  ['visit-report', [], '経営革新計画伴走支援報事業報告書'],
  ['visit-report', ['X-05'], '経営革新計画伴走支援報事業報告書'],
  ['visit-report', ['X-03'], '経営革新計画伴走支援事業報告書'],
  ['plan', ['X-03'], '経営革新計画伴走支援事業計画書'],
  ['plan', ['X-05'], '経営革新計画伴走支援事業支援計画書'],
])('[L13.260] the title of %s with %j corrected is %s', (code, corrected, title) => {
  expect(titleOf(code, corrected)).toBe(title);
});

test('[L13.260] every slip says where it stands and why, and a rule set may name any of them', () => {
  for (const { where, note, official, corrected } of slipsOf(FUKUOKA_R7.printing))
    expect([where, note, official === corrected].every(Boolean)).toBe(false);
  expect(v.is(ruleSetSchema, { ...FUKUOKA_R7, printing: printing(SLIP_IDS) })).toBe(true);
  expect(v.is(ruleSetSchema, { ...FUKUOKA_R7, printing: { ...FUKUOKA_R7.printing, corrected: ['X-99'] } })).toBe(false);
  // What was published before there was a list opens as it did.
  expect(v.is(ruleSetSchema, TOTTORI_R6)).toBe(true);
});
