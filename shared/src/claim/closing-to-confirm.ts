import type { Company } from '../company/company.ts';
import { delegatesOn, type Engagement } from '../engagement/engagement.ts';
import type { ToConfirm } from '../evidence/to-confirm.ts';
import { sha256Hex } from '../lib/hash.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Day } from '../time/day.ts';
import { closingLines, closingRows, closingText } from './closing-rows.ts';

/** What the company is asked at the end, over all visits; null while none was held. `today`: whose delegations count. */
export const closingToConfirm = ({
  engagement,
  company,
  expert,
  ruleSet,
  today,
}: {
  readonly engagement: Engagement;
  readonly company: Company;
  readonly expert: string;
  readonly ruleSet: RuleSet | null;
  readonly today: Day;
}): ToConfirm | null => {
  const parties = { company: company.name, expert };
  const lines = closingLines(engagement, parties);
  const text = closingText(engagement, parties);
  if (!lines || text === null || !ruleSet) return null;
  return {
    lines,
    text,
    hash: sha256Hex(text),
    parties,
    sentence: ruleSet.confirmationSentence.value,
    representative: company.representative,
    delegates: delegatesOn(engagement, today).map(({ id, name, title }) => ({ id, name, title })),
    on: today,
    from: '',
    to: '',
    number: null,
    visits: closingRows(engagement).length,
  };
};
