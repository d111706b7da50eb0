import type { SignInAnswer, TotpSecret } from '@banso/shared/protocol/sign-in.ts';
import { useEffect, useState } from 'react';
import type { ServerAnswer } from '../sync/server-transport.ts';
import { signInTransport } from '../sync/sign-in-transport.ts';
import { QrCode } from '../ui/qr-code.tsx';
import { type AnswerFailure, AnswerProblem } from './answer-problem.tsx';
import { SixDigits } from './six-digits.tsx';
import './ways.css';
import { messages } from './way-messages.ts';

export type TotpMakerProps = {
  readonly deviceLabel: string;
  readonly onMade: (answer: SignInAnswer | null) => Promise<void> | void;
};

/** Sets up an authenticator app: QR code and letters, then its first number. */
export function TotpMaker({ deviceLabel, onMade }: TotpMakerProps) {
  const [secret, setSecret] = useState<TotpSecret | null>(null);
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  useEffect(() => {
    let current = true;
    void signInTransport.beginTotp().then((asked) => {
      if (!current) return;
      if ('answer' in asked) setSecret(asked.answer);
      else setFailure(asked);
    });
    return () => {
      current = false;
    };
  }, []);
  if (!secret) return failure ? <AnswerProblem failure={failure} /> : <p role="status">{messages.preparing}</p>;
  return (
    <>
      <p>{messages.totpWhat}</p>
      <div className="ways__qr">
        <QrCode text={secret.uri} label={messages.totpQr} />
      </div>
      <p>{messages.totpSecret}</p>
      <p className="ways__secret">{secret.secret.match(/.{1,4}/g)?.join(' ')}</p>
      <SixDigits
        label={messages.totpCode}
        button={messages.totpButton}
        send={(code): Promise<ServerAnswer<SignInAnswer | null>> =>
          signInTransport.addTotp({ code, label: deviceLabel })
        }
        onDone={onMade}
      />
    </>
  );
}
