import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import * as v from 'valibot';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { type ExportIndex, FILES, indexSchema } from '../export/export-format.ts';

/** A file that is no export of ours, or one that would cost more than any export does: `message` says why, in Japanese. */
export class NotAnExport extends Error {
  override readonly name = 'NotAnExport';
}

/** What no export of one engagement reaches; a file beyond it is refused before anything of it is unpacked. */
const MOST_FILES = 10_000;
/** Read into memory at once: a list of operations, a paper, a photo. */
const MOST_BYTES_OF_ONE = 64 * 1024 * 1024;
/** Only passed through, never held: the hashes of the whole log. */
const MOST_BYTES_OF_ALL = 1024 * 1024 * 1024;

export type OpenedExport = {
  readonly index: ExportIndex;
  readonly indexBytes: Buffer;
  /** Every file inside, by name. */
  readonly names: ReadonlySet<string>;
  /** The bytes of a file, null when it is missing. Throws `NotAnExport` when it is damaged. */
  readonly read: (name: string) => Promise<Buffer | null>;
  /** The file's bytes as they come, null when it is missing. */
  readonly stream: (name: string) => Promise<Readable | null>;
  readonly close: () => void;
};

/** Opens an exported ZIP. Nothing is written to the disk. Throws `NotAnExport`. */
export const openExport = async (path: string): Promise<OpenedExport> => {
  const zip = await orNotAnExport(openPromise(path, { autoClose: false, lazyEntries: true, strictFileNames: true }));
  try {
    const entries = await orNotAnExport(entriesOf(zip));
    const stream = async (name: string): Promise<Readable | null> => {
      const entry = entries.get(name);
      return entry ? orNotAnExport(zip.openReadStreamPromise(entry)) : null;
    };
    const read = async (name: string): Promise<Buffer | null> => {
      const size = entries.get(name)?.uncompressedSize ?? 0;
      if (size > MOST_BYTES_OF_ONE) throw new NotAnExport(`「${name}」が大きすぎます（${size}バイト）。`);
      const opened = await stream(name);
      return opened && orNotAnExport(whole(opened));
    };
    const indexBytes = await read(FILES.index);
    if (!indexBytes) throw new NotAnExport('目録（index.json）がありません。');
    const index = v.safeParse(indexSchema, jsonOf(indexBytes));
    if (!index.success) throw new NotAnExport('目録（index.json）が、この形式の書き出しのものではありません。');
    return { index: index.output, indexBytes, names: new Set(entries.keys()), read, stream, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
};

/** JSON in bytes; undefined for what is none. */
export const jsonOf = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
};

/** SHA-256 and length of bytes that pass by. */
export const hashOfStream = async (stream: Readable): Promise<{ readonly sha256: string; readonly bytes: number }> => {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of stream) {
    const chunk = piece as Buffer;
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
};

/** What the export writes, and no more: letters of ASCII, folders, no way upwards. */
const PLAIN_NAME = /^(?:[a-z0-9][a-z0-9-]*\/)?[A-Za-z0-9][A-Za-z0-9._-]*$/;

const entriesOf = async (zip: ZipFile): Promise<ReadonlyMap<string, Entry>> => {
  if (zip.entryCount > MOST_FILES) throw new NotAnExport(`ファイルの数が多すぎます（${zip.entryCount}個）。`);
  const entries = new Map<string, Entry>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const { fileName } = entry;
    total += entry.uncompressedSize;
    if (!PLAIN_NAME.test(fileName)) throw new NotAnExport('この形式の書き出しにない名前のファイルがあります。');
    if (entries.has(fileName)) throw new NotAnExport(`「${fileName}」が二つあります。`);
    if (!entry.canDecodeFileData()) throw new NotAnExport(`「${fileName}」は、読めない方法で圧縮されています。`);
    if (total > MOST_BYTES_OF_ALL) throw new NotAnExport('展開すると大きすぎます。');
    entries.set(fileName, entry);
  }
  return entries;
};

const whole = async (stream: Readable): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream) {
    bytes += (piece as Buffer).length;
    if (bytes > MOST_BYTES_OF_ONE) throw new NotAnExport('展開すると大きすぎます。');
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
};

/** The library's own errors speak of offsets; a missing file keeps its own name. */
const orNotAnExport = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NotAnExport) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new NotAnExport('ファイルが見つかりません。');
    throw new NotAnExport('ZIPファイルとして読み取れません（途中で切れているか、壊れています）。');
  }
};
