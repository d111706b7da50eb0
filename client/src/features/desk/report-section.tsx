import type { Visit, VisitField } from '@banso/shared/engagement/visit.ts';
import { VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { messages } from './messages.ts';
import { PaneSection } from './pane-section.tsx';
import { fieldWords } from './words.ts';

/** What the expert wrote besides the signed facts (様式第3号). */
export function ReportSection({ visit }: { readonly visit: Visit }) {
  if (visit.status === 'scheduled' || visit.status === 'cancelled') return null;
  const { fields } = visit;
  return (
    <PaneSection title={messages.report}>
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
    </PaneSection>
  );
}

const REPORT_FIELDS: readonly VisitField[] = ['content', 'effect', 'progress'];
