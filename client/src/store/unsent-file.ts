import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { uploadStatement } from '@banso/shared/protocol/blobs.ts';
import {
  UNSENT_FORMAT,
  unsentDraftsPlace,
  type UnsentHeader,
  type UnsentLine,
  unsentStatement,
} from '@banso/shared/protocol/unsent-file.ts';
import { type Database, type IdentityRow, withConnection } from './database.ts';
import type { DeviceCrypto } from './device-crypto.ts';
import { draftPlace } from './drafts.ts';
import { readPosition, readSealedAs } from './local-records.ts';
import { namesOf, sealedToSend } from './photo-rows.ts';
import type { Seal } from './seal.ts';
import type { SealedBox } from './sealed-box.ts';
import { pushesForFile } from './sync-records.ts';

/**
 * A file of what the server has not answered for, and how much is in it. `left`: operations and photos that only unlocking can
 * seal to the office. It says `exported`, never sent: only verdicts do.
 */
export type UnsentFile = {
  readonly name: string;
  readonly text: string;
  readonly operations: number;
  readonly photos: number;
  readonly drafts: number;
  readonly left: number;
};

export type ExportPorts = {
  readonly database: Database;
  /** Null while the device is locked: drafts stay, and so does what has no copy for the office. */
  readonly seal: Seal | null;
  readonly identity: IdentityRow;
  readonly crypto: DeviceCrypto;
  readonly who: { readonly tenant: string };
  readonly officeBox: (officeKey: string) => Promise<SealedBox | null>;
  readonly appVersion: string;
  readonly nowMs: () => number;
};

/**
 * Writes everything unsent into one file that only the office opens. Nothing here is changed by it. `noKey`: this device has never
 * met its office, whose key would seal it.
 */
export const makeUnsentFile = async (ports: ExportPorts): Promise<UnsentFile | 'nothing' | 'noKey'> => {
  const { database, identity, crypto, who } = ports;
  const { sync } = await withConnection(database, () => readPosition(database));
  const box = sync.officeKey === undefined ? null : await ports.officeBox(sync.officeKey);
  if (!box) return 'noKey';
  const atMs = ports.nowMs();
  const { device } = identity;
  const lines: string[] = [];
  const add = (line: UnsentLine) => lines.push(JSON.stringify(line));

  let operations = 0;
  for (const push of await pushesForFile(ports, sync.acked)) {
    operations += push.items.filter((item) => !('gap' in item)).length;
    add({ push });
  }

  const waiting = await withConnection(database, () => database.photos.where('stage').equals('waiting').toArray());
  let photos = 0;
  for (const row of waiting) {
    const sealed = await sealedToSend(database, row);
    if (!sealed?.bytes) continue;
    const { record, sha256 } = namesOf(row);
    const signature = await crypto.sign(
      identity.deviceKey,
      uploadStatement({ tenant: who.tenant, device, ...record, sha256 }),
    );
    add({ photo: { ...record, sha256, signature, sealed: bytesToBase64url(sealed.bytes) } });
    photos += 1;
  }

  const drafts = ports.seal ? await openDrafts(database, ports.seal) : [];
  if (drafts.length > 0) {
    const place = unsentDraftsPlace({ tenant: who.tenant, device, atMs });
    const sealed = await box.seal(place, new TextEncoder().encode(JSON.stringify(drafts)));
    add({ drafts: bytesToBase64url(new Uint8Array(sealed)) });
  }

  if (lines.length === 0) return 'nothing';
  const unsigned: Omit<UnsentHeader, 'signature'> = {
    format: UNSENT_FORMAT,
    tenant: who.tenant,
    device,
    appVersion: ports.appVersion,
    atMs,
    lines: lines.map(sha256Hex),
  };
  const signature = await crypto.sign(identity.deviceKey, unsentStatement(unsigned));
  const unacked = await withConnection(database, () => database.outbox.where('seq').above(sync.acked).count());
  return {
    name: `banso-unsent-${new Date(atMs).toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}-${device.slice(0, 8)}.txt`,
    text: `${[JSON.stringify({ ...unsigned, signature }), ...lines].join('\n')}\n`,
    operations,
    photos,
    drafts: drafts.length,
    left: unacked - operations + (waiting.length - photos),
  };
};

/** What was typed, as it lies in the drafts; not what this app keeps for itself there. */
const openDrafts = async (database: Database, seal: Seal) => {
  const rows = await withConnection(database, () =>
    database.transaction('r', [database.meta, database.drafts], async () => {
      await readSealedAs(database, seal);
      return database.drafts.toArray();
    }),
  );
  const opened = await Promise.all(
    rows
      .filter(({ key }) => TYPED.test(key))
      .map(async ({ key, sealed }) => ({ key, text: await seal.open(draftPlace(key), sealed) })),
  );
  return opened.flatMap(({ key, text }) => (text === null ? [] : [{ key, text }]));
};

/** Editors keep their texts under a name and an id. */
const TYPED = /^[a-z-]+\/./;
