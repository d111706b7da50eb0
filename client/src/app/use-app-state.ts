import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Banso } from '../sync/banso-context.tsx';
import type { AppPorts } from './browser.ts';
import { type OpenedBanso, openBanso } from './open-banso.ts';

export type AppState =
  | { readonly at: 'opening' }
  | { readonly at: 'noStorage' }
  | { readonly at: 'signedOut' }
  | { readonly at: 'open'; readonly banso: Banso };

/** Opens from this device's own records first, then asks the server who is signed in. */
export const useAppState = (
  ports: AppPorts,
  signedInHere: Promise<SignedIn | null>,
): { readonly state: AppState; readonly signedIn: (me: SignedIn) => Promise<void> } => {
  const [state, setState] = useState<AppState>({ at: 'opening' });
  const opened = useRef<{ readonly me: SignedIn; readonly app: OpenedBanso } | null>(null);

  const signOut = useCallback(async () => {
    await ports.signIns.forget();
    await ports.account.signOut();
    opened.current?.app.close();
    opened.current = null;
    setState({ at: 'signedOut' });
  }, [ports]);

  const showNow = useCallback(
    async (me: SignedIn) => {
      if (opened.current && !isSamePerson(opened.current.me, me)) {
        opened.current.app.close();
        opened.current = null;
      }
      const app = opened.current?.app ?? (await openBanso(me, ports));
      app.meet(me);
      opened.current = { me, app };
      setState({ at: 'open', banso: { ...app.banso, me, signOut } });
      void firstScreenDrawn().then(() => {
        // Not if they signed out meanwhile, or somebody else signed in.
        if (opened.current?.app === app) app.banso.sync.start();
      });
    },
    [ports, signOut],
  );

  // One after the other: two at once would open the same records twice.
  const showing = useRef<Promise<void>>(Promise.resolve());
  const show = useCallback(
    (me: SignedIn) => {
      showing.current = showing.current.catch(() => undefined).then(() => showNow(me));
      return showing.current;
    },
    [showNow],
  );

  const signedIn = useCallback(
    async (me: SignedIn) => {
      await ports.signIns.remember(me, ports.store.clock.wallMs());
      await show(me);
      // A browser that grants it will not clear these records when space runs short.
      void navigator.storage?.persist?.().catch(() => false);
      void opened.current?.app.banso.sync.syncNow();
    },
    [ports, show],
  );

  useEffect(() => {
    const boot = async () => {
      const me = await signedInHere;
      if (!me) return setState({ at: 'signedOut' });
      await show(me);
      await firstScreenDrawn();
      const asked = await ports.account.me();
      // Somebody else's session in this browser is not this person's: their records stay apart.
      if (!('answer' in asked) || !isSamePerson(asked.answer, me) || isSame(asked.answer, me)) return;
      await ports.signIns.remember(asked.answer, ports.store.clock.wallMs());
      await show(asked.answer);
    };
    boot().catch((error: unknown) => {
      console.error('Opening failed', error);
      setState({ at: 'noStorage' });
    });
    return () => {
      opened.current?.app.close();
      opened.current = null;
    };
  }, [ports, show, signedInHere]);

  return { state, signedIn };
};

const isSamePerson = (a: SignedIn, b: SignedIn): boolean => a.tenant === b.tenant && a.person === b.person;

const isSame = (a: SignedIn, b: SignedIn): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The network has time: what a person waits for at a start is the screen. At most half a second, also in a hidden tab. */
const firstScreenDrawn = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 500 });
    else setTimeout(resolve, 200);
  });
