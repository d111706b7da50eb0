import type { PlanRow } from '@banso/shared/engagement/plan.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { messages as common } from '../messages.ts';
import type { DeskRow } from './desk-rows.ts';
import { messages } from './messages.ts';
import { PaneSection } from './pane-section.tsx';

/** What the plan says of this visit, and what all of them are for: the report is read beside it. */
export function PlanSection({ row: { view, visit } }: { readonly row: DeskRow }) {
  const { plan } = view.engagement;
  // A programme without a plan before its visits.
  if (!plan && view.ruleSet && !view.ruleSet.planForm) return null;
  const planned = plan?.rows.find(({ number }) => number === visit.number);
  return (
    <PaneSection title={messages.plan}>
      <Facts>
        <Fact label={messages.planRow(common.number(visit.number))} stacked>
          {planned ? <Planned planned={planned} /> : messages.noPlanRow}
        </Fact>
        {plan && (
          <>
            <Fact label={messages.planGoal} stacked>
              {plan.goal || messages.blank}
            </Fact>
            <Fact label={messages.planDeliverable} stacked>
              {plan.deliverable || messages.blank}
            </Fact>
          </>
        )}
      </Facts>
      {plan?.submittedAtMs === null && <p className="hint">{messages.planDraft}</p>}
    </PaneSection>
  );
}

function Planned({ planned: { month, third, content } }: { readonly planned: PlanRow }) {
  return (
    <>
      {month !== null && (
        <span className="review__comment">
          {messages.planMonth(month)}
          {messages.third[third]}
        </span>
      )}
      {content || messages.blank}
    </>
  );
}
