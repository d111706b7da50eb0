import { Readable } from 'node:stream';
import { openDeviceChains } from '../proof/log-entry.ts';
import { logOutlinePage } from '../store/log.ts';
import type { Store } from '../store/open-store.ts';
import type { ExportedEntry } from './export-format.ts';

const PAGE = 2_000;

/**
 * The office's whole log as hashes: line n holds the hash of entry n and its device's chain value, nothing else. It proves the
 * order of the engagement's entries and that none is missing between them, and tells nothing of the others. Read page by page
 * while it is written, for the log only grows. `before` knows the device's chain value before an entry once the file was read.
 */
export const openChainFile = (
  store: Store,
  {
    tenant,
    upTo,
    wanted,
  }: {
    readonly tenant: string;
    readonly upTo: number;
    readonly wanted: readonly { readonly entry: { readonly position: number } }[];
  },
): { readonly content: Readable; readonly before: (position: number) => ExportedEntry['before'] } => {
  const own = new Set(wanted.map(({ entry }) => entry.position));
  const before = new Map<number, ExportedEntry['before']>();
  const devices = openDeviceChains(tenant);
  const lines = async function* () {
    for (let after = 0; ; ) {
      const page = await store.read(tenant, (tx) => logOutlinePage(tx, { after, upTo, limit: PAGE }));
      if (page.length === 0) return;
      let text = '';
      for (const entry of page) {
        const link = devices.advance(entry);
        if (own.has(entry.position)) before.set(entry.position, { chain: link.chain, position: link.position });
        text += `${entry.position} ${entry.hash} ${entry.deviceChain}\n`;
        after = entry.position;
      }
      yield Buffer.from(text);
    }
  };
  return {
    content: Readable.from(lines()),
    before: (position) => {
      const link = before.get(position);
      if (!link) throw new Error(`entry ${position} is not in the log's outline`);
      return link;
    },
  };
};
