import { type FormEvent, useState } from 'react';
import type { ServerAnswer } from '../sync/server-transport.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { type AnswerFailure, AnswerProblem } from './answer-problem.tsx';
import './ways.css';
import { messages } from './way-messages.ts';

export type SixDigitsProps<Answer> = {
  readonly label: string;
  readonly help?: string;
  readonly button: string;
  readonly send: (code: string) => Promise<ServerAnswer<Answer>>;
  readonly onDone: (answer: Answer) => Promise<void> | void;
};

/** A number of six digits, from an app or a mail. Full-width digits and spaces are fine. */
export function SixDigits<Answer>({ label, help, button, send, onDone }: SixDigitsProps<Answer>) {
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const typed = code.normalize('NFKC').replace(/\s/g, '');
    const isWhole = /^\d{6}$/.test(typed);
    setMissing(!isWhole);
    if (!isWhole || busy) return;
    setBusy(true);
    setFailure(null);
    const answer = await send(typed);
    if ('answer' in answer) await onDone(answer.answer);
    else setFailure(answer);
    setBusy(false);
  };
  return (
    <form className="ways" onSubmit={(event) => void submit(event)} noValidate>
      <AnswerProblem failure={failure} />
      <TextField
        label={label}
        help={help}
        error={missing ? messages.codeMissing : undefined}
        value={code}
        onChange={setCode}
        name="six-digits"
        inputMode="numeric"
        autoComplete="one-time-code"
        width="short"
      />
      <Button type="submit" look="solid" size="lg" wide busy={busy}>
        {busy ? messages.totpBusy : button}
      </Button>
    </form>
  );
}
