import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { TOTTORI_R6 } from '../programmes/tottori-r6.ts';
import { RULE_CHOICES, withChoices } from './rule-choices.ts';
import { ruleSetSchema } from './rule-set.ts';

const SOURCE = '令和8年3月の決定（サンプル）';

describe('[L13.406] what a programme decides for itself is chosen with a new version of its rules', () => {
  test.each(RULE_CHOICES.flatMap(({ id, values, valueIn }) => values.map((value) => [id, value, valueIn] as const)))(
    '%s: %s is what the rules then say, and they are right rules',
    (id, value, valueIn) => {
      const rules = withChoices(FUKUOKA_R7, { [id]: value }, SOURCE);
      expect(valueIn(rules)).toBe(value);
      expect(v.safeParse(ruleSetSchema, rules).success).toBe(true);
    },
  );
  test('what was changed names the decision, and what was not keeps its article', () => {
    const { money } = withChoices(FUKUOKA_R7, { partialPayment: 'yes', onlineCounts: 'yes' }, SOURCE);
    expect(money?.partialPayment).toEqual({ value: true, source: SOURCE });
    expect(money?.onlineCounts).toEqual(FUKUOKA_R7.money?.onlineCounts);
  });
  test('the same choices again change nothing', () => {
    const chosen = Object.fromEntries(RULE_CHOICES.map(({ id, valueIn }) => [id, valueIn(FUKUOKA_R7) ?? '']));
    expect(withChoices(FUKUOKA_R7, chosen, SOURCE)).toEqual(FUKUOKA_R7);
  });
  test('rules without money have nothing to choose about it', () => {
    const { money: _, ...rest } = TOTTORI_R6;
    expect(withChoices(rest, { partialPayment: 'yes', buyerStatement: 'yes' }, SOURCE)).toEqual(rest);
  });
  test('a word that no choice has changes nothing', () => {
    expect(withChoices(FUKUOKA_R7, { withholds: 'いいえ' }, SOURCE)).toEqual(FUKUOKA_R7);
  });
});
