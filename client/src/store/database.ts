import type { Look } from '@banso/shared/access/access.ts';
import type { Kind } from '@banso/shared/operation/envelope.ts';
import type { Verdict } from '@banso/shared/protocol/verdict.ts';
import { Dexie, type Table } from 'dexie';
import type { DeviceKey } from './device-crypto.ts';
import type { KeyWrap } from './key-wraps.ts';
import { SealChanged, type SealFormat } from './seal.ts';

/**
 * Where an operation stands.
 * - waiting: no verdict yet
 * - arriving: taken in, but its effect is not in what was pulled so far
 * - settled: taken in and pulled
 * - attention: refused, parked or blocked
 */
export type Stage = 'waiting' | 'arriving' | 'settled' | 'attention';

/**
 * One recorded operation. This format is frozen (L14): a later app reads what this one wrote. `previousChain` is kept beside
 * `chain`, so that the neighbours of a vanished row still prove what came before and after it.
 */
export type OutboxRow = {
  readonly seq: number;
  readonly id: string;
  readonly kind: Kind;
  readonly aggregate: string;
  readonly visit: string | null;
  readonly type: string;
  readonly recordedAtMs: number;
  readonly previousChain: string;
  readonly chain: string;
  readonly sealed: ArrayBuffer;
  /** The same text sealed to the office's public key: it can be sent when `sealed` cannot be opened. Absent before the key was known. */
  readonly forOffice?: ArrayBuffer;
  readonly stage: Stage;
  readonly verdict: Verdict | null;
  readonly receivedAtMs: number | null;
  /** Operations of this device that this one stands for or takes back; absent: none. */
  readonly replaces?: readonly string[];
};

/** A pulled part. `changed` is the number of the answer that brought it. */
export type PartRow = {
  readonly kind: Kind;
  readonly aggregate: string;
  readonly part: string;
  readonly version: number;
  readonly changed: number;
  readonly sealed: ArrayBuffer;
};

/** Made once, with the database. `sealKey`: the key beside the data; null once everything lies under the wrapped data key. */
export type IdentityRow = {
  readonly id: 'identity';
  readonly device: string;
  readonly deviceKey: DeviceKey;
  readonly sealKey: CryptoKey | null;
};

/** The data key, wrapped by what its owner knows or is, once for each way; and the box for what is recorded while locked. */
export type LockRow = {
  readonly id: 'lock';
  readonly wraps: readonly KeyWrap[];
  readonly box: LockedBox;
  /** Absent: the usual time. */
  readonly idleMinutes?: number;
};

/** `publicKey`: a P-256 point, base64url. The private half opens with the data key alone. */
export type LockedBox = { readonly publicKey: string; readonly sealedPrivate: ArrayBuffer };

/**
 * What the locked screen shows: no names. Sealed with a key of its own, which lies here, so that it can be shown at all. `upTo`:
 * the last operation of this device that it knows of; absent in rows of 0.1.
 */
export type GlanceRow = {
  readonly id: 'glance';
  readonly key: CryptoKey;
  readonly sealed: ArrayBuffer;
  readonly upTo?: number;
};

/** What time this device has seen since the contact at `contactMs`; see `lease.ts`. All by the server's clock. */
export type LeaseRow = {
  readonly id: 'lease';
  readonly contactMs: number;
  readonly seenMs: number;
  readonly days: number;
};

/** Wrong answers at the lock since the last right one. */
export type TriesRow = { readonly id: 'tries'; readonly wrong: number; readonly lastMs: number };

/** Who uses this device, by name: sealed like everything else. */
export type OwnerRow = { readonly id: 'owner'; readonly sealed: ArrayBuffer };

/** The last recorded operation; compared and advanced by every recording. */
export type TipRow = { readonly id: 'tip'; readonly seq: number; readonly chain: string };

/**
 * How far this device and the server agree.
 * - `acked`: every sequence number up to here has its verdict
 * - `answers`: how many answers changed something here; `cleared`: the last one that removed parts
 */
export type SyncRow = {
  readonly id: 'sync';
  readonly branch: number;
  readonly acked: number;
  readonly cursor: number;
  readonly epoch: number;
  readonly token: string | null;
  readonly offsetMs: number | null;
  readonly lastContactMs: number | null;
  readonly answers: number;
  readonly cleared: number;
  /** The cursor of the last answer that left nothing to fetch; absent in rows of 0.1, where it was taken for the cursor itself. */
  readonly complete?: number;
  /** An epoch other than that of the parts here, for which everything was offered anew already. */
  readonly offered?: number;
  /** What is written now is sealed in this format; absent: with the key beside the data. Who seals otherwise must not write. */
  readonly sealing?: SealFormat;
  /** When the server last answered a pull, by its own clock: from then on the lease counts. */
  readonly leaseMs?: number;
  /** Log position up to which the server has told of a backup. */
  readonly backedUp?: number;
  /** The office's public key for sealing (P-256 point, base64url), as the server last said. */
  readonly officeKey?: string;
};

/** What is left of an erased device until the server has its word: the key that signs, and what it signs. */
export type SignerRow = Omit<IdentityRow, 'id' | 'sealKey'> & { readonly id: 'signer' };
export type ErasedRow = {
  readonly id: 'erased';
  readonly order: string;
  /** What had not reached the server. */
  readonly left: { readonly operations: number; readonly photos: number };
};

export type DraftRow = { readonly key: string; readonly sealed: ArrayBuffer };

export type ReceiptRow = {
  readonly id: string;
  readonly text: string;
  readonly signature: string;
  readonly receivedAtMs: number;
};

/**
 * Where a photo's bytes stand.
 * - waiting: the server has not confirmed them
 * - stored: it has
 * - refused: it will not take them, or they cannot be read any more; `problem` says why
 */
export type PhotoStage = 'waiting' | 'stored' | 'refused';

/** A photo taken on this device; written in the transaction of the operation that names it. */
export type PhotoRow = {
  readonly id: string;
  readonly aggregate: string;
  /** Empty where the picture is of no visit. */
  readonly visit: string;
  /** What the record is: a photo of the visit, a signed paper, a passbook. Rows from before there were papers have none: photos. */
  readonly kind?: 'photo' | 'paper' | 'passbook';
  /** The operation that names these bytes. */
  readonly operation: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly addedAtMs: number;
  readonly stage: PhotoStage;
  readonly problem: string | null;
  readonly confirmedAtMs: number | null;
  /**
   * A log position that is not before the one where the server took the bytes in: said by an answer to a question asked later.
   * `heard`: one answer has come since; the next one's position counts.
   */
  readonly storedBy?: number;
  readonly heard?: true;
  /** The bytes have left this device for want of room, after a backup held them. */
  readonly dropped?: true;
  /**
   * The picture's key sealed to the office: with it the picture can be sent by who cannot open it. Absent before the office's key
   * was known. It stays like the bytes, for a restored server asks for them again (L4).
   */
  readonly forOffice?: ArrayBuffer;
};

/**
 * The bytes apart from their row: noting how an upload stands must not write 400 kB again. `cipher`: the picture under a key of
 * its own, iv first; `sealed` is then that key. Rows from before have no `cipher`: `sealed` is the picture itself.
 */
export type PhotoBytesRow = { readonly id: string; readonly sealed: ArrayBuffer; readonly cipher?: ArrayBuffer };

/** A part of the reserve: bytes that mean nothing, and make room when they go. */
export type ReserveRow = { readonly id: number; readonly bytes: ArrayBuffer };

/** Lets tests bring their own IndexedDB; in a browser both are the global ones. */
export type IndexedDb = {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
};

export type Database = Dexie & {
  readonly meta: Table<
    IdentityRow | TipRow | SyncRow | LockRow | GlanceRow | LeaseRow | TriesRow | OwnerRow | SignerRow | ErasedRow,
    string
  >;
  readonly outbox: Table<OutboxRow, number>;
  readonly parts: Table<PartRow, [Kind, string, string]>;
  readonly drafts: Table<DraftRow, string>;
  readonly receipts: Table<ReceiptRow, string>;
  readonly photos: Table<PhotoRow, string>;
  readonly photoBytes: Table<PhotoBytesRow, string>;
  readonly looks: Table<Look, string>;
  readonly reserve: Table<ReserveRow, number>;
};

/** The database of one person of one tenant in this browser profile; not opened yet. */
export const databaseOf = (name: string, indexedDb: IndexedDb): Database => {
  // "strict": a commit is answered only after the disk has it. Without it a crash right after "saved" loses the tap (L2).
  const database = new Dexie(name, { ...indexedDb, chromeTransactionDurability: 'strict' }) as Database;
  database.version(1).stores({
    meta: 'id',
    outbox: 'seq, &id, stage, [kind+aggregate]',
    parts: '[kind+aggregate+part], changed',
    drafts: 'key',
    receipts: 'id',
  });
  // Two more tables; what version 1 holds stays as it is.
  database.version(2).stores({ photos: 'id, stage', photoBytes: 'id' });
  database.version(3).stores({ looks: 'id' });
  database.version(4).stores({ reserve: 'id' });
  return database;
};

export const databaseName = ({ tenant, person }: { readonly tenant: string; readonly person: string }): string =>
  `banso-${tenant}-${person}`;

/** The browser's IndexedDB. */
export const browserIndexedDb = (): IndexedDb => ({ indexedDB, IDBKeyRange });

/**
 * Runs database work; on a dead connection (WebKit drops it after a while in the background, and a later version of the app in another
 * tab has it closed) reopens and tries again. Throws what the third try throws, and at once a full disk and records that are sealed
 * with another key now.
 */
export const withConnection = async <Answer>(database: Database, work: () => Promise<Answer>): Promise<Answer> => {
  for (let left = TRIES; ; left -= 1) {
    const connection = database.backendDB();
    try {
      return await work();
    } catch (error) {
      if (error instanceof SealChanged) toTell.get(database)?.();
      if (error instanceof SealChanged || isFull(error) || gone.has(database) || left === 1) throw error;
      // Other work may have opened it anew meanwhile: closing that one would end what it has just begun again.
      if (database.backendDB() === connection) database.close({ disableAutoOpen: false });
      await database.open();
    }
  }
};

const TRIES = 3;

const toTell = new WeakMap<Database, () => void>();

/** `told` is called by each work that meets records sealed with another key: whoever has this connection opens the device anew. */
export const whenSealChanges = (database: Database, told: () => void): void => {
  toTell.set(database, told);
};

const gone = new WeakSet<Database>();

/** Closes a database that is being erased, for good: what is still under way must not make it anew. */
export const letGo = (database: Database): void => {
  gone.add(database);
  database.close();
};

/** The disk takes nothing more. */
export const isFull = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'QuotaExceededError' ||
    ('inner' in error && error.inner instanceof Error && error.inner.name === 'QuotaExceededError'));
