import { officePhotoPlace } from '@banso/shared/protocol/office-place.ts';
import { SEALED_MORE, type UploadAddress, type UploadAnswer, uploadStatement } from '@banso/shared/protocol/blobs.ts';
import { PHOTO_TYPE } from '@banso/shared/engagement/photo.ts';
import { sha256HexOfBytes } from '@banso/shared/lib/hash.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { Problem } from '../http/problem.ts';
import { type KeyId, keyName } from '../seal/keyring.ts';
import { officeBoxOf, openSealedPicture } from '../seal/office-box.ts';
import { openBytes, type SealKey, sealBytes } from '../seal/seal.ts';
import { signatureStands } from '../seal/signatures.ts';
import type { Server } from '../server.ts';
import { appendChunk, blobOf, chunksOf, dropUpload, insertBlob, lockUpload, receivedOf } from '../store/blobs.ts';
import { deviceById, lockDevice } from '../store/devices.ts';
import type { Transaction } from '../store/schema.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';
import { recordAsServer, type ServerOperation } from '../sync/record-as-server.ts';
import { type EncodedPhoto, encodeAnew } from './encode-anew.ts';
import { ownPhoto, type PhotoRecord } from './photo-record.ts';

/** Which device sends which record's bytes, and its signature under that. `sealed`: in a form that only the office opens. */
export type Upload = UploadAddress & { readonly signature: string; readonly sealed: boolean };

/** How far an upload has come: a phone whose line was cut goes on from there. Throws as `takePiece` does. */
export const uploadState = (server: Server, upload: Upload): Promise<UploadAnswer> =>
  server.store.read(upload.tenant, async (tx) => {
    const { photo, part } = await authorised(tx, upload);
    if (photo.stored) return { have: photo.bytes, stored: true };
    return { have: await receivedOf(tx, { key: part, sealed: upload.sealed }), stored: false };
  });

/**
 * Takes the piece that begins at `offset`; any other offset takes nothing and answers how much there is. With the last piece,
 * or an empty one behind it, the whole is opened, if it came sealed to the office, compared with its hash, encoded anew and kept. Throws `not_found`, `device_unknown`,
 * `device_revoked`, `bad_signature`, `photo_too_large`, and, with every byte dropped, `wrong_hash` or `not_a_photo`.
 */
export const takePiece = async (
  server: Server,
  upload: Upload,
  piece: { readonly offset: number; readonly bytes: Uint8Array },
): Promise<UploadAnswer> => {
  const { photo, have } = await keepPiece(server, upload, piece);
  if (photo.stored) return { have: photo.bytes, stored: true };
  if (have < sizeOf(upload, photo)) return { have, stored: false };
  await finish(server, upload);
  return { have, stored: true };
};

/** How many bytes come in the form of this upload. */
const sizeOf = ({ sealed }: Upload, { bytes }: PhotoRecord['photo']): number => bytes + (sealed ? SEALED_MORE : 0);

const keepPiece = (
  server: Server,
  upload: Upload,
  { offset, bytes }: { readonly offset: number; readonly bytes: Uint8Array },
): Promise<PhotoRecord & { readonly have: number }> =>
  server.store.transact(upload.tenant, async (tx) => {
    const found = await authorised(tx, upload);
    const { photo, part, keyId } = found;
    if (photo.stored) return { ...found, have: photo.bytes };
    if (offset + bytes.length > sizeOf(upload, photo)) throw new Problem('photo_too_large');
    const at = new Date(server.clock.nowMs());
    const { received } = await lockUpload(tx, { key: part, device: upload.device, at, sealed: upload.sealed });
    // Opened just now, it may lie behind the end that another request brought since this one asked: then nothing more is due.
    const ended = received === 0 && (await authorised(tx, upload)).photo.stored;
    if (ended) {
      await dropUpload(tx, part);
      return { ...found, photo: { ...photo, stored: ended }, have: photo.bytes };
    }
    if (offset !== received || bytes.length === 0) return { ...found, have: received };
    const sealed = sealBytes(await writingKey(tx, server, upload.tenant, keyId), bytes);
    const have = received + bytes.length;
    await appendChunk(tx, { key: part, start: offset, sealed, received: have, at });
    return { ...found, have };
  });

/** Compares, encodes anew and keeps. Decoding happens between two transactions: it must not hold the database's one connection. */
const finish = async (server: Server, upload: Upload): Promise<void> => {
  const { tenant } = upload;
  const whole = await server.store.read(tenant, async (tx) => {
    const { part, keyId } = await authorised(tx, upload);
    const pieces = await chunksOf(tx, part);
    // Asked after the pieces: whoever finished the same upload meanwhile took them away and said so in one transaction.
    if ((await authorised(tx, upload)).photo.stored) return null;
    const keys = await server.keyring.keysForReading(tx, tenant, [keyId]);
    const key = keys.get(keyName(keyId));
    if (!key) throw new Problem('not_found');
    return Buffer.concat(pieces.map((sealed) => openBytes(key, sealed)));
  });
  if (whole === null) return;
  const encoded = await checked(server, upload, whole).catch(async (error: unknown) => {
    if (error instanceof Problem) await dropBytes(server, upload);
    throw error;
  });
  await keep(server, upload, encoded);
  server.poke(tenant);
};

const checked = async (server: Server, upload: Upload, whole: Uint8Array): Promise<EncodedPhoto> => {
  const box = upload.sealed ? officeBoxOf(server.serverKey, upload.tenant) : null;
  const plain = box ? openSealedPicture(box, officePhotoPlace(upload), whole) : whole;
  if (!plain || sha256HexOfBytes(plain) !== upload.sha256) throw new Problem('wrong_hash');
  return encodeAnew(plain);
};

const dropBytes = (server: Server, upload: Upload): Promise<void> =>
  server.store.transact(upload.tenant, async (tx) => {
    const { part } = await authorised(tx, upload);
    await dropUpload(tx, part);
  });

/** Bytes and the record's word of them in one transaction: the record never promises what is not there. */
const keep = (server: Server, upload: Upload, { bytes, width, height }: EncodedPhoto): Promise<void> =>
  server.store.transact(upload.tenant, async (tx) => {
    // Before anything else: of two requests that finish the same upload the second finds it finished.
    await lockDevice(tx, SERVER_DEVICE);
    const { photo, part, keyId } = await authorised(tx, upload);
    if (photo.stored || (await blobOf(tx, part))) return;
    const { tenant } = upload;
    const atMs = server.clock.nowMs();
    const sha256 = sha256HexOfBytes(bytes);
    await insertBlob(tx, {
      ...part,
      retention: keyId.class,
      sentSha256: photo.sha256,
      sha256,
      type: PHOTO_TYPE,
      bytes: bytes.length,
      sealed: sealBytes(await writingKey(tx, server, tenant, keyId), bytes),
      storedAt: new Date(atMs),
    });
    await dropUpload(tx, part);
    const stored = storedWord(
      photo,
      { aggregate: part.aggregateId, atMs },
      { sha256, bytes: bytes.length, width, height },
    );
    await recordAsServer(tx, { server, tenant, operations: [stored] });
  });

type Kept = { readonly sha256: string; readonly bytes: number; readonly width: number; readonly height: number };

/** The server's word that it has the bytes, in the record that named them. */
const storedWord = (
  photo: PhotoRecord['photo'],
  { aggregate, atMs }: { readonly aggregate: string; readonly atMs: number },
  kept: Kept,
): ServerOperation => {
  const said = { aggregate, actor: SYSTEM, atMs } as const;
  if ('shows' in photo)
    return { ...said, kind: 'payee', type: 'passbook-picture-stored@1', body: { ...kept, picture: photo.id } };
  const { visit } = photo;
  return 'purpose' in photo
    ? { ...said, kind: 'engagement', type: 'photo-stored@1', body: { ...kept, visit, photo: photo.id } }
    : { ...said, kind: 'engagement', type: 'paper-stored@1', body: { ...kept, visit, paper: photo.id } };
};

/** A record that the person of this registered device recorded; the device's signature stands in for a session. */
const authorised = async (tx: Transaction, { signature, sealed: _, ...address }: Upload): Promise<PhotoRecord> => {
  const { tenant: _tenant, device, sha256, ...record } = address;
  const known = await deviceById(tx, device);
  if (!known) throw new Problem('device_unknown');
  if (known.revokedAt) throw new Problem('device_revoked');
  if (!signatureStands(known.publicKey, uploadStatement(address), signature)) throw new Problem('bad_signature');
  return ownPhoto(tx, known.person, { record, sha256 });
};

/** Throws `not_found` when the record's key was destroyed: what is erased takes nothing in. */
const writingKey = async (tx: Transaction, server: Server, tenant: string, keyId: KeyId): Promise<SealKey> => {
  const destroyed = await server.keyring.destroyedKeys(tx, [keyId]);
  const keys = destroyed.size > 0 ? null : await server.keyring.keysForWriting(tx, tenant, [keyId]);
  const key = keys?.get(keyName(keyId));
  if (!key) throw new Problem('not_found');
  return key;
};
