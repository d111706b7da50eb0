import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip, createGzip } from 'node:zlib';
import * as v from 'valibot';
import { openBytes, type SealKey, sealBytes } from '../seal/seal.ts';

/** Why a file cannot be read as a backup: none of ours, another key file, changed, or cut off. */
export class BackupUnreadable extends Error {
  override readonly name = 'BackupUnreadable';
  readonly why: 'foreign' | 'otherKey' | 'damaged';

  constructor(why: BackupUnreadable['why']) {
    super(`the backup is ${why}`);
    this.why = why;
  }
}

const MAGIC = Buffer.from('BANSO-BACKUP-1\n');
const CHUNK_BYTES = 1_000_000;
/** A sealed chunk is a little longer than what it holds; anything else is no chunk of ours. */
const MOST_BYTES = CHUNK_BYTES + 1_000;

const headerSchema = v.strictObject({
  id: v.string(),
  kind: v.picklist(['records', 'keys']),
  atMs: v.number(),
  /** The tables as they were: names of the migrations that had run. */
  migrations: v.array(v.string()),
  /** The file's own key, wrapped by the key file's. */
  key: v.string(),
});

export type BackupHeader = Omit<v.InferOutput<typeof headerSchema>, 'key'>;

/**
 * Writes lines into a file that only the key file opens: gzip, then AES-256-GCM in chunks under a key of its own. Each chunk is
 * bound to the header, to its place, and to whether it is the last: one left out, moved or cut off is found. The name appears
 * only when everything is on the disk.
 */
export const writeBackupFile = async (
  path: string,
  {
    keyFile,
    header,
    lines,
  }: { readonly keyFile: SealKey; readonly header: BackupHeader; readonly lines: AsyncIterable<string> },
): Promise<void> => {
  const key = randomBytes(32);
  const text = JSON.stringify({ ...header, key: sealBytes(wrapping(keyFile, header), key).toString('base64') });
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.write(MAGIC);
    await file.write(framed(Buffer.from(text)));
    let place = 0;
    const zipped = createGzip();
    // A line that cannot be read ends the file with its error, and the file is removed.
    pipeline(Readable.from(withLineEnds(lines)), zipped, () => undefined);
    for await (const { bytes, last } of chunksOf(zipped))
      await file.write(framed(sealBytes(chunkKey({ key, text, place: place++, last }), bytes)));
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(unfinished, { force: true });
    throw error;
  }
  await file.close();
  await rename(unfinished, path);
  await flushFolder(dirname(path));
};

/** The header, once the key file has opened the file's own key. Throws `BackupUnreadable`. */
export const readBackupHeader = async (path: string, keyFile: SealKey): Promise<BackupHeader> => {
  const frames = framesOf(path);
  const { header } = opened((await frames.next()).value, keyFile);
  await frames.return(undefined);
  return header;
};

/** The lines of a backup in their order; throws `BackupUnreadable` at the first thing that is not as it was written. */
export async function* readBackupLines(path: string, keyFile: SealKey): AsyncGenerator<string> {
  const plain = createGunzip();
  // Ends `plain` with the error of whatever fails; it is thrown where the lines are read.
  pipeline(Readable.from(openedChunks(path, keyFile)), plain, () => undefined);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const bytes of plain as AsyncIterable<Buffer>) {
    const lines = `${rest}${decoder.write(bytes)}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

async function* openedChunks(path: string, keyFile: SealKey): AsyncGenerator<Buffer> {
  const frames = framesOf(path);
  const { text, key } = opened((await frames.next()).value, keyFile);
  let place = 0;
  let sealed = await frames.next();
  while (!sealed.done) {
    const following = await frames.next();
    yield openedChunk(chunkKey({ key, text, place, last: following.done === true }), sealed.value);
    place += 1;
    sealed = following;
  }
  if (place === 0) throw new BackupUnreadable('damaged');
}

const openedChunk = (key: SealKey, sealed: Uint8Array): Buffer => {
  try {
    return openBytes(key, sealed);
  } catch {
    throw new BackupUnreadable('damaged');
  }
};

/** What the file says of itself, opened by the key file. */
const opened = (frame: Buffer | undefined, keyFile: SealKey) => {
  const text = frame?.toString('utf8') ?? '';
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), headerSchema), text);
  if (!parsed.success) throw new BackupUnreadable('damaged');
  const { key: wrapped, ...header } = parsed.output;
  try {
    return { text, header, key: openBytes(wrapping(keyFile, header), Buffer.from(wrapped, 'base64')) };
  } catch {
    throw new BackupUnreadable('otherKey');
  }
};

/** The frames after the magic, each with its length before it. */
async function* framesOf(path: string): AsyncGenerator<Buffer, undefined> {
  let held = Buffer.alloc(0);
  let begun = false;
  for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) {
    held = Buffer.concat([held, bytes]);
    if (!begun) {
      if (held.length < MAGIC.length) continue;
      if (!held.subarray(0, MAGIC.length).equals(MAGIC)) throw new BackupUnreadable('foreign');
      held = held.subarray(MAGIC.length);
      begun = true;
    }
    for (;;) {
      if (held.length < 4) break;
      const length = held.readUInt32BE(0);
      if (length > MOST_BYTES) throw new BackupUnreadable('damaged');
      if (held.length < 4 + length) break;
      yield held.subarray(4, 4 + length);
      held = held.subarray(4 + length);
    }
  }
  if (!begun) throw new BackupUnreadable('foreign');
  if (held.length > 0) throw new BackupUnreadable('damaged');
}

const framed = (bytes: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

const wrapping = (keyFile: SealKey, { id, kind }: Pick<BackupHeader, 'id' | 'kind'>): SealKey => ({
  key: keyFile.key,
  name: `backup/${kind}/${id}`,
});

const chunkKey = ({
  key,
  text,
  place,
  last,
}: {
  readonly key: Uint8Array;
  readonly text: string;
  readonly place: number;
  readonly last: boolean;
}): SealKey => ({ key, name: `${createHash('sha256').update(text).digest('hex')}/${place}/${last ? 'last' : 'more'}` });

/** The bytes in pieces of one size, each knowing whether it is the last. */
async function* chunksOf(
  source: AsyncIterable<Buffer>,
): AsyncGenerator<{ readonly bytes: Buffer; readonly last: boolean }> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const bytes of source) {
    held.push(bytes);
    length += bytes.length;
    // Strictly more than a chunk: the last one is never empty.
    while (length > CHUNK_BYTES) {
      const all = Buffer.concat(held);
      yield { bytes: all.subarray(0, CHUNK_BYTES), last: false };
      held = [all.subarray(CHUNK_BYTES)];
      length -= CHUNK_BYTES;
    }
  }
  yield { bytes: Buffer.concat(held), last: true };
}

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

/** Windows has no flush for folders, and needs none. */
const flushFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
};
