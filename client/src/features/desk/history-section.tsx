import type { LateFact, SentBack, TextConflict, Visit } from '@banso/shared/engagement/visit.ts';
import { VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Comment, Notice } from '../../ui/notice.tsx';
import { messages } from './messages.ts';
import { PaneSection } from './pane-section.tsx';
import { usePersonName } from './use-person-name.ts';
import { fieldWords, instantWords, placeLabel } from './words.ts';

/** What happened besides: two texts of one field, what came after the approval, returns, cancellations. */
export function HistorySection({ visit }: { readonly visit: Visit }) {
  const { conflicts, lateFacts, sentBack, setbacks, approval } = visit;
  if (conflicts.length + lateFacts.length + sentBack.length + setbacks.length === 0 && !approval) return null;
  return (
    <PaneSection title={messages.history}>
      {conflicts.map((conflict) => (
        <Conflict key={conflict.id} visit={visit} conflict={conflict} />
      ))}
      {lateFacts.map((fact) => (
        <Late key={fact.operation} fact={fact} />
      ))}
      {approval && <Approved by={approval.by} atMs={approval.atMs} />}
      {sentBack.toReversed().map((one) => (
        <Returned key={one.atMs} sentBack={one} />
      ))}
      {setbacks.map((setback) => (
        <Comment
          key={setback.atMs}
          from={`${instantWords(setback.atMs)}　${messages.setback(messages.setbacks[setback.how], messages.askedBy[setback.requestedBy])}`}
        >
          {setback.reason}
        </Comment>
      ))}
    </PaneSection>
  );
}

function Conflict({ visit, conflict }: { readonly visit: Visit; readonly conflict: TextConflict }) {
  return (
    <Notice kind="warn" title={messages.conflict(VISIT_FIELD_LABELS[conflict.field])}>
      <p>{messages.conflictHint}</p>
      <Facts>
        <Fact label={messages.conflictNow} stacked>
          {fieldWords(conflict.field, visit.fields[conflict.field])}
        </Fact>
        <Fact label={messages.conflictOther} stacked>
          {fieldWords(conflict.field, conflict.value)}
        </Fact>
      </Facts>
    </Notice>
  );
}

function Late({ fact }: { readonly fact: LateFact }) {
  const name = usePersonName(fact.by);
  const label = OPERATION_TYPES.get(fact.type)?.label ?? fact.type;
  return (
    <Notice kind="warn" title={messages.lateFact(label, name, instantWords(fact.atMs))}>
      <p>{messages.lateFactHint}</p>
    </Notice>
  );
}

function Approved({ by, atMs }: { readonly by: string; readonly atMs: number }) {
  return <p>{messages.approvedBy(usePersonName(by), instantWords(atMs))}</p>;
}

function Returned({ sentBack }: { readonly sentBack: SentBack }) {
  const name = usePersonName(sentBack.by);
  return (
    <Comment from={messages.sentBackBy(name, instantWords(sentBack.atMs))}>
      {sentBack.comments.map(({ field, text }) => (
        <span key={`${field}/${text}`} className="review__comment">
          {messages.commentOn(placeLabel(field), text)}
        </span>
      ))}
    </Comment>
  );
}
