import { type Database, type LockRow, type TriesRow, withConnection } from './database.ts';
import { type KeyWrap, newDataKey, type Opener, unwrapKey, WAYS, wrapKey } from './key-wraps.ts';
import { readPosition } from './local-records.ts';
import { BOX_PLACE, type Device, readLock } from './open-device.ts';
import { sealWith } from './seal.ts';
import { newBoxKey } from './sealed-box.ts';
import type { StorePorts } from './store-ports.ts';

type Ports = Pick<StorePorts, 'crypto' | 'random' | 'clock'>;
export type Way = Opener['way'];

/** Unless the person chose another time. */
export const DEFAULT_IDLE_MINUTES = 10;
export const IDLE_CHOICES = [1, 3, 5, 30] as const;

/** How this device can be opened, in the order in which it is offered; a passkey by its id. */
export type WayHere = { readonly way: 'passphrase' } | { readonly way: 'passkey'; readonly credential: string };

export const waysOf = ({ wraps }: LockRow): readonly WayHere[] =>
  wraps
    .toSorted((a, b) => WAYS.indexOf(b.way) - WAYS.indexOf(a.way))
    .map((wrap) => (wrap.way === 'passkey' ? { way: wrap.way, credential: wrap.credential } : { way: wrap.way }));

/**
 * Begins to protect a device whose key lies beside its data: makes the data key and writes it wrapped, in one transaction with
 * the word that from now on everything is sealed with it. What was written before stays readable, and `resealAll` takes it
 * over; a crash between the two loses nothing. Answers the key; null when another tab came first.
 */
export const protectDevice = async (
  { database, identity }: Device,
  opener: Opener,
  ports: Ports,
): Promise<{ readonly dataKey: CryptoKey; readonly lock: LockRow } | null> => {
  const fresh = await newDataKey();
  const wrap = await wrapKey(fresh, opener, ports.random);
  // Opened again before anything depends on it: what is kept is what this very wrap gives.
  const dataKey = await unwrapKey(wrap, opener);
  if (!dataKey) throw new Error('The new key does not open.');
  const seal = sealWith({ ...ports, keys: { beside: identity.sealKey, data: dataKey, box: null } });
  const { publicKey, secret } = await newBoxKey();
  const sealedPrivate = await seal.sealBytes(BOX_PLACE, secret);
  const lock: LockRow = { id: 'lock', wraps: [wrap], box: { publicKey, sealedPrivate } };
  const written = await withConnection(database, () =>
    database.transaction('rw', database.meta, async () => {
      if (await database.meta.get('lock')) return false;
      const { sync } = await readPosition(database);
      await database.meta.bulkPut([lock, { ...sync, sealing: seal.format }]);
      return true;
    }),
  );
  return written ? { dataKey, lock } : null;
};

/** The data key; null when this opener does not open this device. */
export const unlockDevice = ({ wraps }: LockRow, opener: Opener): Promise<CryptoKey | null> =>
  openWith(wraps, opener, { extractable: false });

/**
 * Opens with what holds now and wraps anew for `next`, which takes the place of the same way (a passkey: of the same passkey).
 * Neither data nor outbox is touched. False, and nothing written, when `current` does not open.
 */
export const addOpener = async (
  database: Database,
  { current, next, random }: { readonly current: Opener; readonly next: Opener; readonly random: Ports['random'] },
): Promise<boolean> => {
  const lock = await readLock(database);
  const dataKey = lock && (await openWith(lock.wraps, current, { extractable: true }));
  if (!lock || !dataKey) return false;
  const wrap = await wrapKey(dataKey, next, random);
  if (!(await unwrapKey(wrap, next))) throw new Error('The new key does not open.');
  return withConnection(database, () =>
    database.transaction('rw', database.meta, async () => {
      const held = await database.meta.get('lock');
      if (held?.id !== 'lock') return false;
      await database.meta.put({ ...held, wraps: [...held.wraps.filter((one) => !isSameWay(one, wrap)), wrap] });
      return true;
    }),
  );
};

/** Wrong answers so far; a right one forgets them. */
export const readTries = async (database: Database): Promise<TriesRow> => {
  const row = await withConnection(database, () => database.meta.get('tries'));
  return row?.id === 'tries' ? row : { id: 'tries', wrong: 0, lastMs: 0 };
};

export const noteTry = async (database: Database, right: boolean, nowMs: number): Promise<TriesRow> => {
  const before = await readTries(database);
  const row: TriesRow = { id: 'tries', wrong: right ? 0 : before.wrong + 1, lastMs: nowMs };
  if (right && before.wrong === 0) return row;
  await withConnection(database, () => database.meta.put(row));
  return row;
};

const FREE_TRIES = 3;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** How long to wait before the next answer is looked at: nothing for three, then 5 seconds, doubled up to five minutes. */
export const pauseAfter = (wrong: number): number =>
  wrong < FREE_TRIES ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (wrong - FREE_TRIES));

const openWith = async (
  wraps: readonly KeyWrap[],
  opener: Opener,
  how: { readonly extractable: boolean },
): Promise<CryptoKey | null> => {
  for (const wrap of wraps.filter((one) => isFor(one, opener))) {
    const key = await unwrapKey(wrap, opener, how);
    if (key) return key;
  }
  return null;
};

const isFor = (wrap: KeyWrap, opener: Opener): boolean =>
  wrap.way === 'passkey' ? opener.way === 'passkey' && wrap.credential === opener.credential : opener.way === wrap.way;

const isSameWay = (one: KeyWrap, other: KeyWrap): boolean =>
  one.way === 'passkey' ? other.way === 'passkey' && one.credential === other.credential : other.way === one.way;

/**
 * Gives up what nobody can open any more: parts, which come again, drafts, which were never recorded, and names. Outbox,
 * receipts and photos stay as they lie (L5), and so does the device's identity: its chain goes on. `unsent`, and nothing
 * changed, while the server has not answered for everything recorded. Afterwards the device is as after a first sign-in.
 */
export const startAnew = async (database: Database, { crypto }: Pick<Ports, 'crypto'>): Promise<'done' | 'unsent'> => {
  const sealKey = await crypto.createSealKey();
  return withConnection(database, () =>
    database.transaction('rw', [database.meta, database.parts, database.drafts], async () => {
      const { tip, sync } = await readPosition(database);
      const identity = await database.meta.get('identity');
      if (sync.acked < tip.seq || identity?.id !== 'identity') return 'unsent';
      const { sealing: _, ...before } = sync;
      await database.meta.bulkDelete(['lock', 'tries', 'owner', 'glance']);
      await Promise.all([database.parts.clear(), database.drafts.clear()]);
      const cleared = sync.answers + 1;
      await database.meta.bulkPut([
        { ...identity, sealKey },
        { ...before, cursor: 0, answers: cleared, cleared },
      ]);
      return 'done';
    }),
  );
};

/** After how many minutes without a touch the device locks itself; null: the usual time. */
export const setIdleMinutes = (database: Database, minutes: number | null): Promise<void> =>
  withConnection(database, () =>
    database.transaction('rw', database.meta, async () => {
      const lock = await database.meta.get('lock');
      if (lock?.id !== 'lock') return;
      const { idleMinutes: _, ...rest } = lock;
      await database.meta.put(minutes === null ? rest : { ...rest, idleMinutes: minutes });
    }),
  );
