import { cleanText } from '@banso/shared/lib/text.ts';
import { yenWords } from '@banso/shared/money/yen.ts';
import { budgetState, type LedgerGiven, type PayeeTotal, totalsByPayee } from '@banso/shared/payment/ledger.ts';
import { type Day, isDay } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { labelled } from './labelled.tsx';
import { ledgerMessages as messages } from './ledger-messages.ts';
import { holds } from './may-pay.ts';
import { SaveLedger } from './save-ledger.tsx';

type Props = { readonly given: LedgerGiven; readonly today: Day };

/** What each expert was paid, and what of the budget is used and expected. */
export function TotalsLedger({ given, today }: Props) {
  const { me } = useBanso();
  const totals = totalsByPayee(given);
  return (
    <>
      <Budget given={given} today={today} />
      {holds(me.roles, given.programme.id, ['accounting', 'administrator']) && (
        <BudgetForm programme={given.programme.id} today={today} />
      )}
      <section className="section">
        <h2>{messages.totals}</h2>
        <DataTable
          caption={messages.totalsCaption}
          items={totals}
          rowKey={({ payee }) => payee}
          empty={messages.totalsNone}
          columns={[
            labelled<PayeeTotal>('name', messages.expert, { cell: ({ name }) => name }),
            labelled<PayeeTotal>('payments', messages.payments, {
              figures: true,
              cell: (one) => messages.times(one.payments),
            }),
            labelled<PayeeTotal>('invoices', messages.invoices, {
              figures: true,
              cell: (one) => messages.times(one.invoices),
            }),
            labelled<PayeeTotal>('gross', messages.gross, { figures: true, cell: (one) => yenWords(one.totalYen) }),
            labelled<PayeeTotal>('withheld', messages.withheld, {
              figures: true,
              cell: (one) => yenWords(one.withheldYen),
            }),
            labelled<PayeeTotal>('transfer', messages.transfer, {
              figures: true,
              cell: (one) => yenWords(one.transferYen),
            }),
          ]}
        />
        <SaveLedger
          ledger="totals"
          today={today}
          table={{
            columns: [
              { head: messages.expert, width: 24 },
              { head: messages.payments, width: 10 },
              { head: messages.invoices, width: 10 },
              { head: messages.gross, width: 18 },
              { head: messages.withheld, width: 16 },
              { head: messages.transfer, width: 16 },
            ],
            rows: totals.map((one) => [
              { text: one.name },
              { number: one.payments },
              { number: one.invoices },
              { number: one.totalYen },
              { number: one.withheldYen },
              { number: one.transferYen },
            ]),
          }}
        />
      </section>
    </>
  );
}

function Budget({ given, today }: Props) {
  const { budgetYen, basis, paidYen, claimedYen, expectedYen, forecastYen, leftYen } = budgetState(given, today);
  const figures = [
    { label: messages.budgetYen, words: budgetYen === null ? messages.budgetNone : yenWords(budgetYen), note: basis },
    { label: messages.paid, words: yenWords(paidYen), note: shareOfBudget(paidYen, budgetYen) },
    { label: messages.claimed, words: yenWords(claimedYen), note: '' },
    { label: messages.expected, words: yenWords(expectedYen), note: '' },
    { label: messages.forecast, words: yenWords(forecastYen), note: shareOfBudget(forecastYen, budgetYen) },
    ...(leftYen === null
      ? []
      : [{ label: messages.left, words: `${leftYen < 0 ? '−' : ''}${yenWords(Math.abs(leftYen))}`, note: '' }]),
  ];
  return (
    <section className="section">
      <h2>{messages.budget}</h2>
      <p className="hint">{messages.expectedHint}</p>
      <dl className="payment__figures">
        {figures.map(({ label, words, note }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {words}
              {note && <small className="payment__note">{note}</small>}
            </dd>
          </div>
        ))}
      </dl>
      {leftYen !== null && leftYen < 0 && <Notice kind="warn" title={messages.over} />}
    </section>
  );
}

const shareOfBudget = (yen: number, budgetYen: number | null): string =>
  budgetYen === null || budgetYen === 0 ? '' : `${Math.floor((yen * 100) / budgetYen)}%`;

function BudgetForm({ programme, today }: { readonly programme: string; readonly today: Day }) {
  const { record, busy, problem } = useRecord();
  const [yen, setYen] = useState('');
  const [from, setFrom] = useState(today);
  const [basis, setBasis] = useState('');
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const digits = yen.normalize('NFKC').replace(/[,円\s]/g, '');
  const amount = /^\d{1,12}$/.test(digits) ? Number(digits) : null;
  const said = cleanText(basis).trim();
  const save = async () => {
    setTried(true);
    setSaved(false);
    if (amount === null || !isDay(from) || said === '') return;
    if (!(await record({ type: 'budget-set@1', aggregate: programme, body: { yen: amount, from, basis: said } })))
      return;
    setSaved(true);
    setTried(false);
    setYen('');
    setBasis('');
  };
  return (
    <details className="payment__why">
      <summary>{messages.setBudget}</summary>
      <div className="payment__form">
        <TextField
          label={messages.budgetYen}
          inputMode="numeric"
          width="medium"
          value={yen}
          error={tried && amount === null ? messages.wrongYen : undefined}
          onChange={setYen}
        />
        <TextField
          label={messages.budgetFrom}
          type="date"
          width="medium"
          value={from}
          error={tried && !isDay(from) ? messages.missing : undefined}
          onChange={setFrom}
        />
        <TextField
          label={messages.budgetBasis}
          help={messages.budgetBasisHelp}
          value={basis}
          error={tried && said === '' ? messages.missing : undefined}
          onChange={setBasis}
        />
        <RecordProblemNotice problem={problem} />
        {saved && <Notice kind="done" live title={messages.budgetSaved} />}
        <Button busy={busy} onClick={() => void save()}>
          {messages.setBudget}
        </Button>
      </div>
    </details>
  );
}
