import { createPrivateKey, generateKeyPairSync, hkdfSync, sign } from 'node:crypto';
import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import type { Store } from '../store/open-store.ts';
import { insertServerKey, serverKeys } from '../store/server-keys.ts';
import { openBytes, type SealKey, sealBytes } from './seal.ts';
import { type SignatureCheck, signatureCheck } from './signatures.ts';

/** The server's own P-256 key: it signs receipts and time tokens, and speaks as the device `server`. */
export type ServerKey = {
  readonly publicKey: string;
  readonly sign: (text: string) => string;
  readonly verify: SignatureCheck;
  /** A secret of its own for one purpose (32 bytes), the same on every server process and after every start. */
  readonly secretFor: (purpose: string) => Buffer;
};

/** The server's key belongs to no tenant; a transaction needs some name for its walls. */
const NO_TENANT = '-';

/** Reads the server's key, or makes it at the first start. Server processes that start together agree on one. */
export const openServerKey = async (store: Store, keyFile: SealKey, now: Date): Promise<ServerKey> => {
  const [row] = await store.transact(NO_TENANT, async (tx) => {
    const existing = await serverKeys(tx);
    if (existing.length > 0) return existing;
    await insertServerKey(tx, newKeyRow(keyFile, now));
    return serverKeys(tx);
  });
  if (!row) throw new Error('the server key could not be kept');
  const secret = openBytes({ key: keyFile.key, name: 'server-key' }, row.wrappedPrivate);
  const privateKey = createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' });
  // Purposes are few: one list in the program, two of them for each tenant.
  const secrets = new Map<string, Buffer>();
  return {
    publicKey: row.publicKey,
    sign: (text) => bytesToBase64url(sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })),
    verify: signatureCheck(row.publicKey),
    secretFor: (purpose) => {
      const known = secrets.get(purpose) ?? Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
      secrets.set(purpose, known);
      return known;
    },
  };
};

const newKeyRow = (keyFile: SealKey, createdAt: Date) => {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { format: 'der', type: 'spki' },
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
  });
  return {
    id: 'server',
    publicKey: bytesToBase64url(pair.publicKey),
    wrappedPrivate: sealBytes({ key: keyFile.key, name: 'server-key' }, pair.privateKey),
    createdAt,
  };
};
