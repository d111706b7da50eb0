import { type BackupRun, type BackupsAnswer, backupTrouble } from '@banso/shared/protocol/backups.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { OwnPlace } from '../own-place.tsx';
import { useAsked } from '../use-asked.ts';
import { messages } from './messages.ts';
import { RestorationSection } from './restoration-section.tsx';

/** バックアップの記録: whether the server can be lost, and what shows it (FP-10-二d). */
export function BackupsScreen() {
  const { office } = useBanso();
  const { answer, failure, load } = useAsked(office.backups);
  return (
    <OwnPlace title={messages.title} current="more" back={messages.back}>
      <p>{messages.intro}</p>
      {!answer && !failure && <p role="status">{messages.loading}</p>}
      {failure && (
        <Notice
          kind="warn"
          title={messages.unreachable}
          actions={<Button onClick={() => void load()}>{messages.again}</Button>}
        />
      )}
      {answer && (
        <>
          {answer.restoration && <RestorationSection restoration={answer.restoration} onEnded={load} />}
          <State {...answer} />
          <DataTable
            caption={messages.caption}
            columns={COLUMNS}
            items={answer.runs}
            rowKey={({ id }) => id}
            empty={messages.nothing}
          />
        </>
      )}
    </OwnPlace>
  );
}

function State(answer: BackupsAnswer) {
  const trouble = backupTrouble(answer);
  if (trouble === null) return <Notice kind="done" title={messages.well} />;
  const { title, mend } = messages.troubles[trouble];
  return (
    <Notice kind="warn" title={title}>
      <p>{mend}</p>
    </Notice>
  );
}

const COLUMNS: readonly Column<BackupRun>[] = [
  {
    key: 'at',
    head: messages.at,
    cell: ({ atMs }) => `${wareki(dayInJapan(atMs))} ${clockTimeInJapan(atMs)}`,
  },
  {
    key: 'what',
    head: messages.what,
    cell: ({ what, why }) => (why === null ? messages.whats[what] : messages.because(why)),
  },
  {
    key: 'size',
    head: messages.size,
    figures: true,
    cell: ({ bytes }) => (bytes === null ? '' : messages.megabytes(bytes)),
  },
  { key: 'hash', head: messages.hash, cell: ({ sha256 }) => (sha256 === null ? '' : `${sha256.slice(0, 16)}…`) },
];
