import { describe, expect, it } from 'vitest';
import { findCitedRules, parseRequirements, parseRules, traceRules } from './trace.mjs';

const requirements = parseRequirements('# comment\nF-5-1-c At least 3 hours\nFY3-7 Date\n');
const rules = parseRules(
  '# Rules\n\n## [L1] A law\n\n### [L1.1] Facts are never refused\ntext\nRequirements: —\n\n### [L3.2] Minutes\nRequirements: F-5-1-c, FY3-7\n',
);

describe('trace', () => {
  it('reads ids, rules and the titles that cite them, and nothing outside titles', () => {
    expect(requirements[0]).toEqual({ id: 'F-5-1-c', title: 'At least 3 hours' });
    expect(rules.map(({ id, requirementIds }) => [id, requirementIds])).toEqual([
      ['L1.1', []],
      ['L3.2', ['F-5-1-c', 'FY3-7']],
    ]);
    const source = [
      "it('[L1.1] keeps a fact', () => {",
      "  test.each([['a', ')'],])(`[L3.2] [L3.3] counts %s`, (value) => {",
      "  const other = '[L9.9]'; /x/.test('[L9.8]');",
      'it(\n    "[L4.1] isn\'t lost", () => {',
    ].join('\n');
    expect(new Set(findCitedRules(source))).toEqual(new Set(['L1.1', 'L3.2', 'L3.3', 'L4.1']));
  });

  it('has no problem when every rule is tested, and lists the requirements without a rule', () => {
    const citations = [{ file: 'a.test.ts', ruleIds: ['L1.1', 'L3.2'] }];
    const later = [...requirements, { id: 'T-1', title: 'Name' }];
    expect(traceRules({ requirements: later, rules, citations })).toEqual({
      problems: [],
      openRequirements: [{ id: 'T-1', title: 'Name' }],
    });
  });

  it('names an unknown requirement, a rule without requirements line, an unknown rule and an untested rule', () => {
    const broken = parseRules('### [L1.1] A\nRequirements: F-9-9\n\n### [L1.2] B\nno line\n');
    const { problems } = traceRules({
      requirements,
      rules: broken,
      citations: [{ file: 'a.test.ts', ruleIds: ['L7.7'] }],
    });
    expect(problems.join('\n')).toMatch(/F-9-9[\s\S]*L1\.2 has no line|L1\.2 has no line[\s\S]*F-9-9/);
    expect(problems).toContain('a.test.ts: a test cites the unknown rule L7.7');
    expect(problems).toContain('shared/SPEC.md: no test cites rule L1.1 A');
  });
});
