import { signedInSchema } from '@banso/shared/protocol/sign-in.ts';
import { Dexie, type Table } from 'dexie';
import * as v from 'valibot';
import type { IndexedDb } from './database.ts';
import type { Owner } from './open-device.ts';
import type { OwnerName } from './owner-name.ts';

type SignInRow = { readonly id: 'current'; readonly signedIn: unknown; readonly atMs: number };

/** Rows of an earlier version also have the names. */
const rowSchema = v.object({
  ...v.pick(signedInSchema, ['tenant', 'person', 'roles', 'sample']).entries,
  ...v.partial(v.pick(signedInSchema, ['name', 'tenantName'])).entries,
});

/** Who is signed in on this browser, so that the app opens with their records when there is no network. Ids alone: their name lies sealed with those records. */
export type SignIns = {
  /** With the names where an earlier version kept them. */
  readonly current: () => Promise<Owner | (Owner & OwnerName) | null>;
  readonly remember: (owner: Owner, atMs: number) => Promise<void>;
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
      const parsed = v.safeParse(rowSchema, (await database.signIns.get('current'))?.signedIn);
      if (!parsed.success) return null;
      const { name, tenantName, ...owner } = parsed.output;
      return name === undefined || tenantName === undefined ? owner : { ...owner, name, tenantName };
    },
    remember: async ({ tenant, person, roles, sample }, atMs) => {
      await database.signIns.put({ id: 'current', signedIn: { tenant, person, roles, sample }, atMs });
    },
    forget: () => database.signIns.delete('current'),
  };
};
