import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { countUnsent, UnsentChoices, useUnsent } from '../unsent-choices.tsx';
import { messages } from './messages.ts';

/** サインアウト: with unsent work its author chooses what becomes of it; none of the choices deletes anything (L5). */
export function SignOut() {
  const { signOut, sync } = useBanso();
  const unsent = useUnsent();
  const [open, setOpen] = useState(false);
  // What was sent while the question stood there does not change the question under the finger.
  const [asked, setAsked] = useState(0);
  const leave = () => void signOut();
  const ask = async () => {
    // Whoever presses as soon as the app stands was asked as if nothing waited: it had not been counted yet.
    setAsked(await countUnsent(sync));
    setOpen(true);
  };
  return (
    <section className="section">
      <Button onClick={() => void ask()}>{messages.signOut}</Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={asked > 0 ? messages.signOutUnsentTitle(asked) : messages.signOutTitle}
        actions={
          <>
            {(asked === 0 || unsent === 0) && (
              <Button look="solid" size="lg" wide onClick={leave}>
                {messages.signOut}
              </Button>
            )}
            <Button wide onClick={() => setOpen(false)}>
              {messages.cancel}
            </Button>
          </>
        }
      >
        <p>{asked > 0 ? messages.signOutUnsentHint : messages.signOutHint}</p>
        {asked > 0 && <UnsentChoices keep={{ label: messages.signOutKeep, go: leave }} />}
      </Dialog>
    </section>
  );
}
