import { closingOf } from '@banso/shared/claim/closing-rows.ts';
import { isLate } from '@banso/shared/claim/is-late.ts';
import { currentInvoice } from '@banso/shared/claim/current-invoice.ts';
import type { Missing } from '@banso/shared/claim/package-missing.ts';
import { standingReport } from '@banso/shared/claim/standing-report.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';
import type { PayeeFacts } from './use-payee-facts.ts';
import type { Claim } from './use-claim.ts';

type PackageProps = { readonly view: EngagementView; readonly claim: Claim };

/** 最終の提出: what is still missing, or the press that hands everything in. */
export function PackageSection({ view, claim, payee }: PackageProps & { readonly payee: PayeeFacts }) {
  const { record, busy, problem } = useRecord();
  const { engagement } = view;
  const { finalPackage } = engagement;
  const open = finalPackage === null || finalPackage.state === 'sentBack';
  const named = {
    finalReport: standingReport(engagement),
    invoice: currentInvoice(engagement)?.id ?? null,
    confirmation: closingOf(engagement)?.confirmation.id ?? null,
    account: payee.account,
  };
  const submit = async () => {
    const { finalReport, invoice, confirmation, account } = named;
    if (finalReport === null || invoice === null || confirmation === null || account === null) return;
    const body = { finalReport, invoice, confirmation, account };
    await record({ type: 'package-submitted@1', aggregate: view.id, body });
  };
  return (
    <section className="section claim__part" aria-label={messages.package}>
      <h2>{messages.package}</h2>
      <p className="hint">{messages.packageHint}</p>
      <PackageState view={view} claim={claim} />
      {open && <MissingList missing={claim.missing} handedIn={false} />}
      {open && payee.sentBack && (
        <Notice
          kind="warn"
          title={messages.accountSentBack}
          actions={<ButtonLink href={paths.payee}>{messages.toAccount}</ButtonLink>}
        >
          <p>{messages.accountSentBackHint}</p>
        </Notice>
      )}
      {open && claim.missing.length === 0 && (
        <>
          <p className="hint">{messages.submitHint}</p>
          <RecordProblemNotice problem={problem} />
          <Button look="solid" size="lg" wide busy={busy} onClick={() => void submit()}>
            {messages.submit}
          </Button>
        </>
      )}
    </section>
  );
}

type MissingProps = { readonly missing: readonly Missing[]; readonly handedIn: boolean };

/** What keeps the package a draft; once it was handed in, what keeps it from going on. */
export function MissingList({ missing, handedIn }: MissingProps) {
  if (missing.length === 0) return <p>{handedIn ? messages.lacksNothing : messages.complete}</p>;
  return (
    <Notice kind={handedIn ? 'warn' : 'info'} title={handedIn ? messages.lacks : messages.draft}>
      <ul className="claim__missing">
        {missing.map(({ what, article }) => (
          <li key={what}>
            {what}
            <small>{article}</small>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Where the package is: who has it, whether it came in time, and what was decided. */
export function PackageState({ view, claim: { ruleSet } }: PackageProps) {
  const { finalPackage } = view.engagement;
  if (!finalPackage) return null;
  const { state, submittedOn, sentBack, lateDecision } = finalPackage;
  const last = sentBack.at(-1);
  const unsent = view.waiting.flatMap(({ type }) => messages.unsent[type] ?? []).at(-1);
  const submission = view.waiting.some(({ type }) => type === 'package-submitted@1');
  return (
    <>
      <p>
        <strong>{unsent ?? messages.states[state]}</strong>
      </p>
      {unsent !== undefined && <p>{messages.unsentHint}</p>}
      <p className="hint">{(submission ? messages.savedOn : messages.submittedOn)(wareki(submittedOn))}</p>
      {state === 'sentBack' && last && (
        <Notice kind="warn" title={messages.sentBackOn(wareki(dayInJapan(last.atMs)), last.reason)} />
      )}
      {isLate(finalPackage, ruleSet) && (
        <Notice kind="warn" title={messages.late}>
          <p>
            {lateDecision === null
              ? messages.lateWaits
              : (lateDecision.pays ? messages.latePays : messages.lateNot)(
                  lateDecision.decisionNumber,
                  lateDecision.reason,
                )}
          </p>
          <p>
            <small>{ruleSet.programmeEndsOn.source}</small>
          </p>
        </Notice>
      )}
    </>
  );
}
