import type { SignInAnswer } from '@banso/shared/protocol/sign-in.ts';
import { useState } from 'react';
import type { PasskeyOpener } from '../store/key-wraps.ts';
import { createPasskey } from '../sync/passkeys.ts';
import { signInTransport } from '../sync/sign-in-transport.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { type AnswerFailure, AnswerProblem } from './answer-problem.tsx';
import type { Proof } from './use-proof.tsx';
import { messages } from './way-messages.ts';

export type PasskeyMakerProps = {
  readonly deviceLabel: string;
  /** The one next step of the screen, or one way among others. */
  readonly main?: boolean;
  /** Who has ways already shows one of them anew; false when they would not. */
  readonly prove?: Proof['prove'];
  /** `opener`: the new passkey can open this device, too. */
  readonly onMade: (answer: SignInAnswer | null, opener: PasskeyOpener | null) => Promise<void> | void;
};

type Trouble = { readonly title: string; readonly todo: string };

/** One press: the server's challenge, the device's own question, and the passkey is kept under the device's name. */
export function PasskeyMaker({ deviceLabel, main = false, prove, onMade }: PasskeyMakerProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const make = async () => {
    setBusy(true);
    setFailure(null);
    setTrouble(null);
    if (prove && !(await prove())) return setBusy(false);
    const stop = await tryToMake(deviceLabel, onMade);
    if (stop && 'title' in stop) setTrouble(stop);
    else setFailure(stop);
    setBusy(false);
  };

  return (
    <>
      <AnswerProblem failure={failure} />
      {trouble && (
        <Notice kind="warn" live title={trouble.title}>
          <p>{trouble.todo}</p>
        </Notice>
      )}
      <Button
        look={main ? 'solid' : 'outline'}
        size={main ? 'lg' : 'md'}
        wide={main}
        busy={busy}
        onClick={() => void make()}
      >
        {busy ? messages.passkeyBusy : messages.passkeyButton}
      </Button>
    </>
  );
}

const tryToMake = async (
  deviceLabel: string,
  onMade: PasskeyMakerProps['onMade'],
): Promise<AnswerFailure | Trouble | null> => {
  const options = await signInTransport.newPasskeyOptions();
  if (!('answer' in options)) return options;
  const made = await createPasskey(options.answer, deviceLabel);
  if ('failed' in made) return TROUBLES[made.failed];
  const kept = await signInTransport.addPasskey(made.body);
  if (!('answer' in kept)) return kept;
  await onMade(kept.answer, made.opener);
  return null;
};

const TROUBLES: Readonly<Record<'cancelled' | 'known' | 'impossible', Trouble>> = {
  cancelled: { title: messages.passkeyCancelled, todo: messages.passkeyCancelledTodo },
  known: { title: messages.passkeyKnown, todo: messages.passkeyKnownTodo },
  impossible: { title: messages.passkeyImpossible, todo: messages.passkeyImpossibleTodo },
};
