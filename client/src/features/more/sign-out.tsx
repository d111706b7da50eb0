import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { countUnsent, UnknownUnsent, UnsentChoices, useUnsent } from '../unsent-choices.tsx';
import { unsentMessages } from '../unsent-messages.ts';
import { messages } from './messages.ts';

/** サインアウト: with unsent work its author chooses what becomes of it; none of the choices deletes anything (L5). */
export function SignOut() {
  const { signOut, sync } = useBanso();
  const unsent = useUnsent();
  const [open, setOpen] = useState(false);
  // What was sent while the question stood there does not change the question under the finger.
  const [asked, setAsked] = useState<number | 'unknown'>(0);
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
        title={titleOf(asked)}
        actions={
          <>
            {(asked === 0 || (asked !== 'unknown' && unsent === 0)) && (
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
        {asked === 'unknown' ? (
          <UnknownUnsent again={() => void ask()} keep={{ label: messages.signOutKeep, go: leave }} />
        ) : (
          <p>{asked > 0 ? messages.signOutUnsentHint : messages.signOutHint}</p>
        )}
        {asked !== 'unknown' && asked > 0 && <UnsentChoices keep={{ label: messages.signOutKeep, go: leave }} />}
      </Dialog>
    </section>
  );
}

const titleOf = (asked: number | 'unknown'): string => {
  if (asked === 'unknown') return unsentMessages.unknownTitle;
  return asked > 0 ? messages.signOutUnsentTitle(asked) : messages.signOutTitle;
};
