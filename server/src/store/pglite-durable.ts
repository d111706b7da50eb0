import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

export type DurablePgliteOptions = {
  /** The database's own folder; created when it does not exist. */
  readonly folder: string;
  /** Where `pglite.wasm`, `pglite.data` and `initdb.wasm` lie; without it PGlite looks beside its own module. */
  readonly pgliteDir?: string | undefined;
};

/**
 * Opens PGlite so that a committed transaction survives a power cut.
 *
 * As shipped it never flushes, for three reasons mended here: `-F` among its start parameters (see `startParams`),
 * a file system without `fsync` (see `DurableNodeFs`), and `fdatasync` as default method, which does nothing in WebAssembly.
 * One process per folder: the caller holds the folder's lock.
 */
export const openDurablePglite = async (options: DurablePgliteOptions): Promise<PGlite> => {
  const artifacts = options.pgliteDir === undefined ? {} : await artifactsIn(options.pgliteDir);
  if (!existsSync(options.folder)) await createDatabaseFolder(options.folder, artifacts);
  return PGlite.create({ ...artifacts, fs: new DurableNodeFs(options.folder), startParams });
};

/** PGlite's own start parameters without `-F`, with a flush that exists here, and with memory for a small server. */
const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  '-c',
  'wal_sync_method=fsync',
  '-c',
  'shared_buffers=16MB',
];

/** Node's file system as PGlite sees it, with the flush it lacks. */
class DurableNodeFs extends NodeFS {
  override async init(pg: PGlite, options: EmscriptenOptions): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const addFlush = (mod: EmscriptenModule) => {
      const nodeFs = mod.NODEFS as unknown as FlushableNodeFs;
      nodeFs.stream_ops.fsync = (stream) => {
        try {
          if (mod.FS.isDir(stream.node.mode)) flushFolder(nodeFs.realPath(stream.node));
          else fdatasyncSync(stream.nfd);
        } catch {
          // PostgreSQL stops at a failed flush, as it must: what it believes written may be gone.
          throw new mod.FS.ErrnoError(EIO);
        }
        return 0;
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addFlush] } };
  }
}

type EmscriptenOptions = Parameters<NodeFS['init']>[1];
type EmscriptenModule = Parameters<NonNullable<EmscriptenOptions['preRun']>[number]>[0];
type FlushableNodeFs = {
  readonly realPath: (node: StreamNode) => string;
  readonly stream_ops: { fsync?: (stream: { readonly nfd: number; readonly node: StreamNode }) => number };
};
type StreamNode = { readonly mode: number };

/** WASI's number for an input/output error. */
const EIO = 29;

/**
 * Creates the database beside its place, flushes it once, and moves it there: a power cut during the first start
 * leaves either no database or a whole one.
 */
const createDatabaseFolder = async (folder: string, artifacts: Artifacts): Promise<void> => {
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const pglite = await PGlite.create({ ...artifacts, fs: new NodeFS(unfinished) });
  await pglite.close();
  flushTree(unfinished);
  renameSync(unfinished, folder);
  flushFolder(dirname(folder));
};

const flushTree = (folder: string): void => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) flushTree(path);
    else if (entry.isFile()) flushPath(path, 'r+');
  }
  flushFolder(folder);
};

/** Windows has no flush for folders, and needs none: its journal keeps the names. */
const flushFolder = (folder: string): void => {
  if (process.platform !== 'win32') flushPath(folder, 'r');
};

const flushPath = (path: string, flags: 'r' | 'r+'): void => {
  const fd = openSync(path, flags);
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

type Artifacts = Pick<PGliteOptions, 'pgliteWasmModule' | 'initdbWasmModule' | 'fsBundle'>;
type WasmModule = NonNullable<PGliteOptions['pgliteWasmModule']>;

/** What is used of it here: Node's own types leave it to the browser's. */
declare const WebAssembly: { readonly compile: (bytes: Uint8Array) => Promise<WasmModule> };

const artifactsIn = async (folder: string): Promise<Artifacts> => {
  const compiled = async (name: string) => WebAssembly.compile(await readFile(join(folder, name)));
  const [pgliteWasmModule, initdbWasmModule, data] = await Promise.all([
    compiled('pglite.wasm'),
    compiled('initdb.wasm'),
    readFile(join(folder, 'pglite.data')),
  ]);
  return { pgliteWasmModule, initdbWasmModule, fsBundle: new Blob([data]) };
};
