import type { SignInAnswer, SignInStep } from '@banso/shared/protocol/sign-in.ts';
import { useState } from 'react';
import type { PasskeyOpener } from '../../store/key-wraps.ts';
import { canUsePasskeys } from '../../sync/passkeys.ts';
import { loadedLater } from '../../ui/loaded-later.tsx';
import { Button } from '../../ui/button.tsx';
import { PasskeyMaker } from '../passkey-maker.tsx';
import { messages as ways } from '../way-messages.ts';
import { messages } from './messages.ts';
import type { OnAnswer } from './passkey-button.tsx';

/** Comes when somebody asks for it: most people make a passkey, and its QR code is heavy. */
const TotpMaker = loadedLater(async () => (await import('../totp-maker.tsx')).TotpMaker);

export type MakeWayProps = {
  readonly deviceLabel: string;
  readonly step: SignInStep;
  readonly onAnswer: OnAnswer;
};

/** Somebody's first way to sign in: a passkey, or an authenticator app where the device has none. */
export function MakeWay({ deviceLabel, step, onAnswer }: MakeWayProps) {
  const [way, setWay] = useState<'passkey' | 'totp'>(canUsePasskeys() ? 'passkey' : 'totp');
  const made = async (answer: SignInAnswer | null, opener: PasskeyOpener | null = null) => {
    if (answer) await onAnswer(answer, opener);
  };
  return (
    <>
      <h2>{messages.makeTitle}</h2>
      <p className="hint">{step.tenantName}</p>
      {way === 'passkey' ? (
        <>
          <p>{messages.makeLead(step.name)}</p>
          <p>{ways.passkeyWhat}</p>
          <p className="hint">{ways.passkeyPrivate}</p>
          <PasskeyMaker main deviceLabel={deviceLabel} onMade={made} />
          <Button look="text" onClick={() => setWay('totp')}>
            {messages.makeTotp}
          </Button>
        </>
      ) : (
        <>
          <p>{canUsePasskeys() ? messages.makeTotpHelp : messages.makeNoPasskey}</p>
          <TotpMaker deviceLabel={deviceLabel} onMade={made} />
          {canUsePasskeys() && (
            <Button look="text" onClick={() => setWay('passkey')}>
              {messages.makePasskeyInstead}
            </Button>
          )}
        </>
      )}
    </>
  );
}
