import { isInOpenPackage, LEVEL_WORDS } from '@banso/shared/engagement/final-report.ts';
import type { JudgedVersion, PaperStage } from '@banso/shared/engagement/handed-in.ts';
import type { FieldValue } from '@banso/shared/engagement/written.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { type ReactNode, useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button, ButtonLink, NewTabLink } from '../../ui/button.tsx';
import { DiffText, DiffValue } from '../../ui/diff-text.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Comment } from '../../ui/notice.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';
import { valueWords } from './other-texts.tsx';
import { CompanyBlock } from './paper-editor.tsx';
import { SendBackPaper } from './send-back-paper.tsx';

export type PaperReviewProps<Contents> = {
  readonly view: EngagementView;
  readonly form: 'plan' | 'final-report';
  readonly stage: PaperStage;
  readonly versions: readonly JudgedVersion<Contents>[];
  /** Every field of a version with what is compared of it, in the order of the form. */
  readonly fieldsOf: (contents: Contents) => readonly (readonly [string, FieldValue])[];
  readonly labelOf: (field: string) => string;
  /** What is shown below the newest version's fields. */
  readonly note?: ReactNode;
};

/** A paper at the desk: the newest version, what changed since the one before, and the decision about it. */
export function PaperReview<Contents>(props: PaperReviewProps<Contents>) {
  const { view, form, stage, versions, fieldsOf, labelOf, note } = props;
  const newest = versions.at(-1);
  const before = versions.at(-2);
  return (
    <>
      <p className="written__stage" role="status">
        <strong>{messages.stage[stage]}</strong>
        {stage === 'changed' && <span className="hint">　{messages.changedSince}</span>}
      </p>
      {!newest && <p>{messages.notHandedIn}</p>}
      {newest && (
        <>
          <CompanyBlock company={view.company} />
          {before && <Changes before={before} newest={newest} fieldsOf={fieldsOf} labelOf={labelOf} />}
          <Facts>
            {fieldsOf(newest.contents)
              .filter(([field, value]) => value !== '' || !field.includes('/'))
              .map(([field, value]) => (
                <Fact key={field} label={labelOf(field)} stacked>
                  {fieldWords(field, value)}
                </Fact>
              ))}
          </Facts>
          {note}
          <Decision view={view} form={form} newest={newest} labelOf={labelOf} fields={fieldsOf(newest.contents)} />
        </>
      )}
      <Versions view={view} form={form} versions={versions} labelOf={labelOf} />
    </>
  );
}

/** what is different in the version that waits. */
function Changes<Contents>({
  before,
  newest,
  fieldsOf,
  labelOf,
}: Pick<PaperReviewProps<Contents>, 'fieldsOf' | 'labelOf'> & {
  readonly before: JudgedVersion<Contents>;
  readonly newest: JudgedVersion<Contents>;
}) {
  const old = new Map(fieldsOf(before.contents));
  const changed = fieldsOf(newest.contents).filter(([field, value]) => old.get(field) !== value);
  return (
    <section className="section written__changes" aria-label={messages.changes(before.number)}>
      <h2>{messages.changes(before.number)}</h2>
      {changed.length === 0 && <p>{messages.noChanges}</p>}
      <Facts>
        {changed.map(([field, value]) => (
          <Fact key={field} label={labelOf(field)} stacked>
            <Difference
              short={isShort(field, value)}
              before={fieldWords(field, old.get(field) ?? '')}
              after={fieldWords(field, value)}
            />
          </Fact>
        ))}
      </Facts>
    </section>
  );
}

/** Values that are read whole: word by word they would say nothing. */
const isShort = (field: string, value: FieldValue): boolean =>
  typeof value === 'boolean' || /^(month|third)\/|^(level|declaredOn)$/.test(field);

function Difference({
  short,
  before,
  after,
}: {
  readonly short: boolean;
  readonly before: string;
  readonly after: string;
}) {
  return short ? <DiffValue before={before} after={after} /> : <DiffText before={before} after={after} />;
}

/** The words of a value, those of a third of a month among them. */
const fieldWords = (field: string, value: FieldValue): string => {
  if (field.startsWith('third/') && typeof value === 'string' && value in messages.thirds)
    return messages.thirds[value as keyof typeof messages.thirds];
  if (field.startsWith('month/') && value !== '') return messages.monthOf(Number(value));
  if (field === 'level' && typeof value === 'string' && value in LEVEL_WORDS)
    return `${value}　${LEVEL_WORDS[value as keyof typeof LEVEL_WORDS]}`;
  return valueWords(value);
};

function Decision<Contents>({
  view,
  form,
  newest,
  labelOf,
  fields,
}: Pick<PaperReviewProps<Contents>, 'view' | 'form' | 'labelOf'> & {
  readonly newest: JudgedVersion<Contents>;
  readonly fields: readonly (readonly [string, FieldValue])[];
}) {
  const { me } = useBanso();
  const { record, busy, problem } = useRecord();
  const [sendingBack, setSendingBack] = useState(false);
  const programme = view.engagement.core?.programme;
  const has = (...by: readonly string[]) =>
    me.roles.some(({ role, programme: where }) => by.includes(role) && (where === null || where === programme));
  if (newest.approval || newest.sentBack || !has('staff', 'approver', 'administrator')) return null;
  // What is part of the final package is judged with it.
  if (form === 'final-report' && isInOpenPackage(view.engagement))
    return (
      <p className="hint">
        {messages.inPackage}
        <ButtonLink look="text" href={paths.claimAtDesk(view.id)}>
          {messages.toPackage}
        </ButtonLink>
      </p>
    );
  if (me.person === expertInCharge(view.engagement)) return <p className="hint">{messages.own}</p>;
  const approve = () =>
    form === 'plan'
      ? record({ type: 'plan-checked@1', aggregate: view.id, body: {} })
      : record({ type: 'final-report-approved@1', aggregate: view.id, body: {} });
  return (
    <div className="written__decision">
      <RecordProblemNotice problem={problem} />
      {sendingBack ? (
        <SendBackPaper
          view={view}
          form={form}
          version={newest.number}
          fields={[...new Set(fields.map(([field]) => (field.includes('/') ? 'rows' : field)))]}
          labelOf={labelOf}
          onClose={() => setSendingBack(false)}
        />
      ) : (
        <div className="button-row">
          {(form === 'plan' || has('approver')) && (
            <Button look="solid" busy={busy} onClick={() => void approve()}>
              {form === 'plan' ? messages.check : messages.approve}
            </Button>
          )}
          <Button icon="returned" onClick={() => setSendingBack(true)}>
            {messages.sendBack}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Every version with who handed it in and when, as it is printed. */
function Versions<Contents>({
  view,
  form,
  versions,
  labelOf,
}: Pick<PaperReviewProps<Contents>, 'view' | 'form' | 'versions' | 'labelOf'>) {
  const people = useQuery((store) => store.people(), []);
  const nameOf = (id: string) => people?.find((one) => one.id === id)?.name ?? '';
  if (versions.length === 0) return null;
  return (
    <section className="section" aria-label={messages.versions}>
      <h2>{messages.versions}</h2>
      <ul className="written__versions">
        {versions.toReversed().map(({ number, atMs, by, sentBack, approval }) => (
          <li key={number}>
            <p>
              {messages.version(number, whenWords(atMs), nameOf(by))}
              {approval &&
                `　${form === 'plan' ? messages.checked(whenWords(approval.atMs)) : messages.approved(whenWords(approval.atMs))}`}
            </p>
            {sentBack?.comments.map(({ field, text }) => (
              <Comment
                key={`${field}/${text}`}
                from={`${messages.stage.sentBack}・${field === 'whole' ? messages.sentBackWhole : labelOf(field)}`}
              >
                {text}
              </Comment>
            ))}
            <NewTabLink look="text" href={paths.engagementPaper(form, { engagement: view.id, subject: `v${number}` })}>
              {messages.print}
              <span className="visually-hidden">（第{number}版）</span>
            </NewTabLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

const whenWords = (atMs: number): string => wareki(dayInJapan(atMs));
