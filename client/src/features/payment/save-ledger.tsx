import type { LedgerName } from '@banso/shared/payment/ledger-names.ts';
import { csvOf, CSV_TYPE } from '@banso/shared/sheet/write-csv.ts';
import { type Sheet, writeSheets, XLSX_TYPE } from '@banso/shared/sheet/write-sheet.ts';
import type { Day } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { paymentTransport } from '../../sync/payment-transport.ts';
import { Button } from '../../ui/button.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { type AnswerFailure, AnswerProblem } from '../answer-problem.tsx';
import { ledgerMessages as messages } from './ledger-messages.ts';

/** Saves a ledger as it is shown, once the server has written down that it is taken out. */
export function SaveLedger({
  ledger,
  today,
  table,
}: {
  readonly ledger: LedgerName;
  readonly today: Day;
  readonly table: Pick<Sheet, 'columns' | 'rows'>;
}) {
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const [saved, setSaved] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async (format: 'xlsx' | 'csv') => {
    setFailure(null);
    setSaved(null);
    setBusy(true);
    const rows = table.rows.length;
    const noted = await paymentTransport.noteExport({ ledger, format, rows });
    setBusy(false);
    if (!('answer' in noted)) {
      setFailure(noted);
      return;
    }
    const name = `${messages.names[ledger]}_${today.replaceAll('-', '')}.${format}`;
    if (format === 'csv') saveFile(csvOf(table), { name, type: CSV_TYPE });
    else saveFile(writeSheets([{ name: messages.names[ledger], ...table }]), { name, type: XLSX_TYPE });
    setSaved(rows);
  };
  return (
    <div className="payment__search">
      <Button busy={busy} onClick={() => void save('xlsx')}>
        {messages.xlsx}
      </Button>
      <Button busy={busy} onClick={() => void save('csv')}>
        {messages.asCsv}
      </Button>
      <span role="status">{saved !== null && messages.saved(saved)}</span>
      <AnswerProblem failure={failure} />
    </div>
  );
}
