import type { Readable } from 'node:stream';

/**
 * A stream of Node as the body of an answer: read as fast as the caller takes it, ended when the caller leaves. Not by
 * `Readable.toWeb`: in Node 20 a piece that arrives after the caller has left is an exception that nobody catches.
 */
export const webStreamOf = (stream: Readable): ReadableStream<Uint8Array> => {
  // A stream of bytes: its pieces are Buffers.
  const pieces: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const next = await pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: () => {
      stream.destroy();
    },
  });
};
