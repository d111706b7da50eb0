import { openEntries } from '@banso/server/proof/open-entries.ts';
import type { Server } from '@banso/server/server.ts';
import { logPage } from '@banso/server/store/log.ts';
import { allParts } from '@banso/server/store/parts.ts';
import type { LogLine, RecordLine } from './published.ts';

const PAGE = 10_000;

/** An office's whole log with its texts and contexts open. */
export const readLog = (
  { store, keyring }: Pick<Server, 'store' | 'keyring'>,
  tenant: string,
): Promise<readonly LogLine[]> =>
  store.read(tenant, async (tx) => {
    const rows = await logPage(tx, { after: 0, limit: PAGE });
    const opened = await openEntries(keyring, tx, tenant, rows);
    return opened.map(({ opened: { entry, text, context } }) => ({
      position: entry.position,
      device: entry.device,
      branch: entry.branch,
      seq: entry.seq,
      span: entry.span,
      type: entry.type,
      hash: entry.hash,
      deviceChain: entry.deviceChain,
      chain: entry.chain,
      verdict: entry.verdict,
      verdictDetail: entry.verdictDetail,
      receipt: entry.receipt,
      text,
      context,
    }));
  });

/** All of an office's records, in the order of their names. */
export const readRecords = ({ store }: Pick<Server, 'store'>, tenant: string): Promise<readonly RecordLine[]> =>
  store.read(tenant, async (tx) =>
    (await allParts(tx))
      .map(({ kind, aggregateId, part, body }) => ({ kind, aggregateId, part, body }))
      .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
  );

const nameOf = ({ kind, aggregateId, part }: RecordLine): string => `${kind}/${aggregateId}/${part}`;
