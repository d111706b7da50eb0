import { logChainNext } from '@banso/shared/operation/chain.ts';
import type { SealKey } from '../seal/seal.ts';
import { BackupUnreadable, readBackupLines } from './backup-file.ts';
import { readLine } from './backup-lines.ts';

type Chain = {
  expected: { readonly position: number; readonly chain: string } | null;
  position: number;
  chain: string;
};

/**
 * Reads a whole backup again: every chunk opens, and the log of every office links from its first entry to where the office's
 * counter says that it ends. Throws `BackupUnreadable`.
 */
export const checkBackup = async (path: string, keyFile: SealKey): Promise<{ readonly rows: number }> => {
  const chains = new Map<string, Chain>();
  let rows = 0;
  for await (const line of readBackupLines(path, keyFile)) {
    const { office, row } = readLine(line);
    rows += 1;
    if (office === null) continue;
    const chain = chains.get(office) ?? { expected: null, position: 0, chain: '' };
    chains.set(office, chain);
    if (row.table === 'tenant') {
      const { log_position: position, chain: end } = JSON.parse(row.json) as { log_position: number; chain: string };
      chain.expected = { position, chain: end };
    }
    if (row.table === 'log') {
      const entry = JSON.parse(row.json) as { position: number; hash: string; device_chain: string };
      chain.position = entry.position;
      chain.chain = logChainNext(chain.chain, { hash: entry.hash, deviceChain: entry.device_chain });
    }
  }
  for (const { expected, position, chain } of chains.values())
    if (expected && (expected.position !== position || expected.chain !== chain)) throw new BackupUnreadable('damaged');
  return { rows };
};
