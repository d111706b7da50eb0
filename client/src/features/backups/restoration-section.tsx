import type { Restoration } from '@banso/shared/protocol/backups.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { messages } from './messages.ts';
import './restoration.css';

export type RestorationSectionProps = { readonly restoration: Restoration; readonly onEnded: () => Promise<void> };

/** After a restore: what came back, who has not made contact, and the word that numbering and approving may go on (L4). */
export function RestorationSection({ restoration, onEnded }: RestorationSectionProps) {
  const { devices, fromMs, restoredAtMs } = restoration;
  const names = useQuery(async (store) => new Map((await store.people()).map(({ id, name }) => [id, name])), []);
  const away = devices.filter(({ contactedMs }) => contactedMs === null).length;
  const back = devices.reduce((total, { cameBack }) => total + cameBack, 0);
  return (
    <section className="section restoration">
      <h2>{messages.restoration}</h2>
      <Notice kind="warn" title={messages.restorationOpen}>
        <p>{messages.restorationLead(instantWords(restoredAtMs), instantWords(fromMs))}</p>
        <p>{messages.restorationNext}</p>
      </Notice>
      <p>{messages.restorationCounts(back, devices.length - away, away)}</p>
      <DataTable
        caption={messages.restorationDevices}
        items={devices.toSorted((a, b) => (a.contactedMs ?? 0) - (b.contactedMs ?? 0))}
        rowKey={({ id }) => id}
        empty={messages.nothing}
        columns={[
          { key: 'who', head: messages.device, cell: (one) => `${names?.get(one.owner) ?? one.owner}・${one.label}` },
          {
            key: 'contact',
            head: messages.contact,
            cell: ({ contactedMs }) => (contactedMs === null ? messages.notYet : instantWords(contactedMs)),
          },
          { key: 'back', head: messages.cameBack, figures: true, cell: ({ cameBack }) => String(cameBack) },
          {
            key: 'missing',
            head: messages.stillMissing,
            figures: true,
            cell: ({ contactedMs, missingNumbers, waiting }) =>
              contactedMs === null ? messages.unknown : String(Math.max(missingNumbers, waiting)),
          },
        ]}
      />
      <EndRestoration away={away} onEnded={onEnded} />
    </section>
  );
}

function EndRestoration({ away, onEnded }: { readonly away: number; readonly onEnded: () => Promise<void> }) {
  const { office } = useBanso();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const [failed, setFailed] = useState(false);
  const end = async () => {
    setTried(true);
    if (note.trim() === '') return;
    const answer = await office.endRestoration(note);
    setFailed(!('answer' in answer));
    if (!('answer' in answer)) return;
    setOpen(false);
    await onEnded();
  };
  return (
    <>
      <Button look="solid" onClick={() => setOpen(true)}>
        {messages.endRestoration}
      </Button>
      <Dialog
        open={open}
        holdsInput
        onClose={() => setOpen(false)}
        title={messages.endRestorationTitle}
        actions={
          <>
            <Button look="solid" size="lg" wide onClick={() => void end()}>
              {messages.endRestorationNow}
            </Button>
            <Button wide onClick={() => setOpen(false)}>
              {messages.cancel}
            </Button>
          </>
        }
      >
        {failed && <Notice kind="error" live title={messages.unreachable} />}
        <p>{away > 0 ? messages.endAway(away) : messages.endAll}</p>
        <TextArea
          label={messages.endNote}
          need="required"
          value={note}
          error={tried && note.trim() === '' ? messages.endNoteMissing : undefined}
          onChange={setNote}
        />
      </Dialog>
    </>
  );
}

const instantWords = (atMs: number): string => `${wareki(dayInJapan(atMs))} ${clockTimeInJapan(atMs)}`;
