import { evaluateEngagement } from '@banso/shared/rules/evaluate.ts';
import type { Finding } from '@banso/shared/rules/finding.ts';
import type { Day } from '@banso/shared/time/day.ts';
import type { EngagementView } from '../store/client-store.ts';
import { Notice } from '../ui/notice.tsx';
import { teamMessages as messages } from './team-messages.ts';

/** What will be asked when the engagement is closed; nothing while a visit is still planned or under way. */
export const closingFindings = ({ engagement, ruleSet }: EngagementView, today: Day): readonly Finding[] => {
  const goesOn = Object.values(engagement.visits).some(({ status }) => status === 'scheduled' || status === 'started');
  return goesOn || ruleSet === null ? [] : evaluateEngagement(ruleSet, { engagement, today });
};

/** The findings of an engagement that has no visit before it. */
export function ClosingFindings({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <>
      <p className="hint">{messages.closingHint}</p>
      {findings.map(({ code, label, reason, mend, source }) => (
        <Notice key={code} kind="warn" title={label}>
          <p>{reason}</p>
          <p>{mend}</p>
          <p className="hint">{messages.source(source)}</p>
        </Notice>
      ))}
    </>
  );
}
