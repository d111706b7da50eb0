import { createHash, scrypt, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import type { Server } from '../server.ts';
import type { Transaction } from '../store/schema.ts';
import { insertCredential } from '../store/sign-in.ts';

/** Letters that nobody confuses on the phone or on paper: no 0/O, 1/I/L, U/V. */
const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTWXYZ';
const CODE_LENGTH = 10;
const VALID_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * What one guess at a kept code costs: 16 MB and 40 to 80 ms of a processor, in a thread of its own. With 48 bits, seven days and a
 * salt that is not in the database, a stolen copy of it says nothing about a code.
 */
const CODE_COST: ScryptOptions = { N: 2 ** 14, r: 8, p: 1 };

export type Invitation = {
  readonly id: string;
  readonly linkToken: string;
  readonly code: string;
  readonly expiresAt: Date;
};

/** An invitation that nobody has yet, with the hashes under which it will be kept. */
export type DrawnInvitation = Invitation & { readonly hashes: { readonly link: string; readonly code: string } };

/** A one-time link and a one-time code for one person: two credentials, for an installed app and its browser keep separate storage on iOS. Only their hashes are kept. */
export const invite = async (
  server: Server,
  key: { readonly tenant: string; readonly person: string },
): Promise<Invitation> => {
  const drawn = await drawInvitation(server);
  return server.store.door((tx) => keepInvitation(tx, drawn, key));
};

/** Before the transaction that keeps it: the slow hash must hold up nobody else. */
export const drawInvitation = async (
  server: Pick<Server, 'clock' | 'random' | 'serverKey'>,
): Promise<DrawnInvitation> => {
  const nowMs = server.clock.nowMs();
  const linkToken = bytesToBase64url(server.random(24));
  const code = newCode(server.random);
  const hashes = { link: credentialHash(linkToken), code: await hashOfTyped(server, code) };
  return { id: uuidv7(nowMs, server.random(10)), linkToken, code, expiresAt: new Date(nowMs + VALID_MS), hashes };
};

export const keepInvitation = async (
  tx: Transaction,
  { hashes, ...invitation }: DrawnInvitation,
  { tenant, person }: { readonly tenant: string; readonly person: string },
): Promise<Invitation> => {
  const { expiresAt } = invitation;
  await insertCredential(tx, { hash: hashes.link, tenant, person, form: 'link', expiresAt });
  await insertCredential(tx, { hash: hashes.code, tenant, person, form: 'code', expiresAt });
  return invitation;
};

/** The hash under which a link's token or a session's is kept: nobody guesses 192 bits. */
export const credentialHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The hash of what somebody typed or opened. A code counts without case, spaces and hyphens; it is short, and so its hash is slow. */
export const hashOfTyped = async ({ serverKey }: Pick<Server, 'serverKey'>, credential: string): Promise<string> => {
  const typed = credential.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  const isCode = typed.length === CODE_LENGTH && Array.from(typed).every((letter) => CODE_ALPHABET.includes(letter));
  if (!isCode) return credentialHash(credential);
  // One salt for all codes, or none could be found by what was typed; it comes from the server's secret, not from the database.
  return (await slowHash(typed, serverKey.secretFor('sign-in-code-1'), HASH_BYTES, CODE_COST)).toString('hex');
};

const HASH_BYTES = 32;
const slowHash = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

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
