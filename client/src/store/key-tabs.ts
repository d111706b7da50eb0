/**
 * The tabs of one browser among themselves: who has unlocked hands the key on, so that a second tab opens without asking. A
 * handle travels that no script can export, and nothing is written.
 */
export type KeyTabs = {
  /** The key of another tab; null when none answers at once. */
  readonly ask: () => Promise<CryptoKey | null>;
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
  return {
    ask: () =>
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
      }),
    hold: (key) => {
      mine = key;
    },
    lockOthers: () => tell({ say: 'lock' }),
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
    close: () => channel.close(),
  };
};
