import type { SignedIn, SignInAnswer, SignInState, SignInStep } from '@banso/shared/protocol/sign-in.ts';
import { useEffect, useState } from 'react';
import { InstallHint } from '../../pwa/install-hint.tsx';
import type { PasskeyOpener } from '../../store/key-wraps.ts';
import { signInTransport } from '../../sync/sign-in-transport.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Screen } from '../../ui/screen.tsx';
import { FirstStart } from './first-start.tsx';
import { LinkWay } from './link-way.tsx';
import { MakeWay } from './make-way.tsx';
import { messages } from './messages.ts';
import { OfferPasskey } from './offer-passkey.tsx';
import type { OnAnswer } from './passkey-button.tsx';
import { SecondWay } from './second-way.tsx';
import { Ways } from './ways.tsx';
import './sign-in.css';

export type SignInScreenProps = {
  readonly deviceLabel: string;
  /** From the link that opened the app. It is used at a press, so that a mail scanner that opens links does not use it up. */
  readonly linkToken: string | null;
  /** `opener`: the passkey they signed in with can open this device, too. */
  readonly onSignedIn: (me: SignedIn, opener?: PasskeyOpener | null) => Promise<void>;
};

/** `link`: a link waits for its press. `offer`: signed in by the office's link alone, and asked to make a passkey. */
type Place =
  | { readonly at: 'link'; readonly token: string }
  | { readonly at: 'first'; readonly token: string }
  | { readonly at: 'ways' }
  | { readonly at: 'step'; readonly step: SignInStep }
  | { readonly at: 'offer'; readonly me: SignedIn };

/** Signing in: a passkey first, the office's link or code, a code by mail; and what comes second. */
export function SignInScreen({ deviceLabel, linkToken, onSignedIn }: SignInScreenProps) {
  const [place, setPlace] = useState<Place>(() => placeOf(linkToken));
  const [state, setState] = useState<SignInState | null>(null);
  useEffect(() => {
    let current = true;
    void signInTransport.state().then((asked) => {
      if (!current || !('answer' in asked)) return;
      setState(asked.answer);
      const { step } = asked.answer;
      // A reload in the middle goes on where it stopped; a fresh link comes first.
      if (step) setPlace((now) => (now.at === 'ways' ? { at: 'step', step } : now));
    });
    return () => {
      current = false;
    };
  }, []);

  const goOn: OnAnswer = async (answer, opener) => {
    if ('step' in answer) setPlace({ at: 'step', step: answer });
    else await onSignedIn(answer, opener);
  };
  const goOnByLink = async (answer: SignInAnswer) => {
    // Samples are for looking around: nobody makes a passkey for an invented person.
    if (!('step' in answer) && !answer.sample) setPlace({ at: 'offer', me: answer });
    else await goOn(answer);
  };
  const startOver = () => setPlace({ at: 'ways' });
  const props = { deviceLabel, onAnswer: goOn };

  return (
    <Screen bar={<AppBar title={messages.title} />}>
      <div className="sign-in">
        {place.at === 'link' && <InstallHint />}
        {place.at === 'first' && <FirstStart {...props} token={place.token} onUsed={startOver} />}
        {place.at === 'link' && (
          <LinkWay deviceLabel={deviceLabel} token={place.token} onAnswer={goOnByLink} onOther={startOver} />
        )}
        {place.at === 'ways' && <Ways {...props} onCodeAnswer={goOnByLink} canMail={state?.canMail ?? false} />}
        {place.at === 'ways' && <InstallHint />}
        {place.at === 'step' &&
          (hasNone(place.step) ? (
            <MakeWay {...props} step={place.step} />
          ) : (
            <SecondWay {...props} step={place.step} onStartOver={startOver} />
          ))}
        {place.at === 'offer' && (
          <OfferPasskey deviceLabel={deviceLabel} onDone={(opener) => onSignedIn(place.me, opener)} />
        )}
      </div>
    </Screen>
  );
}

const placeOf = (token: string | null): Place => {
  if (token === null) return { at: 'ways' };
  return token.startsWith('first-') ? { at: 'first', token } : { at: 'link', token };
};

const hasNone = ({ has: { passkey, totp, mail } }: SignInStep): boolean => !passkey && !totp && mail === null;
