import { sha256Hex } from '@banso/shared/lib/hash.ts';
import type { LogRow } from '../store/schema.ts';

/** What a receipt says of one entry of the log. */
export type ReceiptEntry = Pick<LogRow, 'position' | 'seq' | 'span' | 'hash' | 'verdict' | 'verdictDetail'>;

/** The digest of what became of these places, in their order. */
export const verdictsDigest = (rows: readonly ReceiptEntry[]): string =>
  sha256Hex(rows.map((row) => [row.seq, row.hash, row.verdict, row.verdictDetail].join(' ')).join('\n'));

/**
 * What the server signs for a push: device and sequence range, log positions, a digest of the verdicts, and the epoch.
 * Line by line, so that anybody can read and check it without a parser.
 */
export const receiptText = ({
  push,
  branch,
  receiptId,
  epoch,
  rows,
}: {
  readonly push: {
    readonly tenant: string;
    readonly device: string;
    readonly tip: string;
    readonly receivedAtMs: number;
  };
  readonly branch: number;
  readonly receiptId: string;
  readonly epoch: number;
  readonly rows: readonly ReceiptEntry[];
}): string =>
  [
    'banso-receipt-1',
    receiptId,
    push.tenant,
    push.device,
    branch,
    `${rows[0]?.seq ?? 0}-${(rows.at(-1)?.seq ?? 0) + (rows.at(-1)?.span ?? 1) - 1}`,
    push.tip,
    `${rows[0]?.position ?? 0}-${rows.at(-1)?.position ?? 0}`,
    verdictsDigest(rows),
    epoch,
    new Date(push.receivedAtMs).toISOString(),
  ].join('\n');

export type ReadReceipt = {
  readonly id: string;
  readonly tenant: string;
  readonly device: string;
  readonly branch: number;
  readonly tip: string;
  readonly epoch: number;
  readonly receivedAtMs: number;
};

/** The lines of a receipt that cannot be computed from the log; null for a text that is no receipt. */
export const readReceiptText = (text: string): ReadReceipt | null => {
  const [kind, id, tenant, device, branch, , tip, , , epoch, at] = text.split('\n');
  const receivedAtMs = Date.parse(at ?? '');
  if (kind !== 'banso-receipt-1' || !id || !tenant || !device || tip === undefined) return null;
  return Number.isNaN(receivedAtMs)
    ? null
    : { id, tenant, device, branch: Number(branch), tip, epoch: Number(epoch), receivedAtMs };
};
