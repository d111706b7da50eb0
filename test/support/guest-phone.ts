import { generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import { confirmationStatement } from '@banso/shared/evidence/confirmation.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { type GuestConfirmRequest, guestTokenText } from '@banso/shared/protocol/guest.ts';
import type { TestDevice } from './test-device.ts';
import { ENGAGEMENT } from './test-office.ts';

/** The link that an expert's phone shows, and the operation that tells the server of it once it is sent. */
export const inviteGuest = (
  phone: TestDevice,
  visit: string,
  engagement = ENGAGEMENT,
): { readonly token: string; readonly invitation: string } => {
  const invitation = randomUUID();
  const secret = randomBytes(16).toString('base64url');
  const body = { visit, invitation, secretHash: sha256Hex(secret) };
  phone.record({ type: 'guest-invited@1', aggregate: engagement, body });
  return { token: guestTokenText({ tenant: phone.tenant, engagement, invitation, secret }), invitation };
};

/** What the company's own browser sends, signed by a key of its own; `change` is what an edited page would alter after signing. */
export const guestConfirms = (
  { token, hash }: { readonly token: string; readonly hash: string },
  { manner = { by: 'strokes', strokes: sampleStrokes(3) }, ...change }: Partial<GuestConfirmRequest> = {},
): GuestConfirmRequest => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = {
    name: '見本 太郎（サンプル）',
    title: '代表取締役',
    role: 'representative',
    identifiedBy: 'ownPhone',
  } as const;
  const said = { confirmation: randomUUID(), hash, manner, proxy: null, signer };
  const signature = sign('sha256', Buffer.from(confirmationStatement(said)), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  }).toString('base64url');
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  return { token, ...said, appVersion: 'test', publicKey: spki, signature, ...change };
};
