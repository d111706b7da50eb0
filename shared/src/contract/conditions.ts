import type { RuleSet } from '../rules/rule-set.ts';
import { addDays, type Day } from '../time/day.ts';
import { eraDate } from '../time/wareki.ts';
import { type ContractParty, partyName, withTax } from './contract-values.ts';

/** A line of the notice of conditions: what the law asks for, and what holds here. */
export type Condition = { readonly label: string; readonly text: string };

/**
 * 取引条件の明示 (3条通知): what a freelancer is told at once in writing when the work is ordered. Made from contract and rules,
 * nothing of it is typed again. Source: 特定受託事業者に係る取引の適正化等に関する法律第3条第1項, 同規則第1条.
 */
export const conditionsOf = ({
  office,
  party,
  company,
  concludedOn,
  from,
  to,
  ruleSet,
}: {
  readonly office: string;
  readonly party: ContractParty;
  readonly company: string;
  readonly concludedOn: Day;
  readonly from: Day;
  readonly to: Day;
  readonly ruleSet: RuleSet;
}): readonly Condition[] => {
  const { contract, money, numberOfVisits, minimumMinutes } = ruleSet;
  const amount = [
    ...(money?.fee ? [`1回当たり${withTax(money.fee.value, from)}`] : []),
    ...(money?.travel ? [`旅費は、訪問した1回当たり${withTax(money.travel.flat.value, from)}`] : []),
  ].join('。');
  const visits = numberOfVisits
    ? `${numberOfVisits.value}回${numberOfVisits.meaning === 'limit' ? '以内' : 'を目安'}`
    : '';
  const time = minimumMinutes
    ? `1回につき${minimumMinutes.value}分${minimumMinutes.meaning === 'limit' ? '以上' : 'を目安'}`
    : '';
  const lines: readonly Condition[] = [
    { label: '委託する者', text: office },
    { label: '委託を受ける者', text: partyName(party) },
    { label: '業務を委託した日', text: eraDate(concludedOn) },
    {
      label: '業務の内容',
      text: [`${company}に対する${ruleSet.name}の支援（計画書の作成、計画に基づく指導、報告）`, visits, time]
        .filter((part) => part !== '')
        .join('。'),
    },
    { label: '業務を行う期間', text: `${eraDate(from)}から${eraDate(to)}まで` },
    { label: '業務を行う場所', text: contract?.place.value ?? '' },
    { label: '報酬の額', text: amount },
    { label: '支払期日', text: money ? dueWords(money.payWithin.value) : '' },
    { label: '支払の方法', text: contract?.method.value ?? '' },
    {
      label: '検査を終える日',
      text: contract ? `報告書の提出を受けた日から${contract.inspectWithin.value}日以内` : '',
    },
  ];
  return lines.filter(({ text }) => text !== '');
};

/** The day of the service is day 1: 12月20日の支援は2月17日まで. */
const dueWords = (days: number): string => {
  const last = addDays('2025-12-20', days - 1);
  return `支援を行った日を1日目として${days}日目まで（例：12月20日の支援は${Number(last.slice(5, 7))}月${Number(last.slice(8))}日まで）`;
};
