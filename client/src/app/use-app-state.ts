import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { type AppState, createAppSession } from './app-session.ts';
import type { AppPorts } from './browser.ts';
import type { Known } from './open-banso.ts';

/** The app as it stands, for as long as the screens stand. */
export const useAppState = (
  ports: AppPorts,
  signedInHere: Promise<Known | null>,
): { readonly state: AppState; readonly signedIn: (me: SignedIn) => Promise<void> } => {
  const [session] = useState(() => createAppSession(ports));
  const state = useSyncExternalStore(session.subscribe, session.state);
  useEffect(() => {
    void session.start(signedInHere);
    return session.close;
  }, [session, signedInHere]);
  return { state, signedIn: session.signedIn };
};
