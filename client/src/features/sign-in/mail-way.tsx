import type { SignInAnswer } from '@banso/shared/protocol/sign-in.ts';
import { type FormEvent, useState } from 'react';
import { signInTransport } from '../../sync/sign-in-transport.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type AnswerFailure, AnswerProblem } from '../answer-problem.tsx';
import { SixDigits } from '../six-digits.tsx';
import { messages } from './messages.ts';

export type MailWayProps = {
  readonly deviceLabel: string;
  readonly onAnswer: (answer: SignInAnswer) => Promise<void>;
  readonly onBack: () => void;
};

/** A number by mail. Whether somebody has this address is told to nobody. */
export function MailWay({ deviceLabel, onAnswer, onBack }: MailWayProps) {
  const [email, setEmail] = useState('');
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const to = email.trim();
    setMissing(!to.includes('@'));
    if (!to.includes('@') || busy) return;
    setBusy(true);
    setFailure(null);
    const answer = await signInTransport.sendMail(to);
    if ('answer' in answer) setSentTo(to);
    else setFailure(answer);
    setBusy(false);
  };
  return (
    <>
      <AnswerProblem failure={failure} />
      {sentTo === null ? (
        <form className="sign-in" onSubmit={(event) => void send(event)} noValidate>
          <p>{messages.mailLead}</p>
          <TextField
            label={messages.mail}
            error={missing ? messages.mailEmpty : undefined}
            value={email}
            onChange={setEmail}
            type="email"
            name="email"
            autoComplete="username webauthn"
          />
          <Button type="submit" look="solid" size="lg" wide busy={busy}>
            {messages.mailSend}
          </Button>
        </form>
      ) : (
        <>
          <Notice kind="info" live title={messages.mailSent(sentTo)} />
          <SixDigits
            label={messages.mailCode}
            button={messages.codeButton}
            send={(code) => signInTransport.byMail({ email: sentTo, code, label: deviceLabel })}
            onDone={onAnswer}
          />
        </>
      )}
      <Button look="text" onClick={onBack}>
        {messages.back}
      </Button>
    </>
  );
}
