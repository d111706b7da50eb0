import { cleanText } from '@banso/shared/lib/text.ts';
import type { SignInAnswer } from '@banso/shared/protocol/sign-in.ts';
import { type FormEvent, useEffect, useState } from 'react';
import { signInTransport } from '../../sync/sign-in-transport.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type AnswerFailure, AnswerProblem } from '../answer-problem.tsx';
import { messages } from './messages.ts';

export type FirstStartProps = {
  readonly deviceLabel: string;
  /** Of the link on the server's console. */
  readonly token: string;
  readonly onAnswer: (answer: SignInAnswer) => Promise<void>;
  readonly onUsed: () => void;
};

/** The first administrator of a server without an office: names, then a way to sign in. */
export function FirstStart({ deviceLabel, token, onAnswer, onUsed }: FirstStartProps) {
  const [checked, setChecked] = useState<'checking' | 'names' | AnswerFailure>('checking');
  useEffect(() => {
    let current = true;
    void signInTransport.firstStart(token, deviceLabel).then((asked) => {
      if (!current) return;
      if (!('answer' in asked)) setChecked(asked);
      else if (asked.answer.step === 'names') setChecked('names');
      else void onAnswer(asked.answer);
    });
    return () => {
      current = false;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- the link is checked once; `onAnswer` is written inline by its caller
  }, [token, deviceLabel]);
  if (checked === 'checking') return <p role="status">{messages.firstChecking}</p>;
  if (checked === 'names') return <Names {...{ deviceLabel, token, onAnswer }} />;
  if ('problem' in checked && checked.problem === 'bad_link')
    return (
      <Notice kind="error" title={messages.firstBadTitle}>
        <p>{messages.firstBadTodo}</p>
      </Notice>
    );
  return (
    <>
      <AnswerProblem failure={checked} />
      <Button look="solid" size="lg" wide onClick={onUsed}>
        {messages.firstUsed}
      </Button>
    </>
  );
}

function Names({ deviceLabel, token, onAnswer }: Omit<FirstStartProps, 'onUsed'>) {
  const [office, setOffice] = useState('');
  const [name, setName] = useState('');
  const [kana, setKana] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const isBlank = (text: string) => text.trim() === '';
  const errorOf = (text: string) => (tried && isBlank(text) ? messages.firstEmpty : undefined);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isBlank(office) || isBlank(name) || busy) return;
    setBusy(true);
    setFailure(null);
    const clean = (text: string) => cleanText(text).trim();
    const wish = { token, office: clean(office), name: clean(name), kana: clean(kana), label: deviceLabel };
    const answer = await signInTransport.openFirstOffice(wish);
    if ('answer' in answer) await onAnswer(answer.answer);
    else setFailure(answer);
    setBusy(false);
  };
  return (
    <form className="sign-in" onSubmit={(event) => void submit(event)} noValidate>
      <h2>{messages.firstTitle}</h2>
      <p>{messages.firstLead}</p>
      <AnswerProblem failure={failure} />
      <TextField
        label={messages.firstOffice}
        help={messages.firstOfficeHelp}
        need="required"
        error={errorOf(office)}
        value={office}
        onChange={setOffice}
        autoComplete="organization"
      />
      <TextField
        label={messages.firstName}
        help={messages.firstNameHelp}
        need="required"
        error={errorOf(name)}
        value={name}
        onChange={setName}
        autoComplete="name"
      />
      <TextField label={messages.firstKana} need="optional" value={kana} onChange={setKana} />
      <Button type="submit" look="solid" size="lg" wide busy={busy}>
        {busy ? messages.busy : messages.firstButton}
      </Button>
      <p className="hint">{messages.firstNext}</p>
    </form>
  );
}
