import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Store, StoreOptions } from '../store/open-store.ts';
import { alone, rewrapAll } from '../store/wrapped-keys.ts';
import { readKeyFile } from './key-file.ts';
import { openBytes, type SealKey, sealBytes } from './seal.ts';

/** Why the key file was not exchanged. Nothing was changed. */
export class ExchangeRefused extends Error {
  override readonly name = 'ExchangeRefused';
  readonly why: 'noKeyFile' | 'serverRuns' | 'otherKey';

  constructor(why: ExchangeRefused['why']) {
    super(`key file not exchanged: ${why}`);
    this.why = why;
  }
}

/** Where the new key lies until it has taken the old one's place. While it is there, an exchange is unfinished. */
export const unfinishedKeyFile = (keyFile: string): string => `${keyFile}.new`;

/**
 * A new key file: wraps every key anew, in one transaction, and puts the new file in the old one's place. The old file stays beside it
 * under its day, for the backups made until now. Interrupted anywhere it is finished by being called again: the new key is on
 * the disk before the first wrap, and a key that has it already is left alone. Throws `ExchangeRefused`, `FolderInUse`.
 */
export const exchangeKeyFile = async (
  options: StoreOptions & { readonly keyFile: string },
  nowMs: number,
): Promise<{ readonly rewrapped: number; readonly oldKeyFile: string }> => {
  const { keyFile } = options;
  if (!existsSync(keyFile)) throw new ExchangeRefused('noKeyFile');
  const next = unfinishedKeyFile(keyFile);
  const rewrapped = await alone(options, (pool) => {
    const [from, to] = [readKeyFile(keyFile), readKeyFile(next)];
    flushFolder(keyFile);
    return rewrapUnder(pool, { from, to });
  });
  // A server would go on wrapping new keys under the old file.
  if (rewrapped === 'othersConnected') throw new ExchangeRefused('serverRuns');
  const oldKeyFile = `${keyFile}.until-${new Date(nowMs).toISOString().replaceAll(/[:.]/g, '')}`;
  // A second name first: at no moment is there a server that finds no key file, and makes one.
  linkSync(keyFile, oldKeyFile);
  renameSync(next, keyFile);
  flushFolder(keyFile);
  return { rewrapped, oldKeyFile };
};

/** What `from` wraps is wrapped by `to` afterwards; answers how many keys were not yet. Throws `ExchangeRefused` for a third key. */
export const rewrapUnder = (
  pool: Store['pool'],
  { from, to }: { readonly from: SealKey; readonly to: SealKey },
): Promise<number> =>
  rewrapAll(pool, ({ name, wrapped }) => {
    if (tryOpen({ key: to.key, name }, wrapped)) return null;
    const secret = tryOpen({ key: from.key, name }, wrapped);
    if (!secret) throw new ExchangeRefused('otherKey');
    return sealBytes({ key: to.key, name }, secret);
  });

const tryOpen = (key: SealKey, wrapped: Uint8Array): Buffer | null => {
  try {
    return openBytes(key, wrapped);
  } catch {
    return null;
  }
};

/** A name in a folder is on the disk only once the folder is. */
const flushFolder = (path: string): void => {
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};
