import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { chained, pushStatement } from '@banso/shared/operation/chain.ts';
import type { PushItem, SyncRequest } from '@banso/shared/protocol/sync.ts';
import { type Database, type IdentityRow, type OutboxRow, withConnection } from './database.ts';
import type { DeviceCrypto } from './device-crypto.ts';
import type { Looks } from './looks.ts';
import { outboxPlace, type Position, readPosition, readSealedAs } from './local-records.ts';
import type { Seal } from './seal.ts';

export type Sender = {
  readonly database: Database;
  /** Null while the device is locked: what is sealed to the office is sent, and nothing is asked for. */
  readonly seal: Seal | null;
  readonly identity: IdentityRow;
  readonly crypto: DeviceCrypto;
  readonly who: { readonly tenant: string };
  readonly appVersion: string;
  readonly looks: Pick<Looks, 'next'>;
  /** How this device stands, for the register of devices. */
  readonly contact: () => Promise<NonNullable<SyncRequest['contact']>>;
};

/** What fits into one push: sequence numbers, and bytes of their texts as they stand in the request. */
export type PushLimit = { readonly items: number; readonly bytes: number };

/** The next request: what has no verdict, signed once, and the wish for what changed since the cursor. Throws `SealChanged`. */
export const nextRequest = async (sender: Sender, limit: PushLimit): Promise<SyncRequest> => {
  const { position, rows } = await withConnection(sender.database, () => readUnacked(sender, limit.items));
  const { tip, sync } = position;
  const push = await pushOf(sender, { position, rows, limit });
  const looks = await sender.looks.next();
  return {
    v: 1,
    tenant: sender.who.tenant,
    device: sender.identity.device,
    appVersion: sender.appVersion,
    push,
    tip: { branch: sync.branch, seq: tip.seq, tip: tip.chain },
    pull: sender.seal === null ? null : { cursor: sync.cursor, epoch: sync.epoch },
    contact: await sender.contact(),
    ...(looks.length > 0 ? { looks } : {}),
  };
};

/**
 * Pushes for a file that is carried by hand, one after the other, small enough for a line: every operation after `acked` as its copy
 * for the office. Throws `SealChanged`.
 */
export const pushesForFile = async (
  sender: Pick<Sender, 'database' | 'seal' | 'identity' | 'crypto' | 'who'>,
  acked: number,
): Promise<readonly NonNullable<SyncRequest['push']>[]> => {
  const pushes: NonNullable<SyncRequest['push']>[] = [];
  let after = acked;
  for (;;) {
    const { position, rows } = await withConnection(sender.database, () =>
      readUnacked(sender, FILE_LIMIT.items, after),
    );
    const from = { tip: position.tip, sync: { ...position.sync, acked: after } };
    const push = await pushOf(sender, { position: from, rows, limit: FILE_LIMIT, item: copyOf });
    if (!push) return pushes;
    pushes.push(push);
    after = push.toSeq;
  }
};

/** A line of a file stays well below what one request may carry. */
const FILE_LIMIT: PushLimit = { items: 1_000, bytes: 3_000_000 };

type Batch = {
  readonly position: Position;
  readonly rows: readonly OutboxRow[];
  readonly limit: PushLimit;
  /** How an operation travels. */
  readonly item?: typeof itemOf;
};

const readUnacked = (
  { database, seal }: Pick<Sender, 'database' | 'seal'>,
  items: number,
  after?: number,
): Promise<Pick<Batch, 'position' | 'rows'>> =>
  database.transaction('r', [database.meta, database.outbox], async () => {
    const position = await (seal ? readSealedAs(database, seal) : readPosition(database));
    const acked = after ?? position.sync.acked;
    const rows = await database.outbox
      .where('seq')
      .between(acked + 1, Math.min(acked + items, position.tip.seq), true, true)
      .toArray();
    return { position, rows };
  });

const pushOf = async (
  sender: Pick<Sender, 'database' | 'seal' | 'identity' | 'crypto' | 'who'>,
  { position, rows, limit, item: itemFor = itemOf }: Batch,
): Promise<SyncRequest['push']> => {
  const { tip, sync } = position;
  const lastSeq = Math.min(sync.acked + limit.items, tip.seq);
  if (lastSeq <= sync.acked) return null;
  // All at once: each opening waits for WebCrypto, and hundreds one after the other are a second on a phone.
  const itemsOfRows = await Promise.all(rows.map((row) => itemFor(sender, row)));
  const items: PushItem[] = [];
  let bytes = 0;
  let seq = sync.acked;
  let chain = '';
  for (const [at, row] of rows.entries()) {
    if (row.seq > seq + 1) {
      items.push({ gap: row.seq - seq - 1, seq: seq + 1, chain: row.previousChain });
      [seq, chain] = [row.seq - 1, row.previousChain];
    }
    const item = itemsOfRows[at];
    if (!item) break;
    bytes += bytesOf(item);
    if (bytes > limit.bytes && items.length > 0) break;
    items.push(item);
    [seq, chain] = [row.seq, row.chain];
  }
  if (seq === sync.acked && rows[0]?.seq === seq + 1) return null;
  if (seq < lastSeq && seq === (rows.at(-1)?.seq ?? sync.acked)) {
    // The end of the range is gone: what comes after it, or the tip, says which chain value it had.
    const next = await sender.database.outbox.where('seq').above(lastSeq).first();
    const toSeq = (next?.seq ?? tip.seq + 1) - 1;
    chain = next?.previousChain ?? tip.chain;
    items.push({ gap: toSeq - seq, seq: seq + 1, chain });
    seq = toSeq;
  }
  const range = { branch: sync.branch, fromSeq: sync.acked + 1, toSeq: seq, tip: chain };
  const statement = pushStatement({ ...range, tenant: sender.who.tenant, device: sender.identity.device });
  return { ...range, items, signature: await sender.crypto.sign(sender.identity.deviceKey, statement) };
};

/**
 * The text; where it cannot be opened, or is not what was chained, its copy for the office; where there is none, the bytes as
 * they lie here. Never nothing, but on a locked device: what it cannot read may be readable again in a minute, and waits.
 */
const itemOf = async ({ seal, crypto }: Pick<Sender, 'seal' | 'crypto'>, row: OutboxRow): Promise<PushItem | null> => {
  const text = seal && (await seal.open(outboxPlace(row), row.sealed));
  if (text !== null && (await crypto.hash(chained(row.previousChain, text))) === row.chain) return { text };
  return copyOf({ seal, crypto }, row);
};

/** The copy for the office; without one what lies here, unreadable to whoever finds the file, and nothing from a locked device. */
const copyOf: typeof itemOf = ({ seal }, row) => {
  const { seq, chain, previousChain, forOffice } = row;
  if (forOffice)
    return Promise.resolve({ sealed: bytesToBase64url(new Uint8Array(forOffice)), seq, previousChain, chain });
  return Promise.resolve(seal && { raw: bytesToBase64url(new Uint8Array(row.sealed)), seq, chain });
};

/** An item's bytes in a request, its frame included. */
const bytesOf = (item: PushItem): number => {
  if ('text' in item) return FRAME_BYTES + jsonBytes(item.text);
  if ('sealed' in item) return FRAME_BYTES + item.sealed.length;
  return FRAME_BYTES + ('raw' in item ? item.raw.length : 0);
};

/** Names, numbers and chain values around an item. */
const FRAME_BYTES = 240;

/** The bytes of a text inside a JSON text, in UTF-8; never fewer. */
const jsonBytes = (text: string): number => {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === QUOTE || unit === BACKSLASH) bytes += 1;
    // Control characters and halves of a letter are written out as \u….
    else if (unit < SPACE || (unit >= 0xd800 && unit < 0xe000)) bytes += 5;
    else if (unit > 0x7f) bytes += unit > 0x7ff ? 2 : 1;
  }
  return bytes;
};

const [QUOTE, BACKSLASH, SPACE] = [0x22, 0x5c, 0x20];
