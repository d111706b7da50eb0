import { confirmationsOf } from '@banso/shared/engagement/engagement.ts';
import { netMinutes } from '@banso/shared/engagement/net-minutes.ts';
import type { Comment as OfficeComment, SentBack, Visit, VisitField } from '@banso/shared/engagement/visit.ts';
import { SIGNED_FIELDS, VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import { spokenDuration } from '@banso/shared/time/wareki.ts';
import { type ReactNode, useId } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { DiffText, DiffValue } from '../../ui/diff-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Comment } from '../../ui/notice.tsx';
import { Tag } from '../../ui/tag.tsx';
import { paths } from '../paths.ts';
import { fieldWords } from '../field-words.ts';
import { messages } from './messages.ts';
import { GistField, LongField, ProgressField, WhenFields } from './report-fields.tsx';
import type { EditedVisit } from './use-visit-draft.ts';
import { BreakStepper, VisitFacts } from './visit-facts.tsx';
import { hasFallenConfirmation } from './visit-step.ts';

export type ReturnedFieldProps = {
  readonly field: OfficeComment['field'];
  readonly comments: readonly string[];
  /** What the office looked at when it sent the visit back. */
  readonly seen: SentBack['seen'];
  readonly view: EngagementView;
  /** As its author sees it now. */
  readonly visit: Visit;
  readonly draft: EditedVisit;
};

/** One field that was sent back: the comment, what it was and is now, the means to mend it, and what that does to the signature. */
export function ReturnedField(props: ReturnedFieldProps) {
  const { field, comments, view, visit } = props;
  const titleId = useId();
  const signed = field === 'time' || isSigned(field);
  return (
    <section className="section returned" aria-labelledby={titleId}>
      <header className="returned__head">
        <h2 id={titleId}>{labelOf(field)}</h2>
        {field !== 'whole' && field !== 'signature' && (
          <Tag>{signed ? messages.signedField : messages.reportField}</Tag>
        )}
      </header>
      {comments.map((text) => (
        <Comment key={text} from={messages.fromOffice}>
          {text}
        </Comment>
      ))}
      <Change {...props} />
      {field === 'time' || field === 'whole' || field === 'signature' ? (
        <OtherMeans {...props} />
      ) : (
        <>{editors[field](props)}</>
      )}
      {signed && <SignatureEffect view={view} visit={visit} />}
    </section>
  );
}

/** Old → new, once it differs. */
function Change({ field, seen, visit }: ReturnedFieldProps) {
  if (field === 'whole' || field === 'signature') return null;
  if (field === 'time') return <TimeChange seen={seen} visit={visit} />;
  const [before, after] = [seen.fields[field], visit.fields[field]];
  if (before === after) return null;
  if (isLongText(field)) {
    return (
      <div className="returned__diff">
        <p className="hint">{messages.beforeText}</p>
        <DiffText before={String(before)} after={String(after)} />
      </div>
    );
  }
  const net = netMinutes(visit);
  return (
    <p className="returned__diff">
      <DiffValue
        before={fieldWords(field, before)}
        after={fieldWords(field, after)}
        {...(field === 'breakMinutes' && net !== null && net > 0
          ? { note: messages.netNote(spokenDuration(net)) }
          : {})}
      />
    </p>
  );
}

function TimeChange({ seen, visit }: Pick<ReturnedFieldProps, 'seen' | 'visit'>) {
  const words = ({ time }: Pick<Visit, 'time'>) =>
    time ? `${time.on} ${time.from}～${time.to ?? ''}` : messages.blank;
  const [before, after] = [words(seen), words(visit)];
  return <p className="returned__diff">{before === after ? after : <DiffValue before={before} after={after} />}</p>;
}

function OtherMeans({ field, view, visit, draft }: ReturnedFieldProps) {
  const place = { engagement: view.id, visit: visit.id };
  if (field === 'signature') return null;
  if (field === 'time') return <ButtonLink href={paths.time(place)}>{messages.fix}</ButtonLink>;
  return (
    <>
      <VisitFacts view={view} draft={draft} />
      <GistField draft={draft} ruleSet={view.ruleSet} />
    </>
  );
}

/** What the change does to the company's signature: told only when there is one. */
function SignatureEffect({ view, visit }: Pick<ReturnedFieldProps, 'view' | 'visit'>) {
  if (confirmationsOf(view.engagement, visit.id).length === 0) return null;
  return hasFallenConfirmation(view, visit) ? (
    <p className="effect effect--again" role="status">
      <Icon name="warn" />
      <span>{messages.signatureNeeded}</span>
    </p>
  ) : (
    <p className="effect effect--valid" role="status">
      <Icon name="check" />
      <span>{messages.signatureValid}</span>
    </p>
  );
}

const isSigned = (field: OfficeComment['field']): boolean => (SIGNED_FIELDS as readonly string[]).includes(field);

const labelOf = (field: OfficeComment['field']): string => {
  if (field === 'time') return messages.timeField;
  if (field === 'signature') return messages.signatureField;
  return field === 'whole' ? messages.wholeField : VISIT_FIELD_LABELS[field];
};

const LONG_TEXTS: readonly VisitField[] = ['gist', 'content', 'effect', 'changeReason', 'nextContent', 'message'];
const isLongText = (field: VisitField): boolean => LONG_TEXTS.includes(field);

const facts = ({ view, draft }: ReturnedFieldProps) => <VisitFacts view={view} draft={draft} />;
const long = (field: Parameters<typeof LongField>[0]['field']) =>
  function LongEditor({ draft }: ReturnedFieldProps) {
    return <LongField draft={draft} field={field} />;
  };
const when = ({ draft }: ReturnedFieldProps) => <WhenFields draft={draft} />;

const editors: Readonly<Record<VisitField, (props: ReturnedFieldProps) => ReactNode>> = {
  mode: facts,
  place: facts,
  present: facts,
  breakMinutes: ({ draft }) => <BreakStepper draft={draft} />,
  gist: ({ draft, view }) => <GistField draft={draft} ruleSet={view.ruleSet} />,
  content: long('content'),
  effect: long('effect'),
  progress: ({ draft }) => <ProgressField draft={draft} />,
  changeReason: long('changeReason'),
  nextOn: when,
  nextFrom: when,
  nextTo: when,
  nextContent: long('nextContent'),
  message: long('message'),
};
