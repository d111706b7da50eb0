import type { SignInAnswer } from '@banso/shared/protocol/sign-in.ts';
import { useState } from 'react';
import type { PasskeyOpener } from '../../store/key-wraps.ts';
import { askPasskey } from '../../sync/passkeys.ts';
import { signInTransport } from '../../sync/sign-in-transport.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type AnswerFailure, AnswerProblem } from '../answer-problem.tsx';
import { messages } from './messages.ts';

export type PasskeyButtonProps = {
  readonly deviceLabel: string;
  readonly onAnswer: OnAnswer;
};

/** `opener`: the passkey that was shown can open this device, too. */
export type OnAnswer = (answer: SignInAnswer, opener?: PasskeyOpener | null) => Promise<void>;

/** パスキーでサインイン: which person it is, the passkey says. */
export function PasskeyButton({ deviceLabel, onAnswer }: PasskeyButtonProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AnswerFailure | 'cancelled' | null>(null);
  const signIn = async () => {
    setBusy(true);
    setFailure(null);
    setFailure(await signInByPasskey(deviceLabel, onAnswer));
    setBusy(false);
  };
  return (
    <>
      {failure === 'cancelled' ? (
        <Notice kind="warn" live title={messages.passkeyCancelled}>
          <p>{messages.passkeyCancelledTodo}</p>
        </Notice>
      ) : (
        <AnswerProblem failure={failure} />
      )}
      <Button look="solid" size="lg" wide busy={busy} onClick={() => void signIn()}>
        {busy ? messages.busy : messages.passkeyButton}
      </Button>
    </>
  );
}

/** The whole ceremony; null when it went well. `offered`: waits under a field until the person chooses one. */
export const signInByPasskey = async (
  deviceLabel: string,
  onAnswer: OnAnswer,
  how: { readonly offered?: boolean } = {},
): Promise<AnswerFailure | 'cancelled' | null> => {
  const options = await signInTransport.passkeyOptions();
  if (!('answer' in options)) return options;
  const asked = await askPasskey(options.answer, deviceLabel, how);
  if ('failed' in asked) return 'cancelled';
  const answer = await signInTransport.byPasskey(asked.body);
  if (!('answer' in answer)) return answer;
  await onAnswer(answer.answer, asked.opener);
  return null;
};
