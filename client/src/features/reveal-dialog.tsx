import { ACCESS_PURPOSES, REVEAL_PURPOSES } from '@banso/shared/access/access.ts';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { RadioGroup } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { messages } from './messages.ts';

export type RevealPurpose = (typeof REVEAL_PURPOSES)[number];

export type RevealDialogProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onReveal: (purpose: RevealPurpose) => void;
};

/** What is masked is shown for a purpose, and the purpose stays in the access log (FP-10-一c). */
export function RevealDialog({ open, onClose, onReveal }: RevealDialogProps) {
  const [purpose, setPurpose] = useState<RevealPurpose>();
  const [tried, setTried] = useState(false);
  const reveal = () => {
    setTried(true);
    if (purpose) onReveal(purpose);
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={messages.revealTitle}
      actions={
        <>
          <Button look="solid" size="lg" wide onClick={reveal}>
            {messages.reveal}
          </Button>
          <Button wide onClick={onClose}>
            {messages.revealCancel}
          </Button>
        </>
      }
    >
      <p>{messages.revealHint}</p>
      <RadioGroup
        label={messages.revealPurpose}
        value={purpose}
        error={tried && !purpose ? messages.revealMissing : undefined}
        onChange={setPurpose}
        choices={REVEAL_PURPOSES.map((value) => ({ value, label: ACCESS_PURPOSES[value] }))}
      />
    </Dialog>
  );
}
