import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea } from '../ui/text-field.tsx';
import { messages } from './reason-messages.ts';

export type ReasonDialogProps = {
  readonly open: boolean;
  readonly title: string;
  readonly lead: string;
  /** On the button that does it. */
  readonly action: string;
  readonly busy: boolean;
  /** How long a reason its record takes. */
  readonly limit?: number;
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
};

/** Asks why, before something is taken back or declined. */
export function ReasonDialog({ open, title, lead, action, busy, limit, onReason, onClose }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const clean = cleanText(reason).trim();
  const go = () => {
    setTried(true);
    if (clean !== '') onReason(clean);
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      holdsInput
      actions={
        <>
          <Button look="solid" danger wide busy={busy} onClick={go}>
            {action}
          </Button>
          <Button wide onClick={onClose}>
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
    </Dialog>
  );
}
