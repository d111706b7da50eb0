import { type SignedIn, signedInSchema } from '@banso/shared/protocol/sign-in.ts';
import { Dexie, type Table } from 'dexie';
import * as v from 'valibot';
import type { IndexedDb } from './database.ts';

type SignInRow = { readonly id: 'current'; readonly signedIn: unknown; readonly atMs: number };

/** Who is signed in on this browser, so that the app opens with their records when there is no network. */
export type SignIns = {
  readonly current: () => Promise<SignedIn | null>;
  readonly remember: (signedIn: SignedIn, atMs: number) => Promise<void>;
  /** Forgets who it was; their database stays as it is (L5). */
  readonly forget: () => Promise<void>;
};

/** Throws, at first use, when the browser gives no storage. */
export const signInsOf = (indexedDb: IndexedDb): SignIns => {
  const database = new Dexie('banso', { ...indexedDb, chromeTransactionDurability: 'strict' }) as Dexie & {
    readonly signIns: Table<SignInRow, string>;
  };
  database.version(1).stores({ signIns: 'id' });
  return {
    current: async () => {
      const parsed = v.safeParse(signedInSchema, (await database.signIns.get('current'))?.signedIn);
      return parsed.success ? parsed.output : null;
    },
    remember: async (signedIn, atMs) => {
      await database.signIns.put({ id: 'current', signedIn, atMs });
    },
    forget: () => database.signIns.delete('current'),
  };
};
