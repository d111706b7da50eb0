import { bankDataDue } from '@banso/shared/disposal/bank-data-due.ts';
import { type Disposal, DISPOSAL_APPROVERS, DISPOSAL_ASKERS, mayAskFor } from '@banso/shared/disposal/disposal.ts';
import { holdsRole } from '@banso/shared/operation/holds-role.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { type ReactNode, useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useProof } from '../use-proof.tsx';
import { DisposalForm, type DisposalWish } from './disposal-form.tsx';
import { messages } from './messages.ts';
import './disposal.css';

/** 廃棄: what waits for somebody else's approval, the form, and the records of what was erased. */
export function DisposalScreen() {
  const { me, nowMs } = useBanso();
  const [wish, setWish] = useState<DisposalWish>();
  const known = useQuery(async (store) => {
    const [disposals, views, people, runs] = await Promise.all([
      store.disposals(),
      store.engagements(),
      store.people(),
      store.paymentRuns(),
    ]);
    return { disposals, views, runs, names: new Map(people.map(({ id, name }) => [id, name])) };
  }, []);
  const disposals = known?.disposals ?? [];
  const waiting = disposals.filter(({ approved }) => approved === null);
  const ended = disposals.filter(({ approved }) => approved !== null);
  const askable = (known?.views ?? []).filter(({ engagement }) => mayAskFor(engagement, me.roles));
  const asks = holdsRole(me.roles, DISPOSAL_ASKERS, null);
  const due = known ? bankDataDue({ ...known, engagements: askable }, dayInJapan(nowMs())) : [];
  const companyOf = (engagement: string) =>
    known?.views.find(({ id }) => id === engagement)?.company?.name ?? messages.unknownCompany;
  const item = (disposal: Disposal) => (
    <DisposalItem
      key={disposal.id}
      disposal={disposal}
      company={companyOf(disposal.engagement)}
      nameOf={(person) => known?.names.get(person) ?? messages.ofTheOffice}
    />
  );
  return (
    <DeskPlaces current="more">
      <div className="disposal">
        <ButtonLink look="text" icon="back" href={paths.more}>
          {messages.back}
        </ButtonLink>
        <h1>{messages.title}</h1>
        <p>{messages.intro}</p>
        <Group title={messages.waiting(waiting.length)}>{waiting.map(item)}</Group>
        {asks && due.length > 0 && (
          <section className="section" aria-label={messages.due}>
            <h2>{messages.due}</h2>
            <p>{messages.dueHint}</p>
            <ul className="disposal__list">
              {due.map(({ engagement, paidOn, eraseBy, daysLeft }) => (
                <li key={engagement}>
                  <p className="disposal__title">{companyOf(engagement)}</p>
                  <p>{messages.duePaid(wareki(paidOn), wareki(eraseBy))}</p>
                  <StateMark state={daysLeft < 0 ? 'needsYou' : 'scheduled'}>{messages.dueLeft(daysLeft)}</StateMark>
                  <Button look="text" onClick={() => setWish({ engagement, classes: ['D'], basis: messages.dueBasis })}>
                    {messages.dueAsk}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )}
        {asks && <DisposalForm key={wish?.engagement} views={askable} wish={wish} />}
        <Group title={messages.done(ended.length)}>{ended.map(item)}</Group>
      </div>
    </DeskPlaces>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: readonly ReactNode[] }) {
  return (
    <section className="section">
      <h2>{title}</h2>
      {children.length === 0 ? <p>{messages.none}</p> : <ul className="disposal__list">{children}</ul>}
    </section>
  );
}

type ItemProps = {
  readonly disposal: Disposal;
  readonly company: string;
  readonly nameOf: (person: string) => string;
};

function DisposalItem({ disposal, company, nameOf }: ItemProps) {
  const { classes, basis, decisionNumber, requestedBy, requestedAtMs, approved, carriedOut } = disposal;
  return (
    <li>
      <p className="disposal__title">
        {company}　{classesWords(classes)}
      </p>
      <p>{messages.basis(basis, decisionNumber)}</p>
      <p>{messages.requestedBy(nameOf(requestedBy), instantWords(requestedAtMs))}</p>
      {approved && <p>{messages.approvedBy(nameOf(approved.by), instantWords(approved.atMs))}</p>}
      {approved && !carriedOut && <p role="status">{messages.notYet}</p>}
      {carriedOut && <p>{messages.erased(carriedOut.operations, carriedOut.parts, carriedOut.photos)}</p>}
      {!approved && <Approve disposal={disposal} company={company} />}
    </li>
  );
}

/** Two presses on purpose, and never by whoever asked. */
function Approve({ disposal, company }: { readonly disposal: Disposal; readonly company: string }) {
  const { me } = useBanso();
  const { record, busy, problem } = useRecord();
  const { prove, question } = useProof();
  const [asking, setAsking] = useState(false);
  const [sure, setSure] = useState(false);
  if (!holdsRole(me.roles, DISPOSAL_APPROVERS, disposal.programme ?? null)) return null;
  if (disposal.requestedBy === me.person) return <p>{messages.ownWish}</p>;
  const close = () => {
    setAsking(false);
    setSure(false);
  };
  const approve = async () => {
    if (!(await prove())) return;
    if (await record({ type: 'disposal-approved@1', aggregate: disposal.id, body: {} })) close();
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>{messages.approve}</Button>
      <Dialog
        open={asking}
        onClose={close}
        title={messages.approveTitle}
        actions={
          <>
            <Button look="solid" size="lg" wide disabled={!sure} busy={busy} onClick={() => void approve()}>
              {messages.approveNow}
            </Button>
            <Button wide onClick={close}>
              {messages.cancel}
            </Button>
          </>
        }
      >
        <p>{messages.approveHint(company, classesWords(disposal.classes))}</p>
        <RecordProblemNotice problem={problem} />
        <Checkbox label={messages.approveCheck} checked={sure} onChange={setSure} />
      </Dialog>
      {question}
    </>
  );
}

const classesWords = (classes: Disposal['classes']): string =>
  classes.map((one) => messages.classNames[one]).join('・');

const instantWords = (atMs: number): string => `${wareki(dayInJapan(atMs))}${clockTimeInJapan(atMs)}`;
