import type { IndexableType, Table } from 'dexie';
import { type Database, withConnection } from './database.ts';
import { identityNow } from './device-identity.ts';
import { outboxPlace, partPlace } from './local-records.ts';
import { draftPlace } from './drafts.ts';
import { OWNER_PLACE } from './owner-name.ts';
import { bytesPlace } from './picture-cipher.ts';
import { BESIDE, formatOf, type Seal } from './seal.ts';

type SealedRow = { readonly sealed: ArrayBuffer };
type Place = {
  readonly table: 'outbox' | 'parts' | 'drafts' | 'photoBytes';
  readonly where: (row: never) => string;
};

const PLACES: readonly Place[] = [
  { table: 'outbox', where: outboxPlace },
  { table: 'parts', where: partPlace },
  { table: 'drafts', where: ({ key }: { readonly key: string }) => draftPlace(key) },
  { table: 'photoBytes', where: ({ id }: { readonly id: string }) => bytesPlace(id) },
];

/** Rows in memory at once; a photo has 400 kB. */
const BATCH = 20;

/**
 * Takes everything that still lies under the key beside the data over to the data key, then forgets that key. May stop
 * anywhere and begin again: both keys open until the last row is written, and the old one goes only in a transaction that saw
 * no row of it (L5). Of a row nothing changes but its sealed bytes. `seal` has both keys.
 */
export const resealAll = async (database: Database, seal: Seal): Promise<void> => {
  const { sealKey } = await identityNow(database);
  if (sealKey === null) return;
  for (;;) {
    await resealOwner(database, seal);
    const damaged = new Set<string>();
    for (const place of PLACES) await resealTable({ database, seal, damaged }, place);
    if (await forgetKeyBeside(database, damaged)) return;
  }
};

type Work = {
  readonly database: Database;
  readonly seal: Seal;
  /** Rows that neither key opens: they stay as they lie, and are sent as bytes some day. */
  readonly damaged: Set<string>;
};

const resealOwner = async (database: Database, seal: Seal): Promise<void> => {
  const row = await withConnection(database, () => database.meta.get('owner'));
  if (row?.id !== 'owner' || !isOld(row)) return;
  const plain = await seal.openBytes(OWNER_PLACE, row.sealed);
  const sealed = plain && (await seal.sealBytes(OWNER_PLACE, plain));
  await withConnection(database, () =>
    sealed ? database.meta.put({ id: 'owner', sealed }).then(() => undefined) : database.meta.delete('owner'),
  );
};

const resealTable = async (work: Work, { table, where }: Place): Promise<void> => {
  const { database, seal, damaged } = work;
  const rows = database.table<SealedRow, IndexableType>(table);
  const keys = await withConnection(database, () => rows.toCollection().primaryKeys());
  for (let at = 0; at < keys.length; at += BATCH) {
    const some = keys.slice(at, at + BATCH);
    const held = await withConnection(database, () => rows.bulkGet(some));
    // Before the transaction: WebCrypto inside one would end it in Firefox and WebKit.
    const anew = await Promise.all(
      held.map(async (row, i) => {
        if (!row || !isOld(row)) return null;
        const plain = await seal.openBytes(where(row as never), row.sealed);
        if (!plain) damaged.add(nameOf(table, some[i]));
        return plain && { from: row.sealed, to: await seal.sealBytes(where(row as never), plain) };
      }),
    );
    if (anew.some((one) => one !== null)) await putAnew(database, rows, { keys: some, anew });
  }
};

type Anew = { readonly from: ArrayBuffer; readonly to: ArrayBuffer } | null;

/** A verdict may have come meanwhile, or another draft: only the very bytes that were opened are replaced. */
const putAnew = (
  database: Database,
  rows: Table<SealedRow, IndexableType>,
  { keys, anew }: { readonly keys: readonly IndexableType[]; readonly anew: readonly Anew[] },
): Promise<unknown> =>
  withConnection(database, () =>
    database.transaction('rw', rows, async () => {
      const now = await rows.bulkGet([...keys]);
      await rows.bulkPut(
        now.flatMap((row, i) => {
          const one = anew[i];
          return row && one && isSame(row.sealed, one.from) ? [{ ...row, sealed: one.to }] : [];
        }),
      );
    }),
  );

/** False, and nothing changed: something lies here that was written with the old key meanwhile. */
const forgetKeyBeside = (database: Database, damaged: ReadonlySet<string>): Promise<boolean> =>
  withConnection(database, () =>
    database.transaction('rw', [database.meta, ...PLACES.map(({ table }) => table)], async () => {
      for (const { table } of PLACES) {
        let left = false;
        await database.table<SealedRow, IndexableType>(table).each((row, { primaryKey }) => {
          left ||= isOld(row) && !damaged.has(nameOf(table, primaryKey));
        });
        if (left) return false;
      }
      const [identity, owner] = await database.meta.bulkGet(['identity', 'owner']);
      if (owner?.id === 'owner' && isOld(owner)) return false;
      if (identity?.id === 'identity') await database.meta.put({ ...identity, sealKey: null });
      return true;
    }),
  );

const isOld = ({ sealed }: SealedRow): boolean => formatOf(sealed) === BESIDE;

const nameOf = (table: string, key: unknown): string => JSON.stringify([table, key]);

const isSame = (one: ArrayBuffer, other: ArrayBuffer): boolean => {
  const [a, b] = [new Uint8Array(one), new Uint8Array(other)];
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
};
