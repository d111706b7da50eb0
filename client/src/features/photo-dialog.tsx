import { PHOTO_PURPOSE_LABELS } from '@banso/shared/engagement/photo.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useQuery } from '../sync/banso-context.tsx';
import { useRecord } from '../sync/use-record.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { messages } from './messages.ts';
import { PhotoImage, type PhotoPlace } from './photo-image.tsx';
import { RecordProblemNotice } from './record-problem.tsx';

export type PhotoDialogProps = PhotoPlace & { readonly mayRemove: boolean; readonly onClose: () => void };

/** One photo, large, with who took it and when; taken out by a second step, with the reason. */
export function PhotoDialog({ engagement, photo, mayRemove, onClose }: PhotoDialogProps) {
  const [removing, setRemoving] = useState(false);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const { record, busy, problem } = useRecord();
  const person = useQuery((store) => store.person(photo.by), [photo.by]);
  const remove = async () => {
    setAsked(true);
    if (reason.trim() === '') return;
    const body = { visit: photo.visit, photo: photo.id, reason: reason.trim() };
    if (await record({ type: 'photo-removed@1', aggregate: engagement, body })) onClose();
  };
  const actions = removing ? (
    <>
      <Button look="solid" size="lg" wide danger busy={busy} onClick={() => void remove()}>
        {messages.photoRemoveNow}
      </Button>
      <Button wide onClick={() => setRemoving(false)}>
        {messages.photoKeep}
      </Button>
    </>
  ) : (
    mayRemove && (
      <Button look="text" wide danger onClick={() => setRemoving(true)}>
        {messages.photoRemove}
      </Button>
    )
  );
  return (
    <Dialog
      open
      large
      holdsInput={removing}
      title={PHOTO_PURPOSE_LABELS[photo.purpose]}
      onClose={onClose}
      actions={actions || undefined}
    >
      {removing && (
        <>
          <RecordProblemNotice problem={problem} />
          <TextField
            label={messages.photoReason}
            need="required"
            help={messages.photoReasonHelp}
            error={asked && reason.trim() === '' ? messages.photoReasonMissing : undefined}
            value={reason}
            onChange={setReason}
            limit={200}
          />
        </>
      )}
      <figure className="photo-large">
        <PhotoImage engagement={engagement} photo={photo} />
        <figcaption>
          {photo.caption !== '' && <p>{photo.caption}</p>}
          <p className="hint">
            {monthAndDay(dayInJapan(photo.atMs))}
            {clockTimeInJapan(photo.atMs)}　{person?.name ?? ''}
          </p>
        </figcaption>
      </figure>
    </Dialog>
  );
}
