import type { MoneyRules } from '../money/money-rules.ts';
import type { RuleSet } from './rule-set.ts';

/** Something that a programme decides for itself, where its papers leave it open or allow both. */
export type RuleChoice = {
  readonly id: RuleChoiceId;
  readonly values: readonly string[];
  /** What the rules say now; null where they have nothing to choose. */
  readonly valueIn: (rules: RuleSet) => string | null;
  /** The same rules with this value. `source`: who decided so. Rules that have nothing to choose stay as they are. */
  readonly choose: (rules: RuleSet, chosen: { readonly value: string; readonly source: string }) => RuleSet;
};

export type RuleChoiceId =
  | 'breaksDeducted'
  | 'onlineCounts'
  | 'stretchesOfOneDay'
  | 'fareConditions'
  | 'partialPayment'
  | 'buyerStatement'
  | 'checkerApproves'
  | 'withholds'
  | 'withholdingBase'
  | 'supportWorkByOthers'
  | 'reportDue'
  | 'readingEnds'
  | 'wording';

type Chosen = { readonly value: string; readonly source: string };

const YES_OR_NO = ['yes', 'no'] as const;
const words = (value: boolean): string => (value ? 'yes' : 'no');
const decided = ({ value, source }: Chosen) => ({ value: value === 'yes', source });

/** A choice about money; there is none where the programme's payments are not kept here. */
const ofMoney = (
  id: RuleChoiceId,
  values: readonly string[],
  valueIn: (money: MoneyRules) => string | null,
  choose: (money: MoneyRules, chosen: Chosen) => MoneyRules,
): RuleChoice => ({
  id,
  values,
  valueIn: ({ money }) => (money ? valueIn(money) : null),
  choose: (rules, chosen) =>
    rules.money && valueIn(rules.money) !== null ? { ...rules, money: choose(rules.money, chosen) } : rules,
});

const BY_ANOTHER = 'visited-by-another';
const LATE = 'report-late';
const NO_DAY = 'none';

/** Every choice, in the order of a programme's screen. Source: requirements section 0, F-5-2-c, FK-4-1, FK-9-1. */
export const RULE_CHOICES: readonly RuleChoice[] = [
  {
    id: 'breaksDeducted',
    values: YES_OR_NO,
    valueIn: ({ breaksDeducted }) => words(breaksDeducted.value),
    choose: (rules, chosen) => ({ ...rules, breaksDeducted: decided(chosen) }),
  },
  ofMoney(
    'onlineCounts',
    YES_OR_NO,
    ({ onlineCounts }) => words(onlineCounts.value),
    (money, chosen) => ({ ...money, onlineCounts: decided(chosen) }),
  ),
  ofMoney(
    'stretchesOfOneDay',
    ['separate', 'together'],
    ({ stretchesOfOneDay }) => stretchesOfOneDay.value,
    (money, { value, source }) => ({
      ...money,
      stretchesOfOneDay: { value: value === 'together' ? 'together' : 'separate', source },
    }),
  ),
  ofMoney(
    'fareConditions',
    ['either', 'both'],
    ({ travel }) => travel?.actualFare?.conditions.value ?? null,
    (money, { value, source }) => {
      const { travel } = money;
      if (!travel?.actualFare) return money;
      const conditions = { value: value === 'both' ? 'both' : 'either', source } as const;
      return { ...money, travel: { ...travel, actualFare: { ...travel.actualFare, conditions } } };
    },
  ),
  ofMoney(
    'partialPayment',
    YES_OR_NO,
    ({ partialPayment }) => words(partialPayment.value),
    (money, chosen) => ({ ...money, partialPayment: decided(chosen) }),
  ),
  ofMoney(
    'buyerStatement',
    YES_OR_NO,
    ({ buyerStatement }) => words(buyerStatement?.value ?? false),
    (money, chosen) => ({ ...money, buyerStatement: decided(chosen) }),
  ),
  ofMoney(
    'checkerApproves',
    YES_OR_NO,
    ({ checkerApproves }) => words(checkerApproves?.value ?? false),
    (money, chosen) => ({ ...money, checkerApproves: decided(chosen) }),
  ),
  ofMoney(
    'withholds',
    YES_OR_NO,
    ({ withholding }) => words(withholding.withholds),
    (money, { value, source }) => ({
      ...money,
      withholding: { ...money.withholding, withholds: value === 'yes', source },
    }),
  ),
  ofMoney(
    'withholdingBase',
    ['net', 'gross'],
    ({ withholding }) => (withholding.baseIncludesTax ? 'gross' : 'net'),
    (money, { value, source }) => ({
      ...money,
      withholding: { ...money.withholding, baseIncludesTax: value === 'gross', source },
    }),
  ),
  {
    id: 'supportWorkByOthers',
    values: ['never', 'withConsent'],
    valueIn: ({ contract }) => (contract ? (contract.supportWorkByOthers?.value ?? 'never') : null),
    choose: (rules, { value, source }) => {
      if (!rules.contract) return rules;
      const { [BY_ANOTHER]: _, ...findings } = rules.findings;
      const severity = { approve: 'BLOCK', invoice: 'BLOCK', pay: 'BLOCK' } as const;
      return value === 'withConsent'
        ? {
            ...rules,
            contract: { ...rules.contract, supportWorkByOthers: { value, source } },
            findings: { ...findings, [BY_ANOTHER]: { source, severity } },
          }
        : { ...rules, contract: { ...rules.contract, supportWorkByOthers: { value: 'never', source } }, findings };
    },
  },
  {
    id: 'reportDue',
    values: [NO_DAY, '3', '5', '7', '14', '30'],
    valueIn: ({ reportDueDays }) => (reportDueDays ? String(reportDueDays.value) : NO_DAY),
    choose: ({ reportDueDays: _, ...rules }, { value, source }) => {
      const { [LATE]: __, ...findings } = rules.findings;
      if (value === NO_DAY) return { ...rules, findings };
      const severity = { submit: 'note', approve: 'note' } as const;
      return {
        ...rules,
        reportDueDays: { value: Number(value), unit: '日以内', source },
        findings: { ...findings, [LATE]: { source, severity } },
      };
    },
  },
  {
    id: 'readingEnds',
    values: [NO_DAY, '30', '60', '90', '180', '365'],
    valueIn: ({ contract }) => (contract ? String(contract.readingEnds?.value ?? NO_DAY) : null),
    choose: (rules, { value, source }) => {
      if (!rules.contract) return rules;
      const { readingEnds: _, ...contract } = rules.contract;
      const days = value === NO_DAY ? {} : { readingEnds: { value: Number(value), unit: '日' as const, source } };
      return { ...rules, contract: { ...contract, ...days } };
    },
  },
  {
    id: 'wording',
    values: ['official', 'corrected'],
    valueIn: ({ printing }) => (printing.officialWording ? 'official' : 'corrected'),
    choose: (rules, { value, source }) => ({
      ...rules,
      printing: { ...rules.printing, officialWording: value === 'official', source },
    }),
  },
];

/**
 * The rules with what was chosen. What says the same as before keeps its source: only a decision that was made is named as one.
 * A value that a choice does not have changes nothing.
 */
export const withChoices = (
  rules: RuleSet,
  chosen: Readonly<Partial<Record<RuleChoiceId, string>>>,
  source: string,
): RuleSet =>
  RULE_CHOICES.reduce((before, { id, values, valueIn, choose }) => {
    const value = chosen[id];
    return value === undefined || !values.includes(value) || value === valueIn(before)
      ? before
      : choose(before, { value, source });
  }, rules);
