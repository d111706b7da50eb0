import type { RuleSet } from '../rules/rule-set.ts';
import { onDay } from '../money/dated.ts';
import { CONSUMPTION_TAX } from '../money/tables/consumption-tax.ts';
import { shareOf, yenWords } from '../money/yen.ts';
import type { Day } from '../time/day.ts';
import { eraDate, spokenDuration } from '../time/wareki.ts';
import type { ContractText } from './contract-text.ts';
import type { Slot } from './slots.ts';

/** Who the contract is made with, as it is printed (FK-Z-4): 会社名 and 役職名 are a corporation's, and free for a person. */
export type ContractParty = {
  readonly kind: 'individual' | 'corporation';
  readonly address: string;
  readonly company: string;
  readonly title: string;
  readonly name: string;
};

export type ContractFacts = {
  readonly text: Pick<ContractText, 'office' | 'terms'>;
  readonly ruleSet: RuleSet;
  readonly party: ContractParty;
  readonly company: string;
  readonly number: string;
  readonly from: Day;
  readonly to: Day;
};

/** What stands in each slot of a contract; null: the programme has no such figure. */
export const contractValues = (facts: ContractFacts): Readonly<Record<Slot, string | null>> => {
  const { text, ruleSet, party, company, number, from, to } = facts;
  const { money, minimumMinutes, numberOfVisits, programmeEndsOn } = ruleSet;
  return {
    office: text.office.name,
    officeRegistration: text.office.registrationNumber,
    expert: partyName(party),
    company,
    number,
    period: `${eraDate(from)}から${eraDate(to)}まで`,
    fee: money?.fee ? withTax(money.fee.value, from) : null,
    travel: money?.travel ? withTax(money.travel.flat.value, from) : null,
    minimumTime: minimumMinutes ? spokenDuration(minimumMinutes.value) : null,
    visits: numberOfVisits ? `${numberOfVisits.value}回` : null,
    programmeEnd: eraDate(programmeEndsOn.value),
    terms: text.terms.title,
  };
};

/** A corporation is named, with who acts for it behind; a person alone. */
export const partyName = ({ kind, company, title, name }: ContractParty): string =>
  kind === 'corporation' ? [company, title, name].filter((part) => part !== '').join('　') : name;

/** 31,500円（消費税率10%、うち消費税2,863円）: the tax of the unit alone, as the procedure prints it (F-5-1-a). */
export const withTax = (amountYen: number, on: Day): string => {
  const rate = onDay(CONSUMPTION_TAX, on)?.value;
  if (rate === undefined) return yenWords(amountYen);
  const taxYen = shareOf(amountYen, { times: rate, by: 100 + rate, rounding: 'floor' });
  return `${yenWords(amountYen)}（消費税率${rate}%、うち消費税${yenWords(taxYen)}）`;
};
