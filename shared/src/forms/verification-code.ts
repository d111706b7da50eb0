import { sha256Hex } from '../lib/hash.ts';

/** Crockford's base 32: no I, L, O, U, so that a code read aloud or typed from paper is not misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 26;
const BITS_PER_CHARACTER = 5n;

/**
 * The code of exactly this content: 130 bits of the SHA-256 of its JSON, 26 characters. The same content has the same code
 * for ever, other content another one; ids and strokes in the content make it unguessable.
 */
export const verificationCode = (content: unknown): string => {
  const bits = BigInt(`0x${sha256Hex(JSON.stringify(content))}`) >> (256n - BITS_PER_CHARACTER * BigInt(CHARACTERS));
  return Array.from({ length: CHARACTERS }, (_, i) => {
    const shift = BITS_PER_CHARACTER * BigInt(CHARACTERS - 1 - i);
    return ALPHABET.charAt(Number((bits >> shift) & 31n));
  }).join('');
};
