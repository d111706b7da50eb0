import {
  type DocumentKind,
  documentsOf,
  findDocuments,
  type LedgerDocument,
  type LedgerGiven,
  type LedgerSearch,
} from '@banso/shared/payment/ledger.ts';
import { yenWords } from '@banso/shared/money/yen.ts';
import { type Day, isDay } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useSyncStatus } from '../../sync/banso-context.tsx';
import { Button, NewTabLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { paths } from '../paths.ts';
import { labelled } from './labelled.tsx';
import { ledgerMessages as messages } from './ledger-messages.ts';
import { SaveLedger } from './save-ledger.tsx';

const KINDS = ['invoice', 'statement', 'notice'] as const satisfies readonly DocumentKind[];
const ANY = { from: '', to: '', atLeast: '', atMost: '', party: '', kind: '' } as const;
type Typed = Readonly<Record<keyof typeof ANY, string>>;

/** 電子帳簿保存法: by day, amount and party, in ranges and together, with what was corrected. */
export function DocumentsLedger({ given, today }: { readonly given: LedgerGiven; readonly today: Day }) {
  const { reachable } = useSyncStatus();
  const [typed, setTyped] = useState<Typed>(ANY);
  const change = (key: keyof Typed) => (value: string) => setTyped((now) => ({ ...now, [key]: value }));
  const all = documentsOf(given);
  const found = findDocuments(all, searchOf(typed));
  return (
    <section className="section">
      <h2>{messages.names.documents}</h2>
      <p className="hint">{messages.searchHint}</p>
      <div className="payment__search" role="search" aria-label={messages.search}>
        <TextField label={messages.from} type="date" width="medium" value={typed.from} onChange={change('from')} />
        <TextField label={messages.to} type="date" width="medium" value={typed.to} onChange={change('to')} />
        <TextField
          label={messages.atLeast}
          inputMode="numeric"
          width="medium"
          value={typed.atLeast}
          onChange={change('atLeast')}
        />
        <TextField
          label={messages.atMost}
          inputMode="numeric"
          width="medium"
          value={typed.atMost}
          onChange={change('atMost')}
        />
        <TextField label={messages.party} width="medium" value={typed.party} onChange={change('party')} />
        <SelectField
          label={messages.kind}
          none={messages.anyKind}
          value={typed.kind}
          onChange={change('kind')}
          choices={KINDS.map((value) => ({ value, label: messages.kinds[value] }))}
        />
        <Button look="text" onClick={() => setTyped(ANY)}>
          {messages.clear}
        </Button>
      </div>
      <p role="status">{messages.found(found.length, all.length)}</p>
      <DataTable
        caption={messages.caption}
        items={found}
        rowKey={({ key }) => key}
        empty={messages.none}
        columns={[
          labelled<LedgerDocument>('on', messages.on, { cell: ({ on }) => wareki(on) }),
          labelled<LedgerDocument>('kind', messages.kind, { cell: ({ kind }) => messages.kinds[kind] }),
          labelled<LedgerDocument>('number', messages.number, {
            cell: ({ number, company }) => (
              <>
                {number}
                <small>{company}</small>
              </>
            ),
          }),
          labelled<LedgerDocument>('party', messages.party, { cell: ({ party }) => party }),
          labelled<LedgerDocument>('yen', messages.yen, { figures: true, cell: ({ yen }) => yenWords(yen) }),
          labelled<LedgerDocument>('history', messages.history, {
            cell: ({ history, notice }) => (
              <>
                {history.map((line) => (
                  <div key={line}>{line}</div>
                ))}
                {notice && reachable !== false && (
                  <NewTabLink look="text" href={paths.paymentNotice(notice.run, notice.payee)}>
                    {messages.open}
                  </NewTabLink>
                )}
              </>
            ),
          }),
        ]}
      />
      <SaveLedger ledger="documents" today={today} table={{ columns: COLUMNS, rows: found.map(rowOf) }} />
    </section>
  );
}

const COLUMNS = [
  { head: messages.on, width: 14 },
  { head: messages.kind, width: 14 },
  { head: messages.number, width: 34 },
  { head: messages.party, width: 24 },
  { head: messages.yen, width: 14 },
  { head: messages.company, width: 30 },
  { head: messages.history, width: 40 },
] as const;

const rowOf = ({ on, kind, number, party, yen, company, history }: LedgerDocument) => [
  { day: on },
  { text: messages.kinds[kind] },
  { text: number },
  { text: party },
  { number: yen },
  { text: company },
  { text: history.join('\n') },
];

const searchOf = ({ from, to, atLeast, atMost, party, kind }: Typed): LedgerSearch => ({
  from: isDay(from) ? from : null,
  to: isDay(to) ? to : null,
  atLeastYen: yenIn(atLeast),
  atMostYen: yenIn(atMost),
  party,
  kind: KINDS.find((one) => one === kind) ?? null,
});

/** 33,600 as people type it, in any width. */
const yenIn = (text: string): number | null => {
  const digits = text.normalize('NFKC').replace(/[,円\s]/g, '');
  return /^\d{1,12}$/.test(digits) ? Number(digits) : null;
};
