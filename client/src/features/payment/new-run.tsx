import { yenWords } from '@banso/shared/money/yen.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import type { Hold } from '@banso/shared/payment/holds.ts';
import type { Payable } from '@banso/shared/payment/payables.ts';
import type { RunPayment } from '@banso/shared/payment/payment-run.ts';
import { ofCharacters, reckonRun, ruleOn } from '@banso/shared/payment/reckon-run.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import { bankClosure, bankDayBy } from '@banso/shared/time/business-day.ts';
import { addDays, type Day, isDay } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { labelled } from './labelled.tsx';
import { messages } from './messages.ts';
import { PaymentTable } from './payment-table.tsx';
import { allHolds, useOfficeHolds } from './use-office-holds.ts';
import { companyIn, payablesIn, type Payments } from './use-payments.ts';

type Props = { readonly programme: Programme; readonly payments: Payments; readonly today: Day };

type Open = { readonly payable: Payable; readonly holds: readonly Hold[] };

/** What may be paid, what is held and why; the chosen ones become a run. */
export function NewRun({ programme, payments, today }: Props) {
  const { newId } = useBanso();
  const [, navigate] = useLocation();
  const { record, busy, problem } = useRecord();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [transferOn, setTransferOn] = useState(() => nextBankDay(today));
  const [tried, setTried] = useState(false);
  const office = useOfficeHolds(programme.id, payments);
  const open = payablesIn(payments, programme)
    .filter(({ where }) => where === null)
    .map((payable) => ({ payable, holds: [...allHolds(payable, office), ...ofCharacters(payable.account)] }))
    .toSorted((a, b) => a.holds.length - b.holds.length || dueOf(a.payable).localeCompare(dueOf(b.payable)));
  const payable = open.filter(({ holds }) => holds.length === 0).map((one) => one.payable);
  const picked = payable.filter(({ invoice }) => chosen.has(invoice.id));
  const dayProblem = problemOfDay(transferOn, today);
  const rule = dayProblem === null ? ruleOn(programme, transferOn) : null;
  const reckoned = rule ? reckonRun(picked, { rule, transferOn }) : [];
  const late = picked.flatMap(({ visits }) => visits).filter(({ payBy }) => payBy < transferOn).length;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const make = async () => {
    setTried(true);
    if (!rule || reckoned.length === 0) return;
    const run = newId();
    const body = { programme: programme.id, transferOn, rule: { ...rule }, payments: reckoned.map(copyOf) };
    if (await record({ type: 'payment-run-made@1', aggregate: run, body })) navigate(paths.paymentRun(run));
  };
  return (
    <section className="section">
      <h2>{messages.payables}</h2>
      {office === null && open.length > 0 && <p className="hint">{messages.officeUnasked}</p>}
      <DataTable
        caption={messages.payablesCaption}
        items={open}
        rowKey={({ payable: { invoice } }) => invoice.id}
        empty={messages.payablesNone}
        columns={[
          {
            key: 'choose',
            head: <span className="visually-hidden">{messages.choose}</span>,
            cell: ({ payable: { invoice }, holds }) =>
              holds.length === 0 && (
                <input
                  type="checkbox"
                  className="payment__tick"
                  aria-label={messages.chooseThis(invoice.number)}
                  checked={chosen.has(invoice.id)}
                  onChange={() => toggle(invoice.id)}
                />
              ),
          },
          labelled<Open>('invoice', messages.invoice, {
            cell: ({ payable: one }) => (
              <>
                {one.invoice.number}
                <small>{companyIn(payments, one.engagement)}</small>
              </>
            ),
          }),
          labelled<Open>('expert', messages.expert, { cell: ({ payable: one }) => payments.nameOf(one.payee) }),
          labelled<Open>('yen', messages.yen, {
            figures: true,
            cell: ({ payable: one }) => (
              <>
                {yenWords(one.invoice.invoice.totalYen)}
                <small>{messages.visitCount(one.visits.length)}</small>
              </>
            ),
          }),
          labelled<Open>('due', messages.due, { cell: ({ payable: one }) => dueWords(one) }),
          labelled<Open>('state', messages.state, {
            cell: ({ holds, payable: one }) => <Holds holds={holds} notes={one.notes} />,
          }),
        ]}
      />
      {payable.length > 0 && (
        <form
          className="payment__form"
          aria-label={messages.newRun}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void make();
          }}
        >
          <h3>{messages.newRun}</h3>
          <p className="hint">{messages.newRunHint}</p>
          <Button look="text" onClick={() => setChosen(new Set(payable.map(({ invoice }) => invoice.id)))}>
            {messages.chooseAll}
          </Button>
          <TextField
            label={messages.transferOn}
            help={messages.transferOnHelp}
            type="date"
            width="medium"
            min={today}
            value={transferOn}
            error={dayProblem ?? undefined}
            onChange={setTransferOn}
          />
          {reckoned.length > 0 && rule && (
            <>
              <h4>{messages.preview}</h4>
              <PaymentTable
                payments={reckoned.map((payment) => ({ ...payment, results: [] }))}
                known={payments}
                on={{ rule, transferOn }}
              />
            </>
          )}
          {late > 0 && <Notice kind="warn" title={messages.lateOnDay(late)} />}
          {tried && picked.length === 0 && <Notice kind="error" live title={messages.chosenNone} />}
          <RecordProblemNotice problem={problem} />
          <Button type="submit" look="solid" size="lg" busy={busy}>
            {messages.make}
          </Button>
        </form>
      )}
    </section>
  );
}

/** Why it is not paid, how that is mended, and the article. */
function Holds({ holds, notes }: { readonly holds: readonly Hold[]; readonly notes: Payable['notes'] }) {
  return (
    <ul className="payment__holds">
      {holds.length === 0 && (
        <li>
          <StateMark state="approved">{messages.payable}</StateMark>
        </li>
      )}
      {holds.map(({ code, what, mend, article }) => (
        <li key={`${code}/${what}`}>
          <StateMark state="needsYou">{what}</StateMark>
          <small>
            {messages.mend(mend)}
            {messages.article(article)}
          </small>
        </li>
      ))}
      {notes.map(({ what, mend, article }) => (
        <li key={what}>
          <StateMark state="needsYou">{what}</StateMark>
          <small>
            {messages.stopsNothing}
            {messages.mend(mend)}
            {messages.article(article)}
          </small>
        </li>
      ))}
    </ul>
  );
}

/** A transfer needs a day or two at the bank. */
const nextBankDay = (today: Day): Day => {
  const soon = addDays(today, 3);
  const before = bankDayBy(soon);
  return before > today ? before : nextBankDay(addDays(today, 1));
};

const problemOfDay = (day: string, today: Day): string | null => {
  if (!isDay(day)) return messages.transferOnMissing;
  if (day < today) return messages.transferOnPast;
  const closure = bankClosure(day);
  return closure === null ? null : messages.transferOnClosed(closure, wareki(bankDayBy(day)));
};

const dueOf = ({ visits }: Payable): string => visits.map(({ payBy }) => payBy).toSorted()[0] ?? '';

const dueWords = (payable: Payable): string => {
  const due = dueOf(payable);
  return due === '' ? '' : wareki(due);
};

/** The body's own arrays may be changed; those of the reckoning not. */
const copyOf = (payment: RunPayment): BodyOf['payment-run-made@1']['payments'][number] => ({
  ...payment,
  invoices: payment.invoices.map((one) => ({ ...one, groups: one.groups.map((group) => ({ ...group })) })),
});
