import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chance } from '../simulation/world/chance.ts';
import type { DiskEvent } from './disk-journal.ts';

/**
 * What is on a disk whose power fails:
 * - flushed: only what was flushed. A file's name is there once the file or its folder was flushed.
 * - torn: more than that, as the machine happened to write it: of each file nothing, everything, or any sectors of what was not
 *   flushed; of each folder the old names or the new ones
 */
export type Remains = 'flushed' | 'torn';

export type CutDisk = {
  /** Goes on to this event, the first being 1. Only forwards. */
  readonly goTo: (event: number) => void;
  /** Writes what a power cut now leaves into an empty folder. */
  readonly cut: (remains: Remains, into: string) => void;
};

type File = {
  readonly kind: 'file';
  /** Where its first bytes lie; read when somebody changes them. */
  from: string | null;
  /** What is on the disk for sure. */
  flushed: Buffer;
  waiting: Extract<DiskEvent, { what: 'write' | 'truncate' }>[];
};
type Folder = { readonly kind: 'folder'; readonly now: Map<string, Node>; flushed: Map<string, Node> };
type Node = File | Folder;

const SECTOR_BYTES = 512;

/** The disk below `base`, a folder flushed as it is, while these events happen to it. */
export const openCutDisk = (
  base: string,
  { events, chance }: { readonly events: readonly DiskEvent[]; readonly chance: Chance },
): CutDisk => {
  const root = folderFrom(base);
  let done = 0;
  return {
    goTo: (event) => {
      for (; done < event; done += 1) {
        const next = events[done];
        if (next) happen(root, next);
      }
    },
    cut: (remains, into) => lay(root, into, remains === 'torn' ? chance : null),
  };
};

const folderFrom = (path: string): Folder => {
  const now = new Map<string, Node>();
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const from = join(path, entry.name);
    if (entry.isDirectory()) now.set(entry.name, folderFrom(from));
    else if (entry.isFile()) now.set(entry.name, { kind: 'file', from, flushed: Buffer.alloc(0), waiting: [] });
  }
  return { kind: 'folder', now, flushed: new Map(now) };
};

const happen = (root: Folder, event: DiskEvent): void => {
  switch (event.what) {
    case 'create':
      return link(root, event.path, { kind: 'file', from: null, flushed: Buffer.alloc(0), waiting: [] });
    case 'folder':
      return link(root, event.path, { kind: 'folder', now: new Map(), flushed: new Map() });
    case 'remove':
      return void homeOf(root, event.path).now.delete(nameOf(event.path));
    case 'rename': {
      const node = at(root, event.path);
      homeOf(root, event.path).now.delete(nameOf(event.path));
      return link(root, event.to, node);
    }
    case 'write':
    case 'truncate':
      return void fileAt(root, event.file).waiting.push(event);
    case 'flush':
      return flush(root, event.path);
    case 'mark':
  }
};

const link = (root: Folder, path: string, node: Node): void => {
  homeOf(root, path).now.set(nameOf(path), node);
};

/** Bytes or names, and the way to them: journalling file systems write the name of a file that is flushed. */
const flush = (root: Folder, path: string): void => {
  const node = at(root, path);
  if (node.kind === 'folder') node.flushed = new Map(node.now);
  else {
    node.flushed = applied(bytesOf(node), node.waiting);
    node.from = null;
    node.waiting = [];
  }
  const parts = path === '' ? [] : path.split('/');
  for (const [depth, name] of parts.entries()) {
    const home = at(root, parts.slice(0, depth).join('/'));
    if (home.kind !== 'folder') continue;
    const child = home.now.get(name);
    // Under its old name it is no more: a rename is written as a whole.
    for (const [old, other] of home.flushed) if (other === child && old !== name) home.flushed.delete(old);
    if (child) home.flushed.set(name, child);
  }
};

const bytesOf = ({ from, flushed }: File): Buffer => (from === null ? flushed : readFileSync(from));

const applied = (before: Buffer, changes: File['waiting']): Buffer => {
  const size = changes.reduce(
    (length, change) => (change.what === 'truncate' ? change.size : Math.max(length, change.at + change.bytes.length)),
    before.length,
  );
  const most = Math.max(
    size,
    before.length,
    ...changes.map((one) => ('at' in one ? one.at + one.bytes.length : one.size)),
  );
  const bytes = Buffer.alloc(most);
  before.copy(bytes);
  for (const change of changes)
    if (change.what === 'write') bytes.set(change.bytes, change.at);
    else bytes.fill(0, change.size);
  return bytes.subarray(0, size);
};

/** Any sectors of what was not flushed. */
const torn = (changes: File['waiting'], chance: Chance): File['waiting'] =>
  changes.flatMap((change): File['waiting'] => {
    if (change.what === 'truncate') return chance.happens(0.5) ? [change] : [];
    const sectors: Extract<DiskEvent, { what: 'write' }>[] = [];
    for (let begin = 0; begin < change.bytes.length; begin += SECTOR_BYTES)
      if (chance.happens(0.5))
        sectors.push({ ...change, at: change.at + begin, bytes: change.bytes.subarray(begin, begin + SECTOR_BYTES) });
    return sectors;
  });

const lay = (folder: Folder, into: string, chance: Chance | null): void => {
  mkdirSync(into, { recursive: true });
  const entries = chance?.happens(0.5) ? folder.now : folder.flushed;
  for (const [name, node] of entries) {
    const path = join(into, name);
    if (node.kind === 'folder') lay(node, path, chance);
    else layFile(node, path, chance);
  }
};

const layFile = (file: File, path: string, chance: Chance | null): void => {
  const extra = chance ? chance.pick([() => [], () => file.waiting, () => torn(file.waiting, chance)])() : [];
  if (file.from !== null && extra.length === 0) copyFileSync(file.from, path);
  else writeFileSync(path, applied(bytesOf(file), extra));
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const at = (root: Folder, path: string): Node => {
  let node: Node = root;
  for (const name of path === '' ? [] : path.split('/')) {
    const next: Node | undefined = node.kind === 'folder' ? node.now.get(name) : undefined;
    if (!next) throw new Error(`the journal speaks of ${path}, which is not there`);
    node = next;
  }
  return node;
};

const homeOf = (root: Folder, path: string): Folder => {
  const home = at(root, path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');
  if (home.kind !== 'folder') throw new Error(`${path} lies in no folder`);
  return home;
};

const fileAt = (root: Folder, path: string): File => {
  const file = at(root, path);
  if (file.kind !== 'file') throw new Error(`${path} is no file`);
  return file;
};
