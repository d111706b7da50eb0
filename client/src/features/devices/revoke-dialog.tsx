import type { Loss } from '@banso/shared/device/device.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import type { RegisteredDevice } from '@banso/shared/protocol/devices.ts';
import { clockTimeInJapan, dayInJapan, instantInJapan } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useDevicePorts } from './device-ports.ts';
import { messages } from './messages.ts';

type RevokeProps = { readonly device: RegisteredDevice; readonly onRevoked: () => Promise<void> };

/** 紛失, and the quiet way out of use. */
export function RevokeButtons(props: RevokeProps) {
  const [cause, setCause] = useState<Loss['cause'] | null>(null);
  return (
    <div className="button-row">
      <Button onClick={() => setCause('lost')}>{messages.lose}</Button>
      <Button look="text" onClick={() => setCause('retired')}>
        {messages.retire}
      </Button>
      {cause && <RevokeDialog {...props} cause={cause} onClose={() => setCause(null)} />}
    </div>
  );
}

function RevokeDialog({
  device,
  cause,
  onRevoked,
  onClose,
}: RevokeProps & { readonly cause: Loss['cause']; readonly onClose: () => void }) {
  const { devices, nowMs } = useDevicePorts();
  const lost = cause === 'lost';
  const [on, setOn] = useState(() => dayInJapan(nowMs()));
  const [at, setAt] = useState(() => clockTimeInJapan(nowMs()));
  const [where, setWhere] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const revoke = async () => {
    setTried(true);
    const why = cleanText(reason).trim();
    if (why === '') return;
    setBusy(true);
    const lostAtMs = lost && on !== '' && at !== '' ? instantInJapan(on, at) : null;
    const answer = await devices.revoke(device.id, { cause, lostAtMs, where: cleanText(where).trim(), reason: why });
    setBusy(false);
    setFailed(!('answer' in answer));
    if (!('answer' in answer)) return;
    onClose();
    await onRevoked();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={lost ? messages.loseTitle : messages.retireTitle}
      actions={
        <>
          <Button look="solid" size="lg" wide busy={busy} onClick={() => void revoke()}>
            {lost ? messages.loseNow : messages.retireNow}
          </Button>
          <Button wide onClick={onClose}>
            {messages.cancel}
          </Button>
        </>
      }
    >
      <p>{lost ? messages.loseLead(device.label) : messages.retireLead(device.label)}</p>
      {lost && (
        <>
          <TextField label={messages.loseWhen} type="date" width="medium" value={on} onChange={setOn} />
          <TextField
            label={messages.loseTime}
            help={messages.loseTimeHelp}
            type="time"
            width="medium"
            value={at}
            onChange={setAt}
          />
          <TextField label={messages.loseWhere} value={where} onChange={setWhere} />
        </>
      )}
      <TextField
        label={lost ? messages.loseReason : messages.retireReason}
        value={reason}
        error={tried && reason.trim() === '' ? messages.declareBlank : undefined}
        onChange={setReason}
      />
      {failed && (
        <Notice kind="error" live title={messages.failed}>
          <p>{messages.failedHint}</p>
        </Notice>
      )}
    </Dialog>
  );
}
