import { lateConfirmationsOf, latePhotosOf } from '@banso/shared/engagement/late-facts.ts';
import { PHOTO_PURPOSE_LABELS } from '@banso/shared/engagement/photo.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import { type Confirmation, confirmationStands } from '@banso/shared/evidence/confirmation.ts';
import { confirmationText } from '@banso/shared/evidence/confirmation-text.ts';
import type { KeptFact, SentBack, TextConflict, Visit } from '@banso/shared/engagement/visit.ts';
import { VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import type { ReactNode } from 'react';
import { DiffText } from '../../ui/diff-text.tsx';
import { Comment, Notice } from '../../ui/notice.tsx';
import type { DeskRow } from './desk-rows.ts';
import { keptFactLines } from './kept-fact-words.ts';
import { messages } from './messages.ts';
import { PaneSection } from './pane-section.tsx';
import { usePersonName } from './use-person-name.ts';
import { fieldWords, instantWords, placeLabel } from './words.ts';

/** What somebody has to look at: two texts of one field, what came after the approval, a button pressed twice. */
export function KeptSection({ view, visit }: Pick<DeskRow, 'view' | 'visit'>) {
  const { conflicts, lateFacts, repeatedTaps } = visit;
  const confirmations = lateConfirmationsOf(view.engagement, visit);
  const photos = latePhotosOf(view.engagement, visit);
  const late = [lateFacts, confirmations, photos].some((some) => some.length > 0);
  if (!late && conflicts.length + repeatedTaps.length === 0) return null;
  return (
    <PaneSection title={late ? messages.keptBesideApproved : messages.keptBeside}>
      {conflicts.map((conflict) => (
        <Conflict key={conflict.id} visit={visit} conflict={conflict} />
      ))}
      {lateFacts.map((fact) => (
        <Kept key={fact.operation} fact={fact} after="approval" />
      ))}
      {confirmations.map((confirmation) => (
        <LateConfirmation key={confirmation.id} view={view} visit={visit} confirmation={confirmation} />
      ))}
      {photos.map((photo) => (
        <LateFact
          key={photo.id}
          label={messages.latePhoto(PHOTO_PURPOSE_LABELS[photo.purpose])}
          by={photo.by}
          atMs={photo.atMs}
        >
          {photo.caption !== '' && <p className="review__text">{photo.caption}</p>}
        </LateFact>
      ))}
      {repeatedTaps.map((fact) => (
        <Kept key={fact.operation} fact={fact} after="tap" />
      ))}
    </PaneSection>
  );
}

/** What happened besides: approval, returns, cancellations. */
export function HistorySection({ visit }: { readonly visit: Visit }) {
  const { sentBack, setbacks, approval } = visit;
  if (sentBack.length === 0 && setbacks.length === 0 && !approval) return null;
  return (
    <PaneSection title={messages.history}>
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
  const name = usePersonName(conflict.by);
  return (
    <Notice kind="warn" title={messages.conflict(VISIT_FIELD_LABELS[conflict.field])}>
      <p>{messages.conflictHint}</p>
      <div className="compared">
        <figure>
          <figcaption>{messages.conflictNow}</figcaption>
          <p className="review__text">{fieldWords(conflict.field, visit.fields[conflict.field])}</p>
        </figure>
        <figure>
          <figcaption>{messages.conflictBy(name, instantWords(conflict.atMs))}</figcaption>
          <p className="review__text">{fieldWords(conflict.field, conflict.value)}</p>
        </figure>
      </div>
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

type LateConfirmationProps = Pick<DeskRow, 'view' | 'visit'> & { readonly confirmation: Confirmation };

/** The company's word that came after the approval, beside what was approved. */
function LateConfirmation({ view, visit, confirmation }: LateConfirmationProps) {
  const { signer, parties, text, reading } = confirmation;
  const same = confirmationStands(visit, confirmation);
  return (
    <LateFact
      label={messages.confirmation}
      by={expertInCharge(view.engagement) ?? parties.expert}
      atMs={reading.wallMs}
    >
      <p>{messages.signerWords(signer.title, signer.name)}</p>
      <p>{same ? messages.lateSame : messages.lateDiffers}</p>
      {!same && (
        <div className="review__lines">
          <DiffText before={confirmationText(visit, parties) ?? ''} after={text} />
        </div>
      )}
    </LateFact>
  );
}

type LateFactProps = {
  readonly label: string;
  readonly by: string;
  readonly atMs: number;
  readonly children?: ReactNode;
};

function LateFact({ label, by, atMs, children }: LateFactProps) {
  const name = usePersonName(by);
  const { title, hint } = messages.kept.approval;
  return (
    <Notice kind="warn" title={title(label, name, instantWords(atMs))}>
      {children}
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
