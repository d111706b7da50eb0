import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea } from '../ui/text-field.tsx';
import type { RecordProblem } from '../sync/use-record.ts';
import { messages } from './reason-messages.ts';
import { RecordProblemNotice } from './record-problem.tsx';

export type ReasonDialogProps = {
  readonly open: boolean;
  readonly title: string;
  readonly lead: string;
  /** On the button that does it. */
  readonly action: string;
  readonly busy: boolean;
  /** Why the last try recorded nothing: told here, for what lies behind a dialog is neither seen nor read out. */
  readonly problem: RecordProblem | null;
  /** How long a reason its record takes. */
  readonly limit?: number;
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
};

/** Asks why, before something is taken back or declined. */
export function ReasonDialog({
  open,
  title,
  lead,
  action,
  busy,
  problem,
  limit,
  onReason,
  onClose,
}: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  // What another button on the screen came to is not said here.
  const [sent, setSent] = useState(false);
  const clean = cleanText(reason).trim();
  const go = () => {
    setTried(true);
    if (clean === '') return;
    setSent(true);
    onReason(clean);
  };
  const close = () => {
    setSent(false);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={title}
      holdsInput
      actions={
        <>
          <Button look="solid" danger wide busy={busy} onClick={go}>
            {action}
          </Button>
          <Button wide onClick={close}>
            {messages.cancel}
          </Button>
        </>
      }
    >
      <p>{lead}</p>
      <TextArea
        label={messages.reason}
        need="required"
        value={reason}
        limit={limit}
        error={tried && clean === '' ? messages.blank : undefined}
        onChange={setReason}
      />
      {sent && !busy && <RecordProblemNotice problem={problem} />}
    </Dialog>
  );
}
