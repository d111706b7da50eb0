import { signedInSchema } from '@banso/shared/protocol/sign-in.ts';
import { Dexie, type Table } from 'dexie';
import * as v from 'valibot';
import { databaseName, type IndexedDb } from './database.ts';
import type { Owner } from './open-device.ts';
import type { OwnerName } from './owner-name.ts';

/** `id`: `current` for who is signed in; for everybody who was, the name of the database that they left here. */
type SignInRow = { readonly id: string; readonly signedIn: unknown; readonly atMs: number };

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
  /** Nobody is signed in any more; their database stays as it is (L5), and whose it is stays known. */
  readonly forget: () => Promise<void>;
  /** Whose databases lie here though they are not signed in. */
  readonly others: () => Promise<readonly Owner[]>;
  /** Their database is gone: nothing here says any more that they were here. */
  readonly drop: (owner: Pick<Owner, 'tenant' | 'person'>) => Promise<void>;
};

/** Throws, at first use, when the browser gives no storage. */
export const signInsOf = (indexedDb: IndexedDb): SignIns => {
  const database = new Dexie('banso', { ...indexedDb, chromeTransactionDurability: 'strict' }) as Dexie & {
    readonly signIns: Table<SignInRow, string>;
  };
  database.version(1).stores({ signIns: 'id' });

  /** Who is signed in now becomes somebody who was. */
  const putAside = async (): Promise<void> => {
    const row = await database.signIns.get(CURRENT);
    const owner = ownerIn(row);
    if (row && owner) await database.signIns.put({ id: databaseName(owner), signedIn: owner, atMs: row.atMs });
    await database.signIns.delete(CURRENT);
  };

  return {
    current: async () => {
      const parsed = v.safeParse(rowSchema, (await database.signIns.get(CURRENT))?.signedIn);
      if (!parsed.success) return null;
      const { name, tenantName, ...owner } = parsed.output;
      return name === undefined || tenantName === undefined ? owner : { ...owner, name, tenantName };
    },
    remember: ({ tenant, person, roles, sample }, atMs) =>
      database.transaction('rw', database.signIns, async () => {
        await putAside();
        await database.signIns.delete(databaseName({ tenant, person }));
        await database.signIns.put({ id: CURRENT, signedIn: { tenant, person, roles, sample }, atMs });
      }),
    forget: () => database.transaction('rw', database.signIns, putAside),
    others: async () =>
      (await database.signIns.where('id').notEqual(CURRENT).toArray()).flatMap((row) => ownerIn(row) ?? []),
    drop: (owner) =>
      database.transaction('rw', database.signIns, async () => {
        const current = ownerIn(await database.signIns.get(CURRENT));
        if (current && databaseName(current) === databaseName(owner)) await database.signIns.delete(CURRENT);
        await database.signIns.delete(databaseName(owner));
      }),
  };
};

const CURRENT = 'current';

const ownerIn = (row: SignInRow | undefined): Owner | null => {
  const parsed = v.safeParse(rowSchema, row?.signedIn);
  if (!parsed.success) return null;
  const { tenant, person, roles, sample } = parsed.output;
  return { tenant, person, roles, sample };
};
