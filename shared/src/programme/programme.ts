import type * as v from 'valibot';
import type { PartsOfKind } from '../operation/parts.ts';
import type { ContractBasis } from '../operation/context.ts';
import type { ContractText } from '../contract/contract-text.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Consent } from './consent.ts';
import type { programmeBody } from './programme-registered.ts';
import type { Acceptance } from './acceptance.ts';
import type { IncidentContact } from './incident-contacts.ts';
import type { Budget, PayerAccount } from './payer-account.ts';

/** A support programme with the versions of its rule set, oldest first. */
export type Programme = v.InferOutput<typeof programmeBody> & {
  readonly id: string;
  /** Companies taken in, where the programme has rules for it; the office's, and on no expert's device. */
  readonly acceptances?: readonly Acceptance[];
  /** Versions of the contract's words, oldest first; the office's, and on no expert's device. */
  readonly contractTexts?: readonly ContractText[];
  /** 包括承諾, oldest first; none before the first was recorded. */
  readonly consents?: readonly Consent[];
  /** Whom to call after an incident, in this order; none before they were named. */
  readonly incidentContacts?: readonly IncidentContact[];
  /** From which account the office pays, oldest first; bank data, for those alone who pay. */
  readonly payerAccounts?: readonly PayerAccount[];
  /** What may be spent, oldest first; the office's, and on no expert's device. */
  readonly budgets?: readonly Budget[];
};

/** The part that holds the companies taken in. */
export const ACCEPTANCES = 'acceptances';
/** The part that holds the versions of the contract's words. */
export const CONTRACT_TEXTS = 'contractTexts';

/** The parts that hold the payer's account, and the budget. */
export const PAYER = 'payer';
export const BUDGET = 'budget';

export const programmeParts: PartsOfKind<Programme | null> = {
  empty: null,
  toParts: (programme) => {
    if (programme === null) return [];
    const { acceptances, contractTexts, payerAccounts, budgets, ...core } = programme;
    return [
      { part: 'core', retention: 'B', body: JSON.stringify(core) },
      ...(acceptances ? [{ part: ACCEPTANCES, retention: 'B', body: JSON.stringify(acceptances) } as const] : []),
      ...(contractTexts
        ? [{ part: CONTRACT_TEXTS, retention: 'B', body: JSON.stringify(contractTexts) } as const]
        : []),
      ...(payerAccounts ? [{ part: PAYER, retention: 'A', body: JSON.stringify(payerAccounts) } as const] : []),
      ...(budgets ? [{ part: BUDGET, retention: 'A', body: JSON.stringify(budgets) } as const] : []),
    ];
  },
  fromParts: (parts) => {
    const textOf = (name: string) => parts.find(({ part }) => part === name)?.body;
    const [core, acceptances, contractTexts] = [textOf('core'), textOf(ACCEPTANCES), textOf(CONTRACT_TEXTS)];
    const [payer, budget] = [textOf(PAYER), textOf(BUDGET)];
    if (core === undefined) return null;
    // The texts were written by toParts.
    return {
      ...(JSON.parse(core) as Programme),
      ...(acceptances === undefined ? {} : { acceptances: JSON.parse(acceptances) as readonly Acceptance[] }),
      ...(contractTexts === undefined ? {} : { contractTexts: JSON.parse(contractTexts) as readonly ContractText[] }),
      ...(payer === undefined ? {} : { payerAccounts: JSON.parse(payer) as readonly PayerAccount[] }),
      ...(budget === undefined ? {} : { budgets: JSON.parse(budget) as readonly Budget[] }),
    };
  },
};

/** The rule set an engagement lives under: of the day of its contract, and until there is one that of `today`. */
export const ruleSetOf = (programme: Programme, contract: { readonly concludedOn: string } | null, today: string) =>
  ruleSetOn(programme, contract?.concludedOn ?? today);

/** The rule set that binds a contract of this day: the latest one valid then (F-S); before the first one, the first. */
export const ruleSetOn = ({ ruleSets }: { readonly ruleSets: readonly RuleSet[] }, day: string): RuleSet | null =>
  ruleSets.findLast(({ validFrom }) => validFrom <= day) ?? ruleSets[0] ?? null;

/** What a contract of this programme rests on. */
export const contractBasisOf = ({ office, sample, contractTexts, ruleSets }: Programme): ContractBasis => ({
  office,
  sample,
  texts: contractTexts ?? [],
  ruleSets,
});
