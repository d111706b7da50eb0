import type { SignInAnswer } from '@banso/shared/protocol/sign-in.ts';
import { useState } from 'react';
import { signInTransport } from '../../sync/sign-in-transport.ts';
import { Button } from '../../ui/button.tsx';
import { type AnswerFailure, AnswerProblem } from '../answer-problem.tsx';
import { messages } from './messages.ts';

export type LinkWayProps = {
  readonly deviceLabel: string;
  readonly token: string;
  readonly onAnswer: (answer: SignInAnswer) => Promise<void>;
  readonly onOther: () => void;
};

/** The office's link, used at a press. */
export function LinkWay({ deviceLabel, token, onAnswer, onOther }: LinkWayProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const signIn = async () => {
    setBusy(true);
    setFailure(null);
    const answer = await signInTransport.byCredential(token, deviceLabel);
    if ('answer' in answer) await onAnswer(answer.answer);
    else setFailure(answer);
    setBusy(false);
  };
  return (
    <>
      <AnswerProblem failure={failure} />
      <h2>{messages.linkTitle}</h2>
      <p>{messages.linkLead}</p>
      <Button look="solid" size="lg" wide busy={busy} onClick={() => void signIn()}>
        {busy ? messages.busy : messages.linkButton}
      </Button>
      <Button look="text" onClick={onOther}>
        {messages.codeInstead}
      </Button>
    </>
  );
}
