import { createHash } from 'node:crypto';
import { statSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives the folder back. */
export type FolderLock = { readonly release: () => Promise<void> };

/** Another process works on this data folder: say `message` to the person who started the second one, and exit. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
  readonly folder: string;

  constructor(folder: string) {
    super(
      `このデータフォルダーは別のBansoが使用中です（${folder}）。先に動いているほうを止めるか、DATA_DIR に別のフォルダーを指定してください。`,
    );
    this.folder = folder;
  }
}

/**
 * Takes the folder for this process until `release`, or until the process dies, however it dies.
 * The folder must exist. Throws `FolderInUse` when another process has it.
 *
 * PGlite itself does not notice a second process on its folder: both write, and rows vanish.
 */
export const lockFolder = async (folder: string): Promise<FolderLock> => {
  const address = lockAddress(folder);
  const server = (await listenAlone(address)) ?? (await listenAfterDeadOwner(address));
  if (!server) throw new FolderInUse(folder);
  // The lock alone must not keep a process running.
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
};

/** The address of a folder's lock. Device and inode name the folder, so that links and relative paths meet in one lock. */
const lockAddress = (folder: string): string => {
  const { dev, ino } = statSync(folder, { bigint: true });
  const name = `banso-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
};

const listenAlone = (address: string): Promise<Server | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ path: address }, () => resolve(server));
  });

/** A socket file outlives a killed owner (macOS, BSD); the kernel frees abstract sockets and pipes by itself. */
const listenAfterDeadOwner = async (address: string): Promise<Server | undefined> => {
  if (!address.endsWith('.sock') || (await isAnswered(address))) return undefined;
  unlinkSync(address);
  return listenAlone(address);
};

const isAnswered = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
