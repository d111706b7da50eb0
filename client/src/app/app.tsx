import { type ReactNode, useEffect, useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { HandOverGuard } from '../features/hand-over/hand-over-guard.tsx';
import { UpdatePrompt } from '../pwa/update-prompt.tsx';
import { BansoContext } from '../sync/banso-context.tsx';
import { loadedLater } from '../ui/loaded-later.tsx';
import type { AppPorts } from './browser.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { ErasedScreen } from './erased-screen.tsx';
import { IdleLock } from './idle-lock-guard.tsx';
import { NoStorageScreen } from './no-storage-screen.tsx';
import { OpeningScreen } from './opening-screen.tsx';
import type { Known } from './open-banso.ts';
import { ReadTrouble } from './read-trouble.tsx';
import { SignedInRoutes } from './signed-in-routes.tsx';
import { useAppState } from './use-app-state.ts';

const SignInScreen = loadedLater(async () => (await import('../features/sign-in/sign-in-screen.tsx')).SignInScreen);

export type AppProps = {
  readonly ports: AppPorts;
  /** Who is signed in on this device, asked of its storage before the screens start; rejects without storage. */
  readonly signedInHere: Promise<Known | null>;
  /** The one-time token of the link that opened the app. */
  readonly linkToken: string | null;
};

const SwitchPerson = loadedLater(async () => (await import('../features/switch-person.tsx')).SwitchPerson);
const LockScreen = loadedLater(async () => (await import('../features/lock/lock-screen.tsx')).LockScreen);
const DeclareScreen = loadedLater(async () => (await import('../features/devices/device-gate.tsx')).DeclareScreen);
const ProtectScreen = loadedLater(async () => (await import('../features/lock/protect-screen.tsx')).ProtectScreen);

/** The whole app: what this device holds comes first, the network after it. */
export function App({ ports, signedInHere, linkToken }: AppProps) {
  const { state, signedIn } = useAppState(ports, signedInHere);
  const [, navigate] = useLocation();
  // A link counts once: whoever signs out afterwards comes to the other ways.
  const [token, setToken] = useState(linkToken);
  const signIn = (
    <SignInScreen
      deviceLabel={ports.deviceLabel}
      linkToken={token}
      onSignedIn={async (me, opener) => {
        // First: the app that opens shows this address for a moment, and would use the link a second time.
        setToken(null);
        await signedIn(me, opener);
        navigate('/', { replace: true });
      }}
    />
  );
  return (
    <ErrorBoundary>
      {state.at !== 'open' && <UpdatePrompt />}
      {state.at === 'opening' && <OpeningScreen />}
      {state.at === 'noStorage' && <NoStorageScreen />}
      {state.at === 'declare' && <DeclareScreen first={state.first} />}
      {state.at === 'protect' && <ProtectScreen protect={state.protect} words={state.words} />}
      {state.at === 'locked' && <LockScreen app={state.app} />}
      {state.at === 'signedOut' && <SignedOut>{signIn}</SignedOut>}
      {state.at === 'erased' && <ErasedScreen leave={state.leave} />}
      {state.at === 'open' && (
        <BansoContext value={state.banso}>
          <IdleLock tabs={state.tabs} ready={LockScreen.preload} />
          <ReadTrouble />
          {/* While the phone is in the company's hands, no address and no prompt leads out of its screen. */}
          <HandOverGuard>
            <UpdatePrompt />
            <Switch>
              <Route path="/sign-in">
                <SwitchPerson>{signIn}</SwitchPerson>
              </Route>
              <Route>
                <SignedInRoutes />
              </Route>
            </Switch>
          </HandOverGuard>
        </BansoContext>
      )}
    </ErrorBoundary>
  );
}

/** Every address asks to sign in; the address bar says so too. */
function SignedOut({ children }: { readonly children: ReactNode }) {
  const [path, navigate] = useLocation();
  useEffect(() => {
    if (path !== '/sign-in') navigate('/sign-in', { replace: true });
  }, [path, navigate]);
  return children;
}
