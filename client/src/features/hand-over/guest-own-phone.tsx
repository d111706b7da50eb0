import { confirmationStatement } from '@banso/shared/evidence/confirmation.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { PROBLEMS } from '@banso/shared/protocol/problems.ts';
import type { GuestPage } from '@banso/shared/protocol/guest.ts';
import { useEffect, useMemo, useState } from 'react';
import { appVersion } from '../../pwa/app-version.ts';
import { webCrypto } from '../../store/device-crypto.ts';
import { browserRandom } from '../../store/random.ts';
import { httpGuestTransport } from '../../sync/guest-transport.ts';
import type { Progress } from '../../sync/hand-over-draft.ts';
import type { ConfirmingPlace, Failure, Said } from './confirming.ts';
import { GuestDifferentScreen } from './guest-end-screens.tsx';
import {
  forgetGuestProgress,
  keepGuestDrawn,
  keepGuestProgress,
  readGuestDrawn,
  readGuestProgress,
} from './guest-progress.ts';
import { messages } from './messages.ts';
import { StepScreen } from './step-screen.tsx';

type OpenPage = Extract<GuestPage, { state: 'open' }>;

export type OwnPhoneProps = {
  readonly token: string;
  readonly page: OpenPage;
  /** The page as it is after the press: confirmed, or with other facts to read. */
  readonly onAnswer: (page: GuestPage) => void;
};

/** The same screens as on the expert's phone; what is confirmed goes straight to the server, and is said only with its answer. */
export function OwnPhone({ token, page, onAnswer }: OwnPhoneProps) {
  const [progress, setProgress] = useState(() => readGuestProgress(token));
  const { asked } = page;
  useEffect(() => {
    // Newer browsers answer a promise, which React would take for the end of the effect.
    window.scrollTo({ top: 0, behavior: 'instant' });
  }, [progress.step]);
  const go = (change: Partial<Progress>): Promise<void> => {
    const next = { ...progress, ...change };
    setProgress(next);
    // Confirmed: nothing of it stays in this browser.
    if (next.step === 'thanks') forgetGuestProgress(token);
    else keepGuestProgress(token, next);
    return Promise.resolve();
  };
  const drawn = useMemo(
    () => ({
      drawnSoFar: (hash: string) => Promise.resolve(readGuestDrawn(token, hash)),
      keepDrawn: (hash: string, strokes: Parameters<ConfirmingPlace['keepDrawn']>[1]) =>
        Promise.resolve(keepGuestDrawn(token, hash, strokes)),
    }),
    [token],
  );
  const confirm = async (said: Said): Promise<Failure | null> => {
    const answered = await httpGuestTransport.confirm(await signed(token, said));
    const safe = messages.safe[said.manner.by];
    if ('problem' in answered) {
      const { title, todo } = PROBLEMS[answered.problem];
      return { title, lines: [safe, todo] };
    }
    if ('unreachable' in answered) return { title: messages.guestNotSent, lines: [safe, messages.guestNotSentMend] };
    onAnswer(answered.answer);
    return answered.answer.state === 'confirmed' ? null : { title: messages.changed, lines: [] };
  };
  const place: ConfirmingPlace = {
    ...drawn,
    sample: page.sample,
    newId: () => uuidv7(Date.now(), browserRandom(10)),
    nowMs: Date.now,
    confirm,
    inviteOwnPhone: null,
    byCode: true,
    ends: {
      different: () => <GuestDifferentScreen page={page} onBack={() => void go({ step: 'read' })} />,
      // Between the server's answer and the screen that shows it.
      thanks: () => null,
      ownPhone: () => null,
    },
  };
  return <StepScreen {...{ progress, asked, place, go }} failed={false} done={false} />;
}

/** Signed by a key that this browser makes for the one confirmation; its private half is forgotten with it. */
const signed = async (token: string, { confirmation, asked, manner, proxy, ...said }: Said) => {
  // The link was shown at the visit; the code went to the company's registered contact.
  const identifiedBy = manner.by === 'typedName' ? ('registeredContact' as const) : ('ownPhone' as const);
  const signer = { ...said.signer, identifiedBy };
  const { hash } = asked;
  const key = await webCrypto.createDeviceKey();
  const signature = await webCrypto.sign(key, confirmationStatement({ confirmation, hash, manner, proxy, signer }));
  return { token, confirmation, hash, signer, manner, proxy, appVersion, publicKey: key.publicKey, signature };
};
