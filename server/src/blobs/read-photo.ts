import type { Kind } from '@banso/shared/operation/envelope.ts';
import { sha256HexOfBytes } from '@banso/shared/lib/hash.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { recordAccess } from '../access/record-access.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import { keyName } from '../seal/keyring.ts';
import { openBytes } from '../seal/seal.ts';
import type { Server } from '../server.ts';
import { blobOf } from '../store/blobs.ts';
import { type NamedBlob, visiblePhoto } from './photo-record.ts';

/**
 * The pixels of a photo whose record the caller may see. Throws `not_found`, `not_arrived` while the phone still has them,
 * and an error (never other bytes) when what is kept is not what the record says.
 */
export const readPhoto = async (
  server: Server,
  { tenant, person }: SessionHolder,
  named: NamedBlob,
): Promise<{ readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> }> => {
  const shown = await server.store.read(tenant, async (tx) => {
    const { photo, part, keyId } = await visiblePhoto(tx, { person, today: dayInJapan(server.clock.nowMs()) }, named);
    if (!photo.stored) throw new Problem('not_arrived');
    const blob = await blobOf(tx, part);
    const key = (await server.keyring.keysForReading(tx, tenant, [keyId])).get(keyName(keyId));
    if (!blob || !key) throw new Problem('not_found');
    const bytes = new Uint8Array(openBytes(key, blob.sealed));
    if (sha256HexOfBytes(bytes) !== photo.stored.sha256) throw new Error('a blob is not what its record says');
    return { type: blob.type, bytes, part };
  });
  const { kind, aggregateId: aggregate, part } = shown.part;
  const subject = { kind: kind as Kind, aggregate, part };
  await recordAccess(server, tenant, [
    { event: 'photoShown', purpose: 'review', person, device: null, subject, detail: {} },
  ]);
  return { type: shown.type, bytes: shown.bytes };
};
