import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 of the text's UTF-8 bytes, as 64 lower-case hex digits. Synchronous, so that it can be used inside `apply`. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** SHA-256 of bytes, as 64 lower-case hex digits. */
export const sha256HexOfBytes = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
