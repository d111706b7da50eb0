import type { SignInAnswer } from '@banso/shared/protocol/sign-in.ts';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { canOfferPasskeys, canUsePasskeys, stopAsking } from '../../sync/passkeys.ts';
import { signInTransport } from '../../sync/sign-in-transport.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type AnswerFailure, AnswerProblem } from '../answer-problem.tsx';
import { MailWay } from './mail-way.tsx';
import { messages } from './messages.ts';
import { type OnAnswer, PasskeyButton, signInByPasskey } from './passkey-button.tsx';

export type WaysProps = {
  readonly deviceLabel: string;
  readonly canMail: boolean;
  readonly onAnswer: OnAnswer;
  readonly onCodeAnswer: (answer: SignInAnswer) => Promise<void>;
};

/** The ways in for somebody who came without a link: a passkey first. */
export function Ways({ deviceLabel, canMail, onAnswer, onCodeAnswer }: WaysProps) {
  const [byMail, setByMail] = useState(false);
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const offer = useOfferedPasskey({ deviceLabel, onAnswer, onFailure: setFailure });
  if (byMail) return <MailWay deviceLabel={deviceLabel} onAnswer={onAnswer} onBack={() => setByMail(false)} />;

  const signIn = async (code: string) => {
    setFailure(null);
    const answer = await signInTransport.byCredential(code, deviceLabel);
    if ('answer' in answer) await onCodeAnswer(answer.answer);
    else setFailure(answer);
  };
  return (
    <>
      {canUsePasskeys() && (
        <section className="sign-in">
          <PasskeyButton deviceLabel={deviceLabel} onAnswer={onAnswer} />
          <p className="hint">{messages.passkeyHelp}</p>
        </section>
      )}
      <section className="sign-in sign-in__other">
        <h2>{messages.otherTitle}</h2>
        <p>{messages.lead}</p>
        <AnswerProblem failure={failure} />
        <CodeForm onCode={signIn} onFocus={offer} />
        {canMail && (
          <Button look="text" onClick={() => setByMail(true)}>
            {messages.mailInstead}
          </Button>
        )}
        <p className="hint">{messages.lost}</p>
      </section>
    </>
  );
}

type Offering = Pick<WaysProps, 'deviceLabel' | 'onAnswer'> & {
  readonly onFailure: (failure: AnswerFailure) => void;
};

/**
 * Where the browser can, passkeys are offered under the field that somebody has gone to, once. Not before: whoever has just
 * signed out must not be led back in. A press on the button takes its place.
 */
const useOfferedPasskey = (offering: Offering): (() => void) => {
  const now = useRef(offering);
  const offered = useRef(false);
  useEffect(() => {
    now.current = offering;
  }, [offering]);
  useEffect(() => stopAsking, []);
  return () => {
    if (offered.current) return;
    offered.current = true;
    offerPasskey(() => now.current).catch(() => undefined);
  };
};

const offerPasskey = async (offering: () => Offering): Promise<void> => {
  if (!(await canOfferPasskeys())) return;
  const { deviceLabel } = offering();
  const answered: OnAnswer = (answer, opener) => offering().onAnswer(answer, opener);
  const failure = await signInByPasskey(deviceLabel, answered, { offered: true });
  // Nobody asked for it: that there was no connection, or that it was not chosen, is not said.
  if (failure !== null && typeof failure === 'object' && 'problem' in failure) offering().onFailure(failure);
};

type CodeFormProps = { readonly onCode: (code: string) => Promise<void>; readonly onFocus: () => void };

function CodeForm({ onCode, onFocus }: CodeFormProps) {
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const typed = code.trim();
    // The server's schema wants at least four characters.
    setMissing(typed.length < 4);
    if (typed.length < 4 || busy) return;
    setBusy(true);
    await onCode(typed);
    setBusy(false);
  };
  return (
    <form className="sign-in" onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label={messages.code}
        help={messages.codeHelp}
        error={missing ? messages.codeEmpty : undefined}
        value={code}
        onChange={setCode}
        onFocus={onFocus}
        name="code"
        autoComplete="one-time-code webauthn"
      />
      <Button type="submit" size="lg" wide busy={busy}>
        {busy ? messages.busy : messages.codeButton}
      </Button>
    </form>
  );
}
