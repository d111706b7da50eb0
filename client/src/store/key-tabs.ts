import type { KeptKeyMessage } from './kept-keys.ts';

/**
 * The tabs of one browser among themselves: who has unlocked hands the key on, so that a second tab opens without asking. A
 * handle travels that no script can export, and nothing is written.
 */
export type KeyTabs = {
  /** The key that this very tab had before it was loaded anew, or that of another tab; null when none answers at once. */
  readonly ask: () => Promise<CryptoKey | null>;
  /** From now on loading this tab anew does not lock it: its key waits for it, some seconds, in the service worker's memory. */
  readonly keepOverReload: () => void;
  /** From now on this tab answers with this key; null: no more. */
  readonly hold: (key: CryptoKey | null) => void;
  /** Tells every other tab to lock, too. */
  readonly lockOthers: () => void;
  /** Somebody works in this tab: the others do not lock for idleness. */
  readonly tellActive: () => void;
  readonly onLock: (heard: () => void) => void;
  readonly onActive: (heard: () => void) => () => void;
  readonly close: () => void;
};

type Message =
  | { readonly say: 'who' }
  | { readonly say: 'key'; readonly key: CryptoKey }
  | { readonly say: 'lock' }
  | { readonly say: 'active' };

/** Another tab of the same browser answers within a few milliseconds or is asleep. */
const ANSWER_MS = 150;

/** The service worker answers in a few milliseconds; the page that it serves has just started it. */
const WORKER_MS = 1_000;
/** Where a tab keeps the number under which its key waits: it survives loading anew, and no other tab has it. */
const TAB = 'banso-tab';

/** One channel per database name. */
export const broadcastKeys = (database: string): KeyTabs => {
  const channel = new BroadcastChannel(`${database}-key`);
  let mine: CryptoKey | null = null;
  let lock = () => {};
  let active = () => {};
  const tell = (message: Message) => channel.postMessage(message);
  // Only tabs of this very app reach the channel: it belongs to the origin.
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.say === 'who' && mine) tell({ say: 'key', key: mine });
    if (data.say === 'lock') {
      // At once: the tab that locks asks the others next, and none of them may answer.
      mine = null;
      lock();
    }
    if (data.say === 'active') active();
  });
  const worker = (): ServiceWorker | null => ('serviceWorker' in navigator ? navigator.serviceWorker.controller : null);
  const tellWorker = (message: KeptKeyMessage, ports: MessagePort[] = []) => worker()?.postMessage(message, ports);
  const leaving = () => {
    if (!mine) return;
    const tab = crypto.randomUUID();
    sessionStorage.setItem(TAB, tab);
    tellWorker({ type: 'KEEP_KEY', database, tab, key: mine });
  };

  /** Given once, to the tab that left it there. */
  const keptForThisTab = async (): Promise<CryptoKey | null> => {
    const tab = sessionStorage.getItem(TAB);
    sessionStorage.removeItem(TAB);
    if (tab === null || !worker()) return null;
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), WORKER_MS);
      port1.addEventListener('message', ({ data }: MessageEvent<CryptoKey | null>) => {
        clearTimeout(timer);
        resolve(data);
      });
      port1.start();
      tellWorker({ type: 'TAKE_KEY', database, tab }, [port2]);
    });
  };

  const keyOfOtherTab = (): Promise<CryptoKey | null> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => end(null), ANSWER_MS);
      const answered = ({ data }: MessageEvent<Message>) => {
        if (data.say === 'key') end(data.key);
      };
      const end = (key: CryptoKey | null) => {
        clearTimeout(timer);
        channel.removeEventListener('message', answered);
        resolve(key);
      };
      channel.addEventListener('message', answered);
      tell({ say: 'who' });
    });

  return {
    ask: async () => (await keptForThisTab()) ?? keyOfOtherTab(),
    keepOverReload: () => window.addEventListener('pagehide', leaving),
    hold: (key) => {
      mine = key;
    },
    lockOthers: () => {
      tell({ say: 'lock' });
      tellWorker({ type: 'FORGET_KEYS', database });
    },
    tellActive: () => tell({ say: 'active' }),
    onLock: (heard) => {
      lock = heard;
    },
    onActive: (heard) => {
      active = heard;
      return () => {
        active = () => {};
      };
    },
    close: () => {
      window.removeEventListener('pagehide', leaving);
      channel.close();
    },
  };
};
