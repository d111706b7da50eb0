import type { Value } from './values.ts';
import { databaseError } from './values.ts';

/** PostgreSQL counts time from 2000-01-01, in microseconds. */
const POSTGRES_BEGINS_MS = 946_684_800_000;

const readText = (bytes: Buffer): string => {
  const text = bytes.toString('utf8');
  if (text.includes('\u0000')) throw databaseError('22021', 'invalid byte sequence for encoding "UTF8": 0x00');
  return text;
};

/** How one value of a type, by PostgreSQL's number of it, is read. */
const READERS: ReadonlyMap<number, (bytes: Buffer) => Value> = new Map<number, (bytes: Buffer) => Value>([
  [16, (bytes) => bytes.readUInt8() === 1],
  [17, (bytes) => Buffer.from(bytes)],
  [20, (bytes) => Number(bytes.readBigInt64BE())],
  [23, (bytes) => bytes.readInt32BE()],
  [25, readText],
  [1184, (bytes) => new Date(Number(bytes.readBigInt64BE() / 1_000n) + POSTGRES_BEGINS_MS)],
]);

/** The values of a parameter that is an array of one dimension in PostgreSQL's binary form. */
export const readBinaryArray = (array: Uint8Array): readonly Value[] => {
  const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  const type = bytes.readInt32BE(8);
  const read = READERS.get(type);
  if (!read) throw new Error(`The model does not know arrays of the type ${type}`);
  let at = 20;
  return Array.from({ length: bytes.readInt32BE(12) }, () => {
    const length = bytes.readInt32BE(at);
    at += 4;
    if (length < 0) return null;
    at += length;
    return read(bytes.subarray(at - length, at));
  });
};
