import type { SignInStep } from '@banso/shared/protocol/sign-in.ts';
import { useState } from 'react';
import { signInTransport } from '../../sync/sign-in-transport.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type AnswerFailure, AnswerProblem } from '../answer-problem.tsx';
import { SixDigits } from '../six-digits.tsx';
import { messages } from './messages.ts';
import { type OnAnswer, PasskeyButton } from './passkey-button.tsx';

export type SecondWayProps = {
  readonly deviceLabel: string;
  readonly step: SignInStep;
  readonly onAnswer: OnAnswer;
  readonly onStartOver: () => void;
};

/** What was shown is right, and one more thing is asked for: whatever the person has. */
export function SecondWay({ deviceLabel, step: { name, has }, onAnswer, onStartOver }: SecondWayProps) {
  return (
    <>
      <h2>{messages.secondTitle}</h2>
      <p>{messages.secondLead(name)}</p>
      {has.passkey && <PasskeyButton deviceLabel={deviceLabel} onAnswer={onAnswer} />}
      {has.totp && (
        <SixDigits
          label={messages.totp}
          button={messages.totpButton}
          send={(code) => signInTransport.byTotp({ code, label: deviceLabel })}
          onDone={(answer) => onAnswer(answer)}
        />
      )}
      {has.mail !== null && <SecondMail shown={has.mail} deviceLabel={deviceLabel} onAnswer={onAnswer} />}
      <Button look="text" onClick={onStartOver}>
        {messages.startOver}
      </Button>
    </>
  );
}

type SecondMailProps = Pick<SecondWayProps, 'deviceLabel' | 'onAnswer'> & { readonly shown: string };

function SecondMail({ shown, deviceLabel, onAnswer }: SecondMailProps) {
  const [sent, setSent] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const send = async () => {
    setBusy(true);
    setFailure(null);
    const answer = await signInTransport.sendSecondMail();
    if ('answer' in answer) setSent(true);
    else setFailure(answer);
    setBusy(false);
  };
  if (!sent)
    return (
      <>
        <AnswerProblem failure={failure} />
        <Button size="lg" wide busy={busy} onClick={() => void send()}>
          {messages.secondMail(shown)}
        </Button>
      </>
    );
  return (
    <>
      <Notice kind="info" live title={messages.secondMailSent} />
      <SixDigits
        label={messages.mailCode}
        button={messages.totpButton}
        send={(code) => signInTransport.bySecondMail({ code, label: deviceLabel })}
        onDone={onAnswer}
      />
    </>
  );
}
