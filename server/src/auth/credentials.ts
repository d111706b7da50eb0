import { createHash } from 'node:crypto';
import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import type { Server } from '../server.ts';
import type { Transaction } from '../store/schema.ts';
import { insertCredential } from '../store/sign-in.ts';

/** Letters that nobody confuses on the phone or on paper: no 0/O, 1/I/L, U/V. */
const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTWXYZ';
const CODE_LENGTH = 10;
const VALID_MS = 7 * 24 * 60 * 60 * 1000;

export type Invitation = {
  readonly id: string;
  readonly linkToken: string;
  readonly code: string;
  readonly expiresAt: Date;
};

/** A one-time link and a one-time code for one person: two credentials, for an installed app and its browser keep separate storage on iOS. Only their hashes are kept. */
export const invite = (
  server: Server,
  key: { readonly tenant: string; readonly person: string },
): Promise<Invitation> => server.store.door((tx) => inviteIn(tx, server, key));

/** The same inside a transaction that does more. */
export const inviteIn = async (
  tx: Transaction,
  server: Pick<Server, 'clock' | 'random'>,
  { tenant, person }: { readonly tenant: string; readonly person: string },
): Promise<Invitation> => {
  const nowMs = server.clock.nowMs();
  const linkToken = bytesToBase64url(server.random(24));
  const code = newCode(server.random);
  const expiresAt = new Date(nowMs + VALID_MS);
  await insertCredential(tx, { hash: credentialHash(linkToken), tenant, person, form: 'link', expiresAt });
  await insertCredential(tx, { hash: credentialHash(code), tenant, person, form: 'code', expiresAt });
  return { id: uuidv7(nowMs, server.random(10)), linkToken, code, expiresAt };
};

/** The hash under which a credential or session is kept. A typed code counts without case, spaces and hyphens. */
export const credentialHash = (credential: string): string => {
  const typed = credential.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  const isCode = typed.length === CODE_LENGTH && Array.from(typed).every((letter) => CODE_ALPHABET.includes(letter));
  return createHash('sha256')
    .update(isCode ? typed : credential)
    .digest('hex');
};

const newCode = (random: (bytes: number) => Uint8Array): string => {
  const letters: string[] = [];
  while (letters.length < CODE_LENGTH) {
    for (const byte of random(CODE_LENGTH)) {
      // Bytes beyond the last whole multiple would favour the first letters.
      const letter = byte < 232 ? CODE_ALPHABET[byte % CODE_ALPHABET.length] : undefined;
      if (letter && letters.length < CODE_LENGTH) letters.push(letter);
    }
  }
  return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
};
