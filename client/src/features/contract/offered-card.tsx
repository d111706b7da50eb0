import type { ContractPaper, ContractSignature } from '@banso/shared/engagement/contract-paper.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import type { Role } from '@banso/shared/operation/context.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { ContractFiles, ContractWords } from './contract-words.tsx';
import { messages } from './messages.ts';
import { ReasonDialog } from '../reason-dialog.tsx';
import { useSignContract } from './use-sign-contract.tsx';

type Shown = { readonly view: EngagementView; readonly paper: ContractPaper };

/** Who may bind the office, by the operation's own list. */
const SIGNERS: readonly Role[] = ['approver', 'administrator'];
const OFFERERS: readonly Role[] = ['staff', 'administrator'];

/** A contract that waits: how far it is, and what the office does next. */
export function OfferedCard({ view, paper }: Shown) {
  const { me } = useBanso();
  const { record, busy, problem } = useRecord();
  const [withdrawing, setWithdrawing] = useState(false);
  const holds = (among: readonly Role[]) => me.roles.some(({ role }) => among.includes(role));
  const withdraw = async (reason: string) => {
    if (await record({ type: 'contract-withdrawn@1', aggregate: view.id, body: { paper: paper.id, reason } }))
      setWithdrawing(false);
  };
  return (
    <section className="contract__card" aria-label={messages.offeredHead}>
      <h2>{messages.offeredHead}</h2>
      <Facts>
        <Fact label={messages.steps.file}>{paper.file ? messages.done : messages.waiting}</Fact>
        <Fact label={paper.route === 'paper' ? messages.steps.expertOnPaper : messages.steps.expert}>
          {signedWords(paper.signedByExpert)}
        </Fact>
        {paper.route === 'electronic' ? (
          <Fact label={messages.steps.office}>{signedWords(paper.signedByOffice)}</Fact>
        ) : (
          <Fact label={messages.steps.originals}>{messages.waiting}</Fact>
        )}
        {paper.file && (
          <Fact label={messages.fileHash} stacked>
            <span className="contract__hash">{paper.file.sha256}</span>
          </Fact>
        )}
      </Facts>
      <ContractFiles engagement={view.id} paper={paper} />
      <details>
        <summary>{messages.clauses}</summary>
        <ContractWords paper={paper} />
      </details>
      {paper.route === 'electronic' && paper.file && !paper.signedByOffice && (
        <>{holds(SIGNERS) ? <SignForm view={view} paper={paper} /> : <p className="hint">{messages.notSigner}</p>}</>
      )}
      {paper.route === 'paper' && paper.signedByExpert && holds(OFFERERS) && <FilingForm view={view} paper={paper} />}
      {!withdrawing && <RecordProblemNotice problem={problem} />}
      {holds(OFFERERS) && (
        <Button look="text" onClick={() => setWithdrawing(true)}>
          {messages.withdraw}
        </Button>
      )}
      <ReasonDialog
        open={withdrawing}
        title={messages.withdrawTitle}
        lead={messages.withdrawLead}
        action={messages.withdraw}
        busy={busy}
        problem={problem}
        onReason={(reason) => void withdraw(reason)}
        onClose={() => setWithdrawing(false)}
      />
    </section>
  );
}

const signedWords = (signature: ContractSignature | null): string =>
  signature
    ? messages.signedOn(wareki(dayInJapan(signature.atMs)), signature.passkey ? messages.byPasskey : messages.byProof)
    : messages.waiting;

/** Somebody who may bind the office signs, with 決裁番号. */
function SignForm({ view, paper }: Shown) {
  const { record, busy, problem } = useRecord();
  const { sign, question } = useSignContract();
  const [number, setNumber] = useState('');
  const [tried, setTried] = useState(false);
  const decisionNumber = cleanText(number).trim();
  const go = async () => {
    setTried(true);
    if (decisionNumber === '') return;
    const signing = await sign({ engagement: view.id, paper, as: 'office' });
    if (signing) await record({ type: 'contract-signed@1', aggregate: view.id, body: { ...signing, decisionNumber } });
  };
  return (
    <div className="contract__form">
      <TextField
        label={messages.decisionNumber}
        need="required"
        help={messages.decisionHelp}
        width="medium"
        value={number}
        error={tried && decisionNumber === '' ? messages.blank : undefined}
        onChange={setNumber}
      />
      {question}
      <RecordProblemNotice problem={problem} />
      <Button look="solid" size="lg" busy={busy} onClick={() => void go()}>
        {messages.signForOffice}
      </Button>
    </div>
  );
}

/** FK-Z-1: where the two originals lie, and the day that was written on them. */
function FilingForm({ view, paper }: Shown) {
  const { nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const kept = useKeptForm(`originals/${paper.id}`, { concludedOn: dayInJapan(nowMs()), office: '', expert: '' });
  const [tried, setTried] = useState(false);
  const { form } = kept;
  const file = async () => {
    setTried(true);
    const originals = { office: cleanText(form.office).trim(), expert: cleanText(form.expert).trim() };
    if (form.concludedOn === '' || originals.office === '' || originals.expert === '') return;
    const body = { paper: paper.id, concludedOn: form.concludedOn, originals };
    if (await record({ type: 'contract-filed@1', aggregate: view.id, body })) await kept.drop();
  };
  const field = (key: keyof typeof form, label: string) => (
    <TextField
      label={label}
      need="required"
      {...(key === 'concludedOn' ? ({ type: 'date', width: 'medium' } as const) : {})}
      value={form[key]}
      error={tried && form[key].trim() === '' ? messages.blank : undefined}
      onChange={(value) => kept.change({ [key]: value })}
    />
  );
  return (
    <div className="contract__form">
      <h3>{messages.fileHead}</h3>
      <p>{messages.fileHint}</p>
      {field('concludedOn', messages.concludedOn)}
      {field('office', messages.originalOffice)}
      {field('expert', messages.originalExpert)}
      <RecordProblemNotice problem={problem} />
      <Button look="solid" size="lg" busy={busy} onClick={() => void file()}>
        {messages.recordOriginals}
      </Button>
    </div>
  );
}
