import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

type Hash = { readonly update: (data: string | Uint8Array) => Hash; readonly digest: (encoding: 'hex') => string };
type Hashing = { readonly createHash: (name: 'sha256') => Hash };

/** Node's own, where there is one: a push of thousands of texts takes it a tenth of the time. */
const nodes = (
  globalThis as { readonly process?: { readonly getBuiltinModule?: (id: 'node:crypto') => Hashing | undefined } }
).process?.getBuiltinModule?.('node:crypto');

/** SHA-256 by this file's own means, as browsers compute it: theirs cannot answer at once. */
export const sha256HexInScript = (data: string | Uint8Array): string =>
  bytesToHex(sha256(typeof data === 'string' ? utf8ToBytes(data) : data));

const hex = nodes
  ? (data: string | Uint8Array): string => nodes.createHash('sha256').update(data).digest('hex')
  : sha256HexInScript;

/** SHA-256 of the text's UTF-8 bytes, as 64 lower-case hex digits. Synchronous, so that it can be used inside `apply`. */
export const sha256Hex = (text: string): string => hex(text);

/** SHA-256 of bytes, as 64 lower-case hex digits. */
export const sha256HexOfBytes = (bytes: Uint8Array): string => hex(bytes);
