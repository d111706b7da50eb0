import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { Locked } from './locked.ts';
import { messages } from './messages.ts';

export type ForgotDialogProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly app: Pick<Locked, 'startAnew' | 'sync'>;
};

/** Sends what waits, then begins anew: nothing goes before the server has answered for it. */
export function ForgotDialog({ open, onClose, app }: ForgotDialogProps) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<'unsent' | 'unreachable' | null>(null);
  const press = async () => {
    setBusy(true);
    setFailed(null);
    const answer = await app.startAnew();
    if (answer !== 'done') setFailed(answer);
    setBusy(false);
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={messages.forgotTitle}
      actions={
        <>
          <Button look="solid" size="lg" wide busy={busy} onClick={() => void press()}>
            {busy ? messages.forgotBusy : messages.forgotButton}
          </Button>
          <Button wide onClick={onClose}>
            {messages.cancel}
          </Button>
        </>
      }
    >
      {messages.forgotLead.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {failed && (
        <Notice
          kind="warn"
          live
          title={
            failed === 'unreachable' ? messages.forgotUnreachable : messages.forgotUnsent(app.sync.status().waiting)
          }
        />
      )}
    </Dialog>
  );
}
