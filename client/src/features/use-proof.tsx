import type { ProofState } from '@banso/shared/protocol/sign-in.ts';
import { type ReactNode, useState } from 'react';
import { useBanso } from '../sync/banso-context.tsx';
import { askPasskey } from '../sync/passkeys.ts';
import { signInTransport } from '../sync/sign-in-transport.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { type AnswerFailure, AnswerProblem } from './answer-problem.tsx';
import { messages } from './proof-messages.ts';
import { SixDigits } from './six-digits.tsx';

export type Proof = {
  /** Before a grave act: true once the person has proven themselves, at once if they just have; false when they would not or could not. */
  readonly prove: () => Promise<boolean>;
  /** To be shown on the screen of the act: the question, or why it could not be asked. */
  readonly question: ReactNode;
};

type Asked = { readonly has: ProofState['has']; readonly end: (proven: boolean) => void };

/** Asks for a sign-in factor where the last one is too old, and lets the act go on. What was typed stays where it is. */
export const useProof = (): Proof => {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const prove = async (): Promise<boolean> => {
    setFailure(null);
    const state = await signInTransport.proof();
    if (!('answer' in state)) {
      setFailure(state);
      return false;
    }
    const { fresh, has } = state.answer;
    if (fresh) return true;
    return new Promise((resolve) => {
      const end = (proven: boolean) => {
        setAsked(null);
        resolve(proven);
      };
      setAsked({ has, end });
    });
  };
  const question = (
    <>
      <AnswerProblem failure={failure} />
      <Dialog
        open={asked !== null}
        onClose={() => asked?.end(false)}
        title={messages.title}
        holdsInput
        actions={
          <Button wide onClick={() => asked?.end(false)}>
            {messages.cancel}
          </Button>
        }
      >
        {asked && <Ways {...asked} />}
      </Dialog>
    </>
  );
  return { prove, question };
};

function Ways({ has, end }: Asked) {
  const { deviceLabel } = useBanso();
  return (
    <>
      <p>{messages.lead}</p>
      {has.passkey && <PasskeyProof deviceLabel={deviceLabel} onProven={() => end(true)} />}
      {has.totp && (
        <SixDigits
          label={messages.totp}
          button={messages.totpButton}
          send={(code) => signInTransport.proveByTotp({ code, label: deviceLabel })}
          onDone={() => end(true)}
        />
      )}
      {!has.passkey && !has.totp && <Notice kind="warn" title={messages.noWay} />}
    </>
  );
}

function PasskeyProof({ deviceLabel, onProven }: { readonly deviceLabel: string; readonly onProven: () => void }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AnswerFailure | 'cancelled' | null>(null);
  const show = async (): Promise<AnswerFailure | 'cancelled' | null> => {
    const options = await signInTransport.proofOptions();
    if (!('answer' in options)) return options;
    const given = await askPasskey(options.answer, deviceLabel);
    if ('failed' in given) return 'cancelled';
    const answer = await signInTransport.proveByPasskey(given.body);
    return 'answer' in answer ? null : answer;
  };
  const press = async () => {
    setBusy(true);
    setFailure(null);
    const failed = await show();
    setBusy(false);
    if (failed === null) onProven();
    else setFailure(failed);
  };
  return (
    <>
      {failure === 'cancelled' ? (
        <Notice kind="warn" live title={messages.cancelled} />
      ) : (
        <AnswerProblem failure={failure} />
      )}
      <Button look="solid" size="lg" wide busy={busy} onClick={() => void press()}>
        {messages.passkey}
      </Button>
    </>
  );
}
