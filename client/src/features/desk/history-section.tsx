import type { KeptFact, SentBack, TextConflict, Visit } from '@banso/shared/engagement/visit.ts';
import { VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Comment, Notice } from '../../ui/notice.tsx';
import { keptFactLines } from './kept-fact-words.ts';
import { messages } from './messages.ts';
import { PaneSection } from './pane-section.tsx';
import { usePersonName } from './use-person-name.ts';
import { fieldWords, instantWords, placeLabel } from './words.ts';

/** What happened besides: two texts of one field, what came after the approval, returns, cancellations. */
export function HistorySection({ visit }: { readonly visit: Visit }) {
  const { conflicts, lateFacts, repeatedTaps, sentBack, setbacks, approval } = visit;
  const happened = [conflicts, lateFacts, repeatedTaps, sentBack, setbacks].some((some) => some.length > 0);
  if (!happened && !approval) return null;
  return (
    <PaneSection title={messages.history}>
      {conflicts.map((conflict) => (
        <Conflict key={conflict.id} visit={visit} conflict={conflict} />
      ))}
      {lateFacts.map((fact) => (
        <Kept key={fact.operation} fact={fact} after="approval" />
      ))}
      {repeatedTaps.map((fact) => (
        <Kept key={fact.operation} fact={fact} after="tap" />
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

type KeptProps = { readonly fact: KeptFact; readonly after: keyof typeof messages.kept };

/** What the visit did not take in, and what became of it. */
function Kept({ fact, after }: KeptProps) {
  const name = usePersonName(fact.by);
  const label = OPERATION_TYPES.get(fact.type)?.label ?? fact.type;
  const { title, hint } = messages.kept[after];
  return (
    <Notice kind={after === 'approval' ? 'warn' : 'info'} title={title(label, name, instantWords(fact.atMs))}>
      {keptFactLines(fact).map((line) => (
        <p key={line} className="review__text">
          {line}
        </p>
      ))}
      <p className="hint">{hint}</p>
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
