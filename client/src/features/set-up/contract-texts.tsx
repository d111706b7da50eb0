import { type ContractText, contractTextOn } from '@banso/shared/contract/contract-text.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import type { Role } from '@banso/shared/operation/context.ts';
import type { Person } from '@banso/shared/person/person.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useProof } from '../use-proof.tsx';
import { ContractTextForm } from './contract-text-form.tsx';
import { messages } from './programme-messages.ts';

type Shown = { readonly programme: Programme; readonly people: readonly Person[] };

const APPROVERS: readonly Role[] = ['approver', 'administrator'];
const DRAFTERS: readonly Role[] = ['staff', 'administrator'];

/** The versions of a programme's contract, who approved them, and a new one. */
export function ContractTexts({ programme, people }: Shown) {
  const { me, nowMs } = useBanso();
  const texts = programme.contractTexts ?? [];
  const now = contractTextOn(texts, dayInJapan(nowMs()));
  return (
    <section className="section set-up__card" aria-label={messages.texts}>
      <h2>{messages.texts}</h2>
      <p>{messages.textsHint}</p>
      {texts.length === 0 && <p>{messages.textsNone}</p>}
      {texts.map((text) => (
        <TextVersion key={text.id} programme={programme} people={people} text={text} inForce={text === now} />
      ))}
      {me.roles.some(({ role }) => DRAFTERS.includes(role)) && (
        <details>
          <summary>{messages.newText}</summary>
          <ContractTextForm programme={programme} last={texts.at(-1) ?? null} />
        </details>
      )}
    </section>
  );
}

function TextVersion({
  programme,
  people,
  text,
  inForce,
}: Shown & { readonly text: ContractText; readonly inForce: boolean }) {
  const { me } = useBanso();
  const { approved } = text;
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? messages.bySystem;
  return (
    <div className="set-up__text">
      <Facts>
        <Fact
          label={inForce ? messages.inForce : messages.textVersion}
          note={text.official ? messages.official : messages.notOfficial}
        >
          {`${text.version}（${messages.textFrom(wareki(text.validFrom))}）`}
        </Fact>
        <Fact label={messages.approval}>
          {approved
            ? messages.approvedBy(nameOf(approved.by), wareki(dayInJapan(approved.atMs)), approved.decisionNumber)
            : messages.notApproved}
        </Fact>
      </Facts>
      <details>
        <summary>{messages.read}</summary>
        <pre className="set-up__words">{[text.clauses, text.closingOnPaper, text.closingElectronic].join('\n\n')}</pre>
        <h3>{`${text.terms.title}（${text.terms.version}）`}</h3>
        <pre className="set-up__words">{text.terms.text}</pre>
        <p>
          {[text.office.address, text.office.name, `${text.office.signatoryTitle}　${text.office.signatoryName}`].join(
            '　',
          )}
        </p>
      </details>
      {!approved && me.roles.some(({ role }) => APPROVERS.includes(role)) && (
        <>
          {text.draftedBy === me.person ? (
            <p className="hint">{messages.ownText}</p>
          ) : (
            <Approval programme={programme} text={text} />
          )}
        </>
      )}
    </div>
  );
}

function Approval({ programme, text }: { readonly programme: Programme; readonly text: ContractText }) {
  const { record, busy, problem } = useRecord();
  const { prove, question } = useProof();
  const [number, setNumber] = useState('');
  const [tried, setTried] = useState(false);
  const decisionNumber = cleanText(number).trim();
  const approve = async () => {
    setTried(true);
    if (decisionNumber === '' || !(await prove())) return;
    const body = { text: text.id, hash: text.hash, decisionNumber };
    await record({ type: 'contract-text-approved@1', aggregate: programme.id, body });
  };
  return (
    <div className="set-up__form">
      <TextField
        label={messages.decisionNumber}
        need="required"
        width="medium"
        value={number}
        error={tried && decisionNumber === '' ? messages.blank : undefined}
        onChange={setNumber}
      />
      {question}
      <RecordProblemNotice problem={problem} />
      <Button look="solid" busy={busy} onClick={() => void approve()}>
        {messages.approve}
      </Button>
    </div>
  );
}
