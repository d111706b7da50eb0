import type { Company } from '@banso/shared/company/company.ts';
import type { JudgedVersion, PaperStage } from '@banso/shared/engagement/handed-in.ts';
import type { FormProblem } from '@banso/shared/forms/definition.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { type ReactNode, useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery, useSyncStatus } from '../../sync/banso-context.tsx';
import { type RecordProblem } from '../../sync/use-record.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button, NewTabLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Comment, Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { SavedLine, type SavedLineProps } from '../saved-line.tsx';
import { messages } from './messages.ts';
import { isSubmissionUnsent, stageWords } from './stage-words.ts';

export type PaperEditorProps = {
  readonly view: EngagementView;
  readonly title: string;
  /** Its name in the address of the print: `plan`. */
  readonly form: 'plan' | 'final-report';
  readonly stage: PaperStage;
  readonly newest: JudgedVersion<unknown> | undefined;
  readonly draft: SavedLineProps['draft'];
  readonly problems: readonly FormProblem[];
  readonly open: boolean;
  readonly problem: RecordProblem | null;
  readonly labelOf: (field: string) => string;
  /** Saves and hands in; true once it is recorded. */
  readonly onSubmit: () => Promise<boolean>;
  /** `tried`: somebody asked to hand it in, so that blanks are told. */
  readonly children: (tried: boolean) => ReactNode;
};

/** A paper as its author writes it: what was sent back first, then the company, the fields, and the way to hand it in. */
export function PaperEditor(props: PaperEditorProps) {
  const { view, title, form, stage, newest, draft, problems, open, problem, onSubmit, children } = props;
  const { me } = useBanso();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const missing = problems.filter(({ severity }) => severity === 'BLOCK').length;
  const submit = async () => {
    setTried(true);
    if (busy || missing > 0 || open) return;
    setBusy(true);
    const done = await onSubmit();
    setBusy(false);
    if (done) setTried(false);
  };
  const handedIn = stage === 'submitted' || stage === 'approved';
  return (
    <Screen
      bar={
        <AppBar
          title={title}
          subtitle={view.company?.name}
          sample={me.sample}
          back={{ label: messages.back, href: paths.papers(view.id) }}
        />
      }
      strips={<ConnectionStrip />}
      actions={
        <>
          {tried && missing > 0 && <p role="alert">{messages.missing(missing)}</p>}
          {!handedIn && (
            <Button look="solid" size="lg" wide busy={busy} onClick={() => void submit()}>
              {stage === 'draft' || stage === 'none' ? messages.submit : messages.resubmit}
            </Button>
          )}
          <SavedLine draft={draft} />
        </>
      }
    >
      <RecordProblemNotice problem={problem} />
      <StageLine view={view} stage={stage} newest={newest} form={form} />
      <SentBackNotice stage={stage} newest={newest} labelOf={props.labelOf} />
      <CompanyBlock company={view.company} />
      {children(tried)}
      <PrintLink view={view} form={form} draft={!handedIn} />
    </Screen>
  );
}

const whenWords = (atMs: number): string => wareki(dayInJapan(atMs));

function StageLine({ view, stage, newest, form }: Pick<PaperEditorProps, 'view' | 'stage' | 'newest' | 'form'>) {
  const unsent = view.waiting.some(({ type }) => type.startsWith(`${form}-`));
  // Nothing says handed in that the office does not have.
  const kept = isSubmissionUnsent(view, form);
  const lines = [
    ...(newest && stage !== 'sentBack'
      ? [(kept ? messages.submissionSaved : messages.submitted)(newest.number, whenWords(newest.atMs))]
      : []),
    ...(newest?.approval
      ? [
          form === 'plan'
            ? messages.checked(whenWords(newest.approval.atMs))
            : messages.approved(whenWords(newest.approval.atMs)),
        ]
      : []),
    ...(newest ? [messages.submittedHint] : []),
  ];
  return (
    <div className="written__stage" role="status">
      <p>
        <strong>{stageWords(view, form, stage)}</strong>
        {unsent && !(kept && stage === 'submitted') && `・${messages.unsent}`}
      </p>
      {lines.map((line) => (
        <p key={line} className="hint">
          {line}
        </p>
      ))}
    </div>
  );
}

/** What the desk asked for, until it was handed in again. */
function SentBackNotice({ stage, newest, labelOf }: Pick<PaperEditorProps, 'stage' | 'newest' | 'labelOf'>) {
  const sentBack = newest?.sentBack;
  const by = sentBack?.by ?? '';
  const who = useQuery((store) => store.person(by), [by]);
  if (stage !== 'sentBack' || !sentBack) return null;
  return (
    <Notice kind="warn" title={messages.sentBackTitle}>
      {sentBack.comments.map(({ field, text }) => (
        <Comment key={`${field}/${text}`} from={field === 'whole' ? messages.sentBackWhole : labelOf(field)}>
          {text}
        </Comment>
      ))}
      <p className="hint">{messages.sentBackFrom(who?.name ?? '', whenWords(sentBack.atMs))}</p>
    </Notice>
  );
}

/** FY-C: entered once, printed on every form. */
export function CompanyBlock({ company }: { readonly company: Company | null }) {
  if (!company) return null;
  return (
    <details className="written__company">
      <summary>
        {messages.company}：{company.name}
      </summary>
      <p className="hint">{messages.companyHint}</p>
      <Facts>
        {(
          [
            ['担当者氏名', company.contact],
            ['住所', company.address],
            ['事業内容', company.business],
            ['業種', company.industry],
          ] as const
        ).map(([label, value]) => (
          <Fact key={label} label={label}>
            {value}
          </Fact>
        ))}
      </Facts>
    </details>
  );
}

export function PrintLink({
  view,
  form,
  draft,
}: {
  readonly view: EngagementView;
  readonly form: 'plan' | 'final-report' | 'growth-plan';
  readonly draft: boolean;
}) {
  const { reachable } = useSyncStatus();
  return (
    <p className="papers">
      {reachable === false ? (
        <span className="hint">{messages.printOffline}</span>
      ) : (
        <NewTabLink look="text" href={paths.engagementPaper(form, { engagement: view.id, subject: view.id })}>
          {draft ? messages.printDraft : messages.print}
        </NewTabLink>
      )}
    </p>
  );
}
