import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { relative, sep } from 'node:path';

/**
 * One thing that a process asked of the file system, in order. Paths are relative to the recorded folder. `mark` is what the
 * process itself said at that moment.
 */
export type DiskEvent =
  | { readonly what: 'create' | 'folder' | 'remove'; readonly path: string }
  | { readonly what: 'rename'; readonly path: string; readonly to: string }
  | { readonly what: 'write'; readonly file: string; readonly at: number; readonly bytes: Uint8Array }
  | { readonly what: 'truncate'; readonly file: string; readonly size: number }
  /** A flush of a file's bytes, or of a folder's names. */
  | { readonly what: 'flush'; readonly path: string }
  | { readonly what: 'mark'; readonly mark: string };

export type DiskJournal = {
  readonly events: readonly DiskEvent[];
  readonly mark: (mark: string) => void;
  /** Gives Node its own calls back. */
  readonly stop: () => void;
};

/** Writes down every change and every flush below this folder that goes through Node's door to the file system, by whatever code. */
export const recordDisk = (folder: string): DiskJournal => {
  const events: DiskEvent[] = [];
  const pathByFd = new Map<number, string>();
  const real = { ...fs };
  let depth = 0;

  const pathOf = (path: fs.PathLike | number): string | null => {
    if (typeof path === 'number') return pathByFd.get(path) ?? null;
    const inside = relative(folder, String(path));
    return inside.startsWith('..') ? null : inside.split(sep).join('/');
  };
  const take = (path: string | null, event: (path: string) => DiskEvent): void => {
    if (path !== null && depth === 0) events.push(event(path));
  };
  /** Node's own calls call each other: only the outermost is what was asked for. */
  const asked = <Answer>(work: () => Answer): Answer => {
    depth += 1;
    try {
      return work();
    } finally {
      depth -= 1;
    }
  };
  const made = (path: string | null, flags: unknown): void => {
    const [creates, empties] = meaningOf(flags);
    if (creates && path !== null && !real.existsSync(`${folder}/${path}`))
      take(path, (at) => ({ what: 'create', path: at }));
    else if (empties) take(path, (file) => ({ what: 'truncate', file, size: 0 }));
  };

  const watching = {
    openSync: (path: fs.PathLike, flags?: fs.OpenMode, mode?: fs.Mode): number => {
      const inside = pathOf(path);
      made(inside, flags ?? 'r');
      const fd = asked(() => real.openSync(path, flags ?? 'r', mode));
      if (inside !== null) pathByFd.set(fd, inside);
      return fd;
    },
    closeSync: (fd: number): void => {
      pathByFd.delete(fd);
      real.closeSync(fd);
    },
    writeSync: (fd: number, bytes: Uint8Array, offset: number, length: number, position: number): number => {
      const written = real.writeSync(fd, bytes, offset, length, position);
      // Copied: the memory belongs to the writer, who goes on.
      take(pathOf(fd), (file) => ({
        what: 'write',
        file,
        at: position,
        bytes: bytes.slice(offset, offset + written),
      }));
      return written;
    },
    writeFileSync: (path: fs.PathOrFileDescriptor, data: string | Uint8Array, options?: fs.WriteFileOptions): void => {
      const inside = typeof path === 'number' || path instanceof URL ? null : pathOf(path);
      made(inside, 'w');
      asked(() => real.writeFileSync(path, data, options));
      const bytes = new Uint8Array(Buffer.from(data));
      if (bytes.length > 0) take(inside, (file) => ({ what: 'write', file, at: 0, bytes }));
    },
    truncateSync: (path: fs.PathLike, size = 0): void => {
      asked(() => real.truncateSync(path, size));
      take(pathOf(path), (file) => ({ what: 'truncate', file, size }));
    },
    ftruncateSync: (fd: number, size = 0): void => {
      asked(() => real.ftruncateSync(fd, size));
      take(pathOf(fd), (file) => ({ what: 'truncate', file, size }));
    },
    renameSync: (from: fs.PathLike, to: fs.PathLike): void => {
      real.renameSync(from, to);
      take(pathOf(from), (path) => ({ what: 'rename', path, to: pathOf(to) ?? '' }));
    },
    unlinkSync: (path: fs.PathLike): void => {
      real.unlinkSync(path);
      take(pathOf(path), (at) => ({ what: 'remove', path: at }));
    },
    rmdirSync: (path: fs.PathLike): void => {
      real.rmdirSync(path);
      take(pathOf(path), (at) => ({ what: 'remove', path: at }));
    },
    rmSync: (path: fs.PathLike, options?: fs.RmOptions): void => {
      const there = real.existsSync(path);
      asked(() => real.rmSync(path, options));
      if (there) take(pathOf(path), (at) => ({ what: 'remove', path: at }));
    },
    mkdirSync: (path: fs.PathLike, options?: fs.MakeDirectoryOptions): string | undefined => {
      const there = real.existsSync(path);
      const first = asked(() => real.mkdirSync(path, options));
      if (!there) take(pathOf(path), (at) => ({ what: 'folder', path: at }));
      return first;
    },
    fsyncSync: (fd: number): void => {
      real.fsyncSync(fd);
      take(pathOf(fd), (path) => ({ what: 'flush', path }));
    },
    fdatasyncSync: (fd: number): void => {
      real.fdatasyncSync(fd);
      take(pathOf(fd), (path) => ({ what: 'flush', path }));
    },
  };
  const install = (calls: object) => {
    Object.assign(fs, calls);
    syncBuiltinESMExports();
  };
  install(watching);
  return {
    events,
    mark: (mark) => events.push({ what: 'mark', mark }),
    stop: () =>
      install(Object.fromEntries(Object.keys(watching).map((name) => [name, real[name as keyof typeof watching]]))),
  };
};

/** Whether opening with these flags makes a file that is not there, and whether it empties one that is. */
const meaningOf = (flags: unknown): readonly [creates: boolean, empties: boolean] =>
  typeof flags === 'number'
    ? [(flags & fs.constants.O_CREAT) !== 0, (flags & fs.constants.O_TRUNC) !== 0]
    : [/^[wa]/.test(String(flags)), String(flags).startsWith('w')];
