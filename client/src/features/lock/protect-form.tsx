import { useEffect, useState } from 'react';
import type { Opener } from '../../store/key-wraps.ts';
import { makeUnlockPasskey, mayUsePasskeys } from '../../sync/unlock-passkey.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { messages } from './messages.ts';
import { NewPassphrase } from './new-passphrase.tsx';
import './lock.css';

/** Choosing how this device opens from now on: a passkey where it can keep a secret, else a passphrase. */
export function ProtectForm({
  protect,
  words,
}: {
  readonly protect: (opener: Opener) => Promise<void>;
  /** The names of the office and of the person: no passphrase is made of them. */
  readonly words: readonly string[];
}) {
  const [busy, setBusy] = useState<'passkey' | 'passphrase' | null>(null);
  const [failed, setFailed] = useState<'cancelled' | 'impossible' | null>(null);
  const mayPasskey = useMayPasskey();
  const withPasskey = async () => {
    setBusy('passkey');
    setFailed(null);
    const asked = await makeUnlockPasskey();
    if ('opener' in asked) await protect(asked.opener);
    else setFailed(asked.failed);
    setBusy(null);
  };
  const withPassphrase = async (passphrase: string) => {
    setBusy('passphrase');
    await protect({ way: 'passphrase', passphrase });
    setBusy(null);
  };
  return (
    <div className="lock__ways">
      {mayPasskey && failed !== 'impossible' && (
        <section className="lock__way">
          <Button look="solid" size="lg" wide busy={busy === 'passkey'} onClick={() => void withPasskey()}>
            {busy === 'passkey' ? messages.passkeyWaiting : messages.byPasskey}
          </Button>
          <p className="hint">{messages.byPasskeyHint}</p>
          <p className="lock__or">{messages.or}</p>
        </section>
      )}
      {failed && (
        <Notice
          kind="warn"
          live
          title={failed === 'cancelled' ? messages.passkeyCancelled : messages.passkeyImpossible}
        />
      )}
      <section className="lock__way">
        <h2>{messages.byPassphrase}</h2>
        <NewPassphrase
          button={messages.protectButton}
          busy={busy === 'passphrase'}
          words={words}
          onChosen={(passphrase) => void withPassphrase(passphrase)}
        />
      </section>
    </div>
  );
}

/** False until the browser has answered: a way that is not there must not be shown. */
export const useMayPasskey = (): boolean => {
  const [may, setMay] = useState(false);
  useEffect(() => {
    let current = true;
    void mayUsePasskeys().then((answer) => {
      if (current) setMay(answer);
    });
    return () => {
      current = false;
    };
  }, []);
  return may;
};
