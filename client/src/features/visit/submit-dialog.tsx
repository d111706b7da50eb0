import type { Finding } from '@banso/shared/rules/finding.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { messages } from './messages.ts';

export type SubmitDialogProps = {
  readonly open: boolean;
  readonly warns: readonly Finding[];
  readonly onSubmit: () => void;
  readonly onClose: () => void;
};

/** What the office will look at as well, told before the submission. */
export function SubmitDialog({ open, warns, onSubmit, onClose }: SubmitDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={messages.submitTitle}
      actions={
        <>
          <Button look="solid" size="lg" wide onClick={onSubmit}>
            {messages.submitAnyway}
          </Button>
          <Button wide onClick={onClose}>
            {messages.cancel}
          </Button>
        </>
      }
    >
      <p>{messages.submitWarns}</p>
      <ul className="submit__warns">
        {warns.map(({ code, label, reason, source }) => (
          <li key={code}>
            <strong>{label}</strong>
            <p>{reason}</p>
            <p className="hint">{messages.source(source)}</p>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
