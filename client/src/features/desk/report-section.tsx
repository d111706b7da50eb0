import type { PlanRow } from '@banso/shared/engagement/engagement.ts';
import type { VisitField } from '@banso/shared/engagement/visit.ts';
import { VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { messages as common } from '../messages.ts';
import type { DeskRow } from './desk-rows.ts';
import { messages } from './messages.ts';
import { PaneSection } from './pane-section.tsx';
import { fieldWords } from './words.ts';

/** 様式第3号 beside the plan's row of the same number. */
export function ReportSection({ row }: { readonly row: DeskRow }) {
  const { view, visit } = row;
  if (visit.status === 'scheduled' || visit.status === 'cancelled') return null;
  const { plan } = view.engagement;
  const planned = plan?.rows.find(({ number }) => number === visit.number);
  const { fields } = visit;
  return (
    <PaneSection title={messages.report}>
      <div className="review__beside">
        <Facts>
          {REPORT_FIELDS.map((field) => (
            <Fact key={field} label={VISIT_FIELD_LABELS[field]} stacked>
              <span className="review__text">{fieldWords(field, fields[field])}</span>
            </Fact>
          ))}
          {fields.progress === 'changed' && (
            <Fact label={VISIT_FIELD_LABELS.changeReason} stacked>
              <span className="review__text">{fieldWords('changeReason', fields.changeReason)}</span>
            </Fact>
          )}
          <Fact label={messages.next} stacked note={<span className="review__text">{fields.nextContent}</span>}>
            {fieldWords('nextOn', fields.nextOn)} {fields.nextFrom && `${fields.nextFrom}～${fields.nextTo}`}
          </Fact>
          <Fact label={VISIT_FIELD_LABELS.message} stacked>
            <span className="review__text">{fieldWords('message', fields.message)}</span>
          </Fact>
        </Facts>
        <aside className="review__plan" aria-label={messages.plan}>
          <h4>{messages.planRow(common.number(visit.number))}</h4>
          {planned ? <Planned planned={planned} /> : <p>{messages.noPlanRow}</p>}
          {plan?.submittedAtMs === null && <p className="hint">{messages.planDraft}</p>}
        </aside>
      </div>
    </PaneSection>
  );
}

function Planned({ planned: { month, third, content } }: { readonly planned: PlanRow }) {
  return (
    <>
      {month !== null && (
        <p>
          {messages.planMonth(month)}
          {messages.third[third]}
        </p>
      )}
      <p className="review__text">{content || messages.blank}</p>
    </>
  );
}

const REPORT_FIELDS: readonly VisitField[] = ['content', 'effect', 'progress'];
