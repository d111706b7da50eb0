import { yenWords } from '@banso/shared/money/yen.ts';
import { type LedgerGiven, withheldByMonth, withheldByYear, type WithheldRow } from '@banso/shared/payment/ledger.ts';
import type { Day } from '@banso/shared/time/day.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { labelled } from './labelled.tsx';
import { ledgerMessages as messages } from './ledger-messages.ts';
import { SaveLedger } from './save-ledger.tsx';

/** What was withheld: by month for the tax office, by year with the mark of the 支払調書. */
export function WithholdingLedger({ given, today }: { readonly given: LedgerGiven; readonly today: Day }) {
  const months = withheldByMonth(given);
  const years = withheldByYear(given);
  return (
    <>
      <section className="section">
        <h2>{messages.byMonth}</h2>
        <p className="hint">{messages.withholdingHint}</p>
        <DataTable
          caption={messages.byMonthCaption}
          items={months}
          rowKey={keyOf}
          empty={messages.withheldNone}
          columns={COLUMNS}
        />
      </section>
      <section className="section">
        <h2>{messages.byYear}</h2>
        <DataTable
          caption={messages.byYearCaption}
          items={years}
          rowKey={keyOf}
          empty={messages.withheldNone}
          columns={[
            ...COLUMNS,
            {
              key: 'slip',
              head: messages.slip,
              cell: ({ slip }) =>
                slip ? <StateMark state="needsYou">{messages.slipDue}</StateMark> : messages.slipNot,
            },
          ]}
        />
        <SaveLedger
          ledger="withholding"
          today={today}
          table={{
            columns: [
              { head: messages.period, width: 10 },
              { head: messages.expert, width: 24 },
              { head: messages.gross, width: 18 },
              { head: messages.base, width: 16 },
              { head: messages.withheld, width: 16 },
              { head: messages.slip, width: 22 },
            ],
            rows: [
              ...months.map((row) => [...cellsOf(row), null]),
              ...years.map((row) => [...cellsOf(row), { text: row.slip ? messages.slipDue : messages.slipNot }]),
            ],
          }}
        />
      </section>
    </>
  );
}

const keyOf = ({ period, payee }: WithheldRow): string => `${period}/${payee}`;

const COLUMNS: readonly Column<WithheldRow>[] = [
  labelled<WithheldRow>('period', messages.period, { cell: ({ period }) => periodWords(period) }),
  labelled<WithheldRow>('name', messages.expert, { cell: ({ name }) => name }),
  labelled<WithheldRow>('gross', messages.gross, { figures: true, cell: ({ totalYen }) => yenWords(totalYen) }),
  labelled<WithheldRow>('base', messages.base, { figures: true, cell: ({ baseYen }) => yenWords(baseYen) }),
  labelled<WithheldRow>('withheld', messages.withheld, {
    figures: true,
    cell: ({ withheldYen }) => yenWords(withheldYen),
  }),
];

const cellsOf = ({ period, name, totalYen, baseYen, withheldYen }: WithheldRow) => [
  { text: periodWords(period) },
  { text: name },
  { number: totalYen },
  { number: baseYen },
  { number: withheldYen },
];

/** 2026年2月, or 2026年. */
const periodWords = (period: string): string => {
  const [year, month] = period.split('-');
  return month === undefined ? `${year}年` : `${year}年${Number(month)}月`;
};
