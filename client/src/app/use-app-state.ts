import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { PasskeyOpener } from '../store/key-wraps.ts';
import { askToPersist } from '../store/store-ports.ts';
import { type AppSession, createAppSession } from './app-session.ts';
import type { AppState } from './app-state.ts';
import type { AppPorts } from './browser.ts';
import type { Known } from './open-banso.ts';

/** The app as it stands, for as long as the screens stand. */
export const useAppState = (
  ports: AppPorts,
  signedInHere: Promise<Known | null>,
): { readonly state: AppState; readonly signedIn: AppSession['signedIn'] } => {
  const [session] = useState(() => createAppSession(ports));
  const state = useSyncExternalStore(session.subscribe, session.state);
  useEffect(() => {
    void session.start(signedInHere);
    return session.close;
  }, [session, signedInHere]);
  useEffect(() => {
    const ask = () => void askToPersist();
    // Browsers grant it most readily to an app that was just installed.
    window.addEventListener('appinstalled', ask);
    return () => window.removeEventListener('appinstalled', ask);
  }, []);
  const signedIn = useCallback(
    async (me: SignedIn, opener?: PasskeyOpener | null) => {
      await session.signedIn(me, opener);
      // A browser that grants it will not clear these records when space runs short.
      void askToPersist();
    },
    [session],
  );
  return { state, signedIn };
};
