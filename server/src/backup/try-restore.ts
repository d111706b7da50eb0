import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refold } from '../refold.ts';
import { openKeyring } from '../seal/keyring.ts';
import { openServerKey } from '../seal/server-key.ts';
import { openStore } from '../store/open-store.ts';
import { type RestoreSource, restoreBackup } from './restore-backup.ts';

/**
 * Puts a backup back on trial: into an embedded database of its own in a temporary folder, which is removed afterwards, and
 * proves the records against the log. Answers the flaws; [] is the proof. Throws what a restore throws.
 */
export const tryRestore = async (
  source: RestoreSource & { readonly pgliteDir?: string | undefined },
  now: Date,
): Promise<readonly string[]> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'banso-trial-'));
  try {
    const store = await openStore({ ...source, dataDir });
    try {
      await restoreBackup(store, { ...source, nowMs: now.getTime() });
      const { keyFile } = source;
      return await refold({
        store,
        keyring: openKeyring(keyFile),
        serverKey: await openServerKey(store, keyFile, now),
      });
    } finally {
      await store.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
};
