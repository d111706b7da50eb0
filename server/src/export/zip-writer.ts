import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file inside as the index names it. */
export type WrittenFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

export type ZipWriter = {
  /** Writes one file after the other; answers when its last byte has gone into the ZIP. */
  readonly add: (name: string, content: string | Uint8Array | Readable) => Promise<WrittenFile>;
};

/**
 * A ZIP that is written while it is read: one file is held in memory at a time, whatever the whole comes to. When `fill` fails,
 * the stream ends with its error, and what was read has no directory: no program takes it for a whole ZIP.
 */
export const streamZip = (mtime: Date, fill: (zip: ZipWriter) => Promise<void>): Readable => {
  const zip = new ZipFile();
  // yazl types its output as any stream that can be read; it is Node's.
  const output = zip.outputStream as Readable;
  const gone = new Promise<never>((_, reject) => {
    output.once('error', reject);
    output.once('close', () => reject(new Error('the reader of the ZIP has gone')));
  });
  // Whoever writes hears of it; after the last file nobody does.
  gone.catch(() => {});
  const write = (name: string, content: string | Uint8Array | Readable): Promise<WrittenFile> =>
    new Promise((resolve, reject) => {
      zip.addReadStreamLazy(name, { mtime, mode: 0o100644 }, (give) => {
        const hash = createHash('sha256');
        let bytes = 0;
        const counted = async function* () {
          for await (const piece of content instanceof Readable ? content : [content]) {
            const chunk = Buffer.from(piece as Uint8Array);
            hash.update(chunk);
            bytes += chunk.length;
            yield chunk;
          }
        };
        const stream = Readable.from(counted(), { objectMode: false });
        stream.once('end', () => resolve({ name, bytes, sha256: hash.digest('hex') }));
        stream.once('error', reject);
        give(null, stream);
      });
    });
  const add: ZipWriter['add'] = (name, content) => Promise.race([write(name, content), gone]);
  zip.on('error', (error: Error) => output.destroy(error));
  void fill({ add }).then(
    () => zip.end(),
    (error: unknown) => output.destroy(error instanceof Error ? error : new Error('the export failed')),
  );
  return output;
};
