import { sql } from 'kysely';
import type { AggregateKey } from './parts.ts';
import { COLUMN, type Columns, rowsOf } from './rows-of.ts';
import type { LogRow, Transaction } from './schema.ts';

/** Appends operations and gaps in one statement; positions come from the counter that this transaction has locked. */
export const appendLog = async (tx: Transaction, rows: readonly LogRow[]): Promise<void> => {
  await sql`
    insert into log (
      position, head, device, branch, seq, span, operation_id, type, kind, aggregate_id, retention, actor, hash, device_chain,
      chain, key_owner, sealed_text, sealed_context, verdict, verdict_detail, receipt, received_at)
    select
      position, head, device, branch, seq, span, "operationId", type, kind, "aggregateId", retention, actor, hash, "deviceChain",
      chain, "keyOwner", "sealedText", "sealedContext", verdict, "verdictDetail", receipt, "receivedAt"
    from ${rowsOf(rows, LOG_COLUMNS)}`.execute(tx);
};

const LOG_COLUMNS: Columns<LogRow> = {
  position: COLUMN.bigint,
  head: COLUMN.bigint,
  device: COLUMN.text,
  branch: COLUMN.integer,
  seq: COLUMN.bigint,
  span: COLUMN.integer,
  operationId: COLUMN.text,
  type: COLUMN.text,
  kind: COLUMN.text,
  aggregateId: COLUMN.text,
  retention: COLUMN.text,
  actor: COLUMN.text,
  hash: COLUMN.text,
  deviceChain: COLUMN.text,
  chain: COLUMN.text,
  keyOwner: COLUMN.text,
  sealedText: COLUMN.bytes,
  sealedContext: COLUMN.bytes,
  verdict: COLUMN.text,
  verdictDetail: COLUMN.text,
  receipt: COLUMN.text,
  receivedAt: COLUMN.time,
};

/** The entries of these operations, as far as they exist: each has its verdict for ever (L3). */
export const logByOperationIds = (tx: Transaction, ids: readonly string[]): Promise<readonly LogRow[]> =>
  tx
    .selectFrom('log')
    .select(logColumns)
    .where('operationId', '=', sql<string>`any(${ids})`)
    .orderBy('position')
    .execute();

/** What a device's branch sent between two sequence numbers, both included; a gap that reaches into the range counts. */
export const logBySeqs = (
  tx: Transaction,
  range: { readonly device: string; readonly branch: number; readonly from: number; readonly to: number },
): Promise<readonly LogRow[]> =>
  tx
    .selectFrom('log')
    .select(logColumns)
    .where('device', '=', range.device)
    .where('branch', '=', range.branch)
    .where('seq', '<=', range.to)
    .where(sql<number>`seq + span`, '>', range.from)
    .orderBy('seq')
    .execute();

/** A place of a branch without its text. */
export type LogPlace = Pick<LogRow, 'seq' | 'operationId' | 'type' | 'deviceChain'>;

/** The places of a branch between two sequence numbers, both included: hundreds of them, whose texts nobody needs here. */
export const logPlacesBySeqs = (
  tx: Transaction,
  range: { readonly device: string; readonly branch: number; readonly from: number; readonly to: number },
): Promise<readonly LogPlace[]> =>
  tx
    .selectFrom('log')
    .select(['seq', 'operationId', 'type', 'deviceChain'])
    .where('device', '=', range.device)
    .where('branch', '=', range.branch)
    .where('seq', '>=', range.from)
    .where('seq', '<=', range.to)
    .orderBy('seq')
    .execute();

/** Everything that happened to one aggregate, in the order of its effect. */
export const logOfAggregate = (
  tx: Transaction,
  key: { readonly kind: string; readonly aggregateId: string },
): Promise<readonly LogRow[]> =>
  tx
    .selectFrom('log')
    .select(logColumns)
    .where('kind', '=', key.kind)
    .where('aggregateId', '=', key.aggregateId)
    .orderBy('position')
    .execute();

/** Every aggregate that the log speaks of, in order of kind and id. */
export const aggregatesInLog = async (tx: Transaction): Promise<readonly AggregateKey[]> => {
  const rows = await tx
    .selectFrom('log')
    .select(['kind', 'aggregateId'])
    .distinct()
    .where('kind', 'is not', null)
    .orderBy('kind')
    .orderBy('aggregateId')
    .execute();
  return rows.flatMap(({ kind, aggregateId }) =>
    kind === null || aggregateId === null ? [] : [{ kind, id: aggregateId }],
  );
};

/** The log in its order, page by page: pass the last position seen, 0 to begin; an empty page is the end. */
export const logPage = (
  tx: Transaction,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly LogRow[]> =>
  tx
    .selectFrom('log')
    .select(logColumns)
    .where('position', '>', page.after)
    .orderBy('position')
    .limit(page.limit)
    .execute();

/** A row of the log without what is sealed. */
export type LogOutline = Omit<LogRow, 'sealedText' | 'sealedContext'>;

/** The log in its order like `logPage`, without what is sealed: hashes are enough to follow its chains. */
export const logOutlinePage = (
  tx: Transaction,
  { after, upTo, limit }: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<readonly LogOutline[]> =>
  tx
    .selectFrom('log')
    .select(outlineColumns)
    .where('position', '>', after)
    .where('position', '<=', upTo)
    .orderBy('position')
    .limit(limit)
    .execute();

/** The entries that these receipts cover, in the order of the log. */
export const logOfReceipts = (tx: Transaction, receipts: readonly string[]): Promise<readonly LogOutline[]> =>
  tx
    .selectFrom('log')
    .select(outlineColumns)
    .where('receipt', '=', sql<string>`any(${receipts})`)
    .orderBy('position')
    .execute();

const outlineColumns = [
  'position',
  'head',
  'device',
  'branch',
  'seq',
  'span',
  'operationId',
  'type',
  'kind',
  'aggregateId',
  'retention',
  'actor',
  'hash',
  'deviceChain',
  'chain',
  'keyOwner',
  'verdict',
  'verdictDetail',
  'receipt',
  'receivedAt',
] as const satisfies readonly (keyof LogOutline)[];

const logColumns = [...outlineColumns, 'sealedText', 'sealedContext'] as const satisfies readonly (keyof LogRow)[];
