import { cleanText } from '@banso/shared/lib/text.ts';
import type { MonthOfPerson } from '@banso/shared/protocol/access.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { useCallback, useId, useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { useAsked } from '../use-asked.ts';
import { instantWords } from './access-log.tsx';
import { messages } from './messages.ts';

/** FP-10-二b: the month by person, and the name of whoever looked through it. */
export function AccessMonth() {
  const { office, nowMs } = useBanso();
  const [month, setMonth] = useState(() => dayInJapan(nowMs()).slice(0, 7));
  const { answer: report, failure, load } = useAsked(useCallback(() => office.accessReport(month), [office, month]));
  const names = useQuery(async (store) => new Map((await store.people()).map(({ id, name }) => [id, name])), []);
  const titleId = useId();
  const nameOf = (person: string | null) => (person === null ? messages.nobody : (names?.get(person) ?? person));
  const shown = report?.month === month ? report : undefined;
  return (
    <section className="section" aria-labelledby={titleId}>
      <h2 id={titleId}>{messages.month}</h2>
      <p>{messages.monthHint}</p>
      <TextField
        label={messages.monthField}
        type="month"
        width="medium"
        max={dayInJapan(nowMs()).slice(0, 7)}
        value={month}
        onChange={(value) => value !== '' && setMonth(value)}
      />
      {failure && (
        <Notice
          kind="warn"
          live
          title={messages.unreachable}
          actions={<Button onClick={() => void load()}>{messages.again}</Button>}
        >
          <p>{messages.unreachableHint}</p>
        </Notice>
      )}
      {!shown && !failure && <p role="status">{messages.loading}</p>}
      {shown && (
        <>
          <DataTable
            caption={messages.caption(month)}
            columns={columnsFor(nameOf)}
            items={shown.people}
            rowKey={({ person }) => person ?? ''}
            empty={<p>{messages.noMonth}</p>}
          />
          <p>{messages.failed(shown.failedSignIns)}</p>
          {shown.reviews.length === 0 && <p>{messages.notReviewed}</p>}
          {shown.reviews.map(({ atMs, person, note }) => (
            <p key={atMs}>
              {messages.reviewed(instantWords(atMs), nameOf(person))}
              {note}
            </p>
          ))}
          <SignOff month={month} onSignedOff={load} />
        </>
      )}
    </section>
  );
}

function SignOff({ month, onSignedOff }: { readonly month: string; readonly onSignedOff: () => Promise<void> }) {
  const { office } = useBanso();
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const [ended, setEnded] = useState<'done' | 'failed' | null>(null);
  useUnsavedInput(note !== '');
  const signOff = async () => {
    setTried(true);
    if (note.trim() === '') return;
    const asked = await office.signOffAccesses({ month, note: cleanText(note).trim() });
    setEnded('answer' in asked ? 'done' : 'failed');
    if (!('answer' in asked)) return;
    setNote('');
    setTried(false);
    await onSignedOff();
  };
  return (
    <form
      className="access__sign-off"
      aria-label={messages.signOff}
      onSubmit={(event) => {
        event.preventDefault();
        void signOff();
      }}
    >
      <TextArea
        label={messages.note}
        help={messages.noteHelp}
        rows={2}
        limit={500}
        value={note}
        error={tried && note.trim() === '' ? messages.noteMissing : undefined}
        onChange={setNote}
      />
      {ended === 'done' && <Notice kind="done" live title={messages.signedOff} />}
      {ended === 'failed' && <Notice kind="warn" live title={messages.notSignedOff} />}
      <Button type="submit">{messages.signOff}</Button>
    </form>
  );
}

const columnsFor = (nameOf: (person: string | null) => string): readonly Column<MonthOfPerson>[] => [
  { key: 'person', head: messages.person, cell: ({ person }) => nameOf(person) },
  ...(['looks', 'records', 'mostInADay', 'atNight', 'papers', 'exports', 'revealed', 'newDevices'] as const).map(
    (key) => ({ key, head: messages[key], figures: true, cell: (row: MonthOfPerson) => row[key] }),
  ),
];
