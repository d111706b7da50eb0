import { describe, expect, test } from 'vitest';
import { settlementGiven, type VisitGiven, visitFactsOf } from '../../../test/fixtures/settlement.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { blocking, evaluateVisit } from '../rules/evaluate.ts';
import { withChoices } from '../rules/rule-choices.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { settle } from './settlement.ts';

const WITH_CONSENT = withChoices(FUKUOKA_R7, { supportWorkByOthers: 'withConsent' }, '令和8年3月の決定（サンプル）');
const ANOTHER: VisitGiven = { number: 1, on: '2025-12-18', by: 'expert-somebody' };
const factsOf = (visit: VisitGiven) => visitFactsOf([visit]);
const stateOf = (visit: VisitGiven, ruleSet: RuleSet) =>
  settle(settlementGiven({ ruleSet, facts: factsOf(visit) })).claims[0]?.state;
const stopped = (visit: VisitGiven, ruleSet: RuleSet) =>
  factsOf(visit).flatMap((facts) => blocking(evaluateVisit(ruleSet, facts), 'approve').map(({ code }) => code));

describe('[L13.433] support by another person than the contracted expert', () => {
  test('is not paid, and no consent mends it, as the contract says', () => {
    expect(stateOf(ANOTHER, FUKUOKA_R7)).toBe('notPayable');
    expect(stateOf({ ...ANOTHER, released: ['visited-by-another'] }, FUKUOKA_R7)).toBe('notPayable');
  });
  test('waits for the consent where the programme lets it be with consent', () => {
    expect(stateOf(ANOTHER, WITH_CONSENT)).toBe('held');
    expect(stopped(ANOTHER, WITH_CONSENT)).toContain('visited-by-another');
  });
  test('is paid with an approver’s consent, whose number the reckoning names', () => {
    const agreed = { ...ANOTHER, released: ['visited-by-another'] };
    const [claim] = settle(settlementGiven({ ruleSet: WITH_CONSENT, facts: factsOf(agreed) })).claims;
    expect(claim?.state).toBe('payable');
    expect(claim?.why.map(({ figures }) => figures).join()).toContain('サンプル-決1');
    expect(stopped(agreed, WITH_CONSENT)).not.toContain('visited-by-another');
  });
  test('the expert’s own visits are asked nothing, and the ban can be chosen again', () => {
    expect(stopped({ number: 1, on: '2025-12-18' }, WITH_CONSENT)).not.toContain('visited-by-another');
    const again = withChoices(WITH_CONSENT, { supportWorkByOthers: 'never' }, '令和8年4月の決定（サンプル）');
    expect(stateOf(ANOTHER, again)).toBe('notPayable');
    expect(Object.keys(again.findings)).toEqual(Object.keys(FUKUOKA_R7.findings));
  });
});
