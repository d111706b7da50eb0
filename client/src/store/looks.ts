import { type Look, MAX_LOOKS } from '@banso/shared/access/access.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { type Database, withConnection } from './database.ts';
import type { StorePorts } from './store-ports.ts';

/** What this device's person looked at, until the server has it in its access log (FP-2-2). Ids alone, nothing of what was seen. */
export type Looks = {
  /** Never fails a screen: what cannot be kept is complained of on the console. */
  readonly note: (look: Omit<Look, 'id' | 'atMs'>) => Promise<void>;
  /** Oldest first, as many as one request carries. */
  readonly next: () => Promise<Look[]>;
  /** Whether the server has still to be told of one. Never fails a screen: what cannot be counted is complained of on the console. */
  readonly wait: () => Promise<boolean>;
};

/** A screen is drawn anew at every change: looking at one record for an hour is one look. */
const SAME_LOOK_MS = 60 * 60_000;

export const looksIn = (database: Database, { clock, random }: Pick<StorePorts, 'clock' | 'random'>): Looks => {
  const latest = new Map<string, number>();
  return {
    note: async (look) => {
      const atMs = clock.wallMs();
      const key = JSON.stringify([look.event, look.purpose, look.subject]);
      if (look.event === 'looked' && atMs - (latest.get(key) ?? -SAME_LOOK_MS) < SAME_LOOK_MS) return;
      latest.set(key, atMs);
      const row = { ...look, id: uuidv7(atMs, random(10)), atMs };
      await withConnection(database, () => database.looks.put(row)).catch((error: unknown) =>
        console.error('A look could not be kept', error),
      );
    },
    wait: () =>
      withConnection(database, () => database.looks.count()).then(
        (count) => count > 0,
        (error: unknown) => {
          console.error('The looks could not be counted', error);
          return false;
        },
      ),
    next: () => withConnection(database, () => database.looks.orderBy('id').limit(MAX_LOOKS).toArray()),
  };
};
