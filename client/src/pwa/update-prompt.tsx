import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { messages } from './messages.ts';
import { acceptUpdate, useHasUnsavedInput, useUpdateState } from './register.ts';
import './update-prompt.css';

/** A calm bar when a new version waits. It never takes over by itself while something is being written. */
export function UpdatePrompt() {
  const state = useUpdateState();
  const unsaved = useHasUnsavedInput();
  const [elsewhere, setElsewhere] = useState(false);
  if (state === 'none') return null;
  const switched = state === 'switched';
  const accept = async () => {
    if (switched) window.location.reload();
    else setElsewhere((await acceptUpdate()) === 'inputElsewhere');
  };
  const waits = switched ? messages.switchedWaits : messages.updateWaits;
  const why = unsaved ? waits : elsewhere && messages.updateElsewhere;
  return (
    <section className="update" role="status">
      <p>
        <strong>{switched ? messages.switchedTitle : messages.updateTitle}</strong>
        {why && <span>{why}</span>}
      </p>
      <Button disabled={unsaved} onClick={() => void accept()}>
        {switched ? messages.reload : messages.updateNow}
      </Button>
    </section>
  );
}
