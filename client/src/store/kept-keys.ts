/**
 * What a tab asks of the service worker so that loading it anew does not lock it. `tab`: a number that only this tab knows, drawn
 * anew each time. Kept in the worker's memory alone: nothing is written, and a worker that ended has forgotten it.
 */
export type KeptKeyMessage =
  | { readonly type: 'KEEP_KEY'; readonly database: string; readonly tab: string; readonly key: CryptoKey }
  | { readonly type: 'TAKE_KEY'; readonly database: string; readonly tab: string }
  | { readonly type: 'FORGET_KEYS'; readonly database: string };

/** Long enough for a page to be loaded anew on a slow PC, too short for somebody else to sit down at it. */
export const KEPT_MS = 15_000;

type Kept = { readonly database: string; readonly key: CryptoKey; readonly end: () => void };

/** Keys between two loads of a tab: given once, to that tab, within `KEPT_MS`; none once the device was locked. */
export const keepKeys = (after: (ms: number, run: () => void) => void) => {
  const keptByTab = new Map<string, Kept>();
  const drop = (tab: string) => {
    keptByTab.get(tab)?.end();
    keptByTab.delete(tab);
  };
  return {
    /** Resolves when this key is no longer kept: as long as that, the worker must not end. */
    keep: (database: string, tab: string, key: CryptoKey): Promise<void> =>
      new Promise((resolve) => {
        drop(tab);
        keptByTab.set(tab, { database, key, end: resolve });
        after(KEPT_MS, () => {
          if (keptByTab.get(tab)?.end === resolve) drop(tab);
        });
      }),
    take: (database: string, tab: string): CryptoKey | null => {
      const kept = keptByTab.get(tab);
      drop(tab);
      return kept?.database === database ? kept.key : null;
    },
    forget: (database: string): void => {
      for (const [tab, kept] of keptByTab) if (kept.database === database) drop(tab);
    },
  };
};

export const isKeptKeyMessage = (message: unknown): message is KeptKeyMessage =>
  typeof message === 'object' &&
  message !== null &&
  'type' in message &&
  (message.type === 'KEEP_KEY' || message.type === 'TAKE_KEY' || message.type === 'FORGET_KEYS');
