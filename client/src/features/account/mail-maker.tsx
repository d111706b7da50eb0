import { type FormEvent, useState } from 'react';
import { signInTransport } from '../../sync/sign-in-transport.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type AnswerFailure, AnswerProblem } from '../answer-problem.tsx';
import { SixDigits } from '../six-digits.tsx';
import type { Proof } from '../use-proof.tsx';
import { messages } from './messages.ts';

/** An address of the person's own, confirmed by a number that is sent there. */
export function MailMaker({ prove, onMade }: { readonly onMade: () => Promise<void> } & Pick<Proof, 'prove'>) {
  const [email, setEmail] = useState('');
  const [missing, setMissing] = useState(false);
  const [sent, setSent] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const to = email.trim();
    setMissing(!to.includes('@'));
    if (!to.includes('@') || busy || !(await prove())) return;
    setBusy(true);
    const answer = await signInTransport.beginMail(to);
    setFailure('answer' in answer ? null : answer);
    setSent('answer' in answer);
    setBusy(false);
  };
  if (sent)
    return (
      <>
        <Notice kind="info" live title={messages.mailSent} />
        <SixDigits
          label={messages.mailCode}
          button={messages.mailConfirm}
          send={(code) => signInTransport.addMail(code)}
          onDone={onMade}
        />
      </>
    );
  return (
    <form className="ways" onSubmit={(event) => void send(event)} noValidate>
      <AnswerProblem failure={failure} />
      <TextField
        label={messages.mailAddress}
        help={messages.mailHelp}
        error={missing ? messages.mailEmpty : undefined}
        value={email}
        onChange={setEmail}
        type="email"
        autoComplete="email"
      />
      <Button type="submit" look="solid" busy={busy}>
        {messages.mailSend}
      </Button>
    </form>
  );
}
