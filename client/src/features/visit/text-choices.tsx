import type { TextConflict, Visit } from '@banso/shared/engagement/visit.ts';
import { fieldHash, VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import { useId } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { fieldWords } from '../field-words.ts';
import { messages } from './messages.ts';

export type TextChoicesProps = { readonly view: EngagementView; readonly visit: Visit };

/** Two texts of one field, written in two places: both are shown whole, and their author decides (L17). */
export function TextChoices({ view, visit }: TextChoicesProps) {
  const titleId = useId();
  if (visit.conflicts.length === 0) return null;
  return (
    <section className="section text-choices" aria-labelledby={titleId}>
      <h2 id={titleId}>{messages.choiceTitle}</h2>
      <p className="hint">{messages.choiceHint}</p>
      {visit.conflicts.map((conflict) => (
        <TextChoice key={conflict.id} view={view} visit={visit} conflict={conflict} />
      ))}
    </section>
  );
}

function TextChoice({ view, visit, conflict }: TextChoicesProps & { readonly conflict: TextConflict }) {
  const { record, busy, problem } = useRecord();
  const current = visit.fields[conflict.field];
  const choose = (value: string | number) =>
    record({
      type: 'text-chosen@1',
      aggregate: view.id,
      body: { visit: visit.id, conflict: conflict.id, base: fieldHash(current), value },
    });
  const texts = [
    { label: messages.choiceNow, value: current },
    { label: messages.choiceOther, value: conflict.value },
  ];
  return (
    <div className="text-choice">
      <h3>{messages.choiceOf(VISIT_FIELD_LABELS[conflict.field])}</h3>
      <div className="text-choice__pair">
        {texts.map(({ label, value }) => (
          <div key={label} className="text-choice__one">
            <h4>{label}</h4>
            <p className="text-choice__text">{fieldWords(conflict.field, value)}</p>
            <Button wide busy={busy} onClick={() => void choose(value)}>
              {messages.choose}
              <span className="visually-hidden">
                （{label}、{VISIT_FIELD_LABELS[conflict.field]}）
              </span>
            </Button>
          </div>
        ))}
      </div>
      <RecordProblemNotice problem={problem} />
    </div>
  );
}
