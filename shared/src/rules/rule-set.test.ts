import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { DAY, engagementWith, goodVisit } from '../../../test/fixtures/engagement.ts';
import type { Visit, VisitFields } from '../engagement/visit.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { TOTTORI_R6 } from '../programmes/tottori-r6.ts';
import { evaluateVisit } from './evaluate.ts';
import type { VisitFacts } from './finding.ts';
import { ENGAGEMENT_FINDINGS, FINDINGS } from './findings/index.ts';
import { type RuleSet, ruleSetSchema } from './rule-set.ts';

const problemsOf = (ruleSet: RuleSet): readonly string[] =>
  v.safeParse(ruleSetSchema, ruleSet).issues?.map(({ message }) => message) ?? [];

const guided: RuleSet = {
  ...FUKUOKA_R7,
  minimumMinutes: { value: 120, unit: '分', meaning: 'guide', source: '仕様書4(1)(エ)イ' },
};

describe('[L13.40] a figure that a programme does not have is absent, and nothing compares with it', () => {
  test('a rule set that names such a finding all the same is refused', () => {
    const { planForm: _, ...without } = FUKUOKA_R7;
    expect(problemsOf(without)).toEqual(['確認事項が比べる数字が、事業の設定にありません。']);
    const { 'no-plan': __, ...findings } = FUKUOKA_R7.findings;
    expect(problemsOf({ ...without, findings })).toEqual([]);
  });
  test('every figure carries its unit and its article', () => {
    const { minimumMinutes, ...rest } = FUKUOKA_R7;
    const { source: _, ...unsourced } = minimumMinutes ?? { source: '' };
    expect(v.is(ruleSetSchema, { ...rest, minimumMinutes: unsourced })).toBe(false);
  });
});

test('[L13.41] a guide (目安) never stops anything', () => {
  expect(problemsOf(guided)).toEqual(['目安に届かないことだけで、手続を止めることはできません。']);
  const tooShort = { source: '仕様書4(1)(エ)イ', severity: { submit: 'WARN', approve: 'WARN' } } as const;
  expect(problemsOf({ ...guided, findings: { ...FUKUOKA_R7.findings, 'too-short': tooShort } })).toEqual([]);
});

describe('[L13.46] two programmes stand side by side, by data alone', () => {
  test.each([FUKUOKA_R7, TOTTORI_R6])('$id is a whole rule set, and every finding it names exists', (ruleSet) => {
    expect(problemsOf(ruleSet)).toEqual([]);
    const known = [...FINDINGS, ...ENGAGEMENT_FINDINGS].map(({ code }) => code);
    expect(Object.keys(ruleSet.findings).filter((code) => !known.includes(code))).toEqual([]);
    for (const { source, severity } of Object.values(ruleSet.findings)) {
      expect(source).not.toBe('');
      expect(Object.keys(severity).length).toBeGreaterThan(0);
    }
  });
  test('Tottori has neither a form for a visit, nor a plan before it, nor a fee', () => {
    expect(TOTTORI_R6.visitReportForm.name).not.toMatch(/様式/);
    expect(TOTTORI_R6.planForm).toBeUndefined();
    const intents = Object.values(TOTTORI_R6.findings).flatMap(({ severity }) => Object.keys(severity));
    expect(intents.filter((intent) => intent === 'invoice' || intent === 'pay')).toEqual([]);
  });
  test('what Tottori calls 目安 or 原則 stops nothing', () => {
    const severities = ['too-short', 'visits-differ-from-guide', 'no-on-site-visit'].flatMap((code) =>
      Object.values(TOTTORI_R6.findings[code]?.severity ?? {}),
    );
    expect(new Set(severities)).toEqual(new Set(['WARN']));
  });
});

test('[L13.41] minutes below a guide are told as a guide, on both sides of it', () => {
  const ruleSet: RuleSet = {
    ...FUKUOKA_R7,
    minimumMinutes: { value: 120, unit: '分', meaning: 'guide', source: '仕様書4(1)(エ)イ' },
  };
  const found = (to: string) =>
    evaluateVisit(ruleSet, factsOf({ time: { on: DAY, from: '13:00', to, toOn: DAY } }, { breakMinutes: 0 })).find(
      ({ code }) => code === 'too-short',
    );
  expect(found('14:59')?.reason).toBe('休憩を除いた支援時間は1時間59分（119分）で、1回の目安2時間に1分足りません。');
  expect(found('14:59')?.mend).toMatch(/このまま提出できます。$/);
  expect(found('15:00')).toBeUndefined();
});

test('[L13.42] a report is complete when the programme’s own fields are written', () => {
  const ruleSet: RuleSet = {
    ...FUKUOKA_R7,
    visitReportForm: { ...FUKUOKA_R7.visitReportForm, required: ['content'] },
  };
  const incomplete = (fields: Partial<VisitFields>, by: RuleSet) =>
    evaluateVisit(by, factsOf({}, fields)).some(({ code }) => code === 'report-incomplete');
  expect(incomplete({ effect: '', progress: '' }, ruleSet)).toBe(false);
  expect(incomplete({ effect: '' }, FUKUOKA_R7)).toBe(true);
  expect(incomplete({ content: '' }, ruleSet)).toBe(true);
  expect(incomplete({ progress: 'changed', changeReason: '' }, ruleSet)).toBe(true);
});

/** A complete signed visit, but for these. */
function factsOf(change: Partial<Visit>, fields: Partial<VisitFields> = {}): VisitFacts {
  const good = goodVisit(change);
  const visit = { ...good, fields: { ...good.fields, ...fields } };
  const engagement = engagementWith(visit);
  return { engagement, visit, otherVisits: [], likeTexts: [], likeStrokes: [], likePapers: [], today: DAY };
}
