import { ACCESS_EVENTS, ACCESS_PURPOSES } from '@banso/shared/access/access.ts';
import type { AccessQuery, AccessRow } from '@banso/shared/protocol/access.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import { useId, useState } from 'react';
import { useQuery } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { messages } from './messages.ts';
import { useAccesses } from './use-accesses.ts';

/** Each access on a line, filtered by day, person and deed. */
export function AccessLog() {
  const [filter, setFilter] = useState<AccessQuery>({});
  const log = useAccesses(filter);
  const titleId = useId();
  const names = useNames();
  const set = (key: 'from' | 'to' | 'person' | 'event', value: string) => {
    const { [key]: _before, ...others } = filter;
    setFilter(value === '' ? others : { ...others, [key]: value });
  };
  return (
    <section className="section" aria-labelledby={titleId}>
      <h2 id={titleId}>{messages.log}</h2>
      <fieldset className="access__filter">
        <legend className="visually-hidden">{messages.filter}</legend>
        <TextField label={messages.from} type="date" value={filter.from ?? ''} onChange={(day) => set('from', day)} />
        <TextField label={messages.to} type="date" value={filter.to ?? ''} onChange={(day) => set('to', day)} />
        {log.whole === true && (
          <SelectField
            none={messages.all}
            label={messages.who}
            value={filter.person ?? ''}
            choices={[...names.people].map(([value, label]) => ({ value, label }))}
            onChange={(person) => set('person', person)}
          />
        )}
        <SelectField
          none={messages.all}
          label={messages.what}
          value={filter.event ?? ''}
          choices={Object.entries(ACCESS_EVENTS).map(([value, label]) => ({ value, label }))}
          onChange={(event) => set('event', event)}
        />
      </fieldset>
      {log.unreachable && (
        <Notice
          kind="warn"
          live
          title={messages.unreachable}
          actions={<Button onClick={() => void log.load()}>{messages.again}</Button>}
        >
          <p>{messages.unreachableHint}</p>
        </Notice>
      )}
      {log.rows === undefined && !log.unreachable && <p role="status">{messages.loading}</p>}
      {log.rows && (
        <DataTable
          caption={messages.captionLog}
          columns={columnsFor(names, log.whole === true)}
          items={log.rows}
          rowKey={({ position }) => String(position)}
          stacks
          empty={<p>{messages.nothing}</p>}
        />
      )}
      {log.more && <Button onClick={() => void log.loadMore()}>{messages.more}</Button>}
    </section>
  );
}

type Names = { readonly people: ReadonlyMap<string, string>; readonly records: ReadonlyMap<string, string> };

/** Names as this device knows them; the log itself holds none. */
const useNames = (): Names =>
  useQuery(async (store) => {
    const views = await store.engagements();
    const companies = await store.companies();
    const people = await store.people();
    const programmes = await store.programmes();
    return {
      people: new Map(people.map(({ id, name }) => [id, name])),
      records: new Map([
        ...views.map(({ id, company }) => [id, company?.name ?? id] as const),
        ...companies.map(({ id, name }) => [id, name] as const),
        ...people.map(({ id, name }) => [id, name] as const),
        ...programmes.map(({ id, name }) => [id, name] as const),
      ]),
    };
  }, []) ?? { people: new Map(), records: new Map() };

const columnsFor = ({ people, records }: Names, whole: boolean): readonly Column<AccessRow>[] => [
  { key: 'when', head: messages.when, cell: ({ atMs }) => instantWords(atMs) },
  ...(whole
    ? [
        {
          key: 'person',
          head: messages.person,
          cell: ({ person }: AccessRow) => (person === null ? messages.nobody : (people.get(person) ?? person)),
        },
      ]
    : []),
  { key: 'event', head: messages.event, cell: ({ event }) => eventWords(event) },
  { key: 'purpose', head: messages.purpose, cell: ({ purpose }) => purposeWords(purpose) },
  {
    key: 'about',
    head: messages.about,
    cell: (row) => (
      <>
        {row.subject && (records.get(row.subject.aggregate) ?? row.subject.aggregate)}
        {detailWords(row)}
        {row.lookedAtMs !== null && <small className="hint"> {messages.lookedAt(instantWords(row.lookedAtMs))}</small>}
      </>
    ),
  },
];

const eventWords = (event: string): string => (ACCESS_EVENTS as Readonly<Record<string, string>>)[event] ?? event;
const purposeWords = (purpose: string): string =>
  (ACCESS_PURPOSES as Readonly<Record<string, string>>)[purpose] ?? purpose;

const detailWords = ({ detail }: AccessRow): string => {
  if (typeof detail['parts'] === 'number') return messages.parts(detail['parts']);
  if (typeof detail['rows'] === 'number') return messages.rows(detail['rows']);
  if (Array.isArray(detail['notices'])) return messages.several(detail['notices'].length);
  return typeof detail['month'] === 'string' ? messages.month_(detail['month']) : '';
};

/** 11月22日（日）14:30, in Japan */
export const instantWords = (atMs: number): string => `${monthAndDay(dayInJapan(atMs))}${clockTimeInJapan(atMs)}`;
