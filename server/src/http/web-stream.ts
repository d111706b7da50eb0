import { Readable } from 'node:stream';

/** A stream of Node as the body of an answer: read as fast as the caller takes it, ended when the caller leaves. */
export const webStreamOf = (stream: Readable): ReadableStream<Uint8Array> =>
  // Node types its own web streams apart from the browser's; they are the same class.
  Readable.toWeb(stream) as ReadableStream<Uint8Array>;
