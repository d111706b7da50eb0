import { sql } from 'kysely';
import type { DeviceFactRow, Transaction } from './schema.ts';

/** Everything said about these devices, oldest first. */
export const factsOfDevices = (tx: Transaction, devices: readonly string[]): Promise<readonly DeviceFactRow[]> =>
  tx
    .selectFrom('deviceFact')
    .select(['device', 'number', 'type', 'at', 'text'])
    .where('device', '=', sql<string>`any(${devices})`)
    .orderBy('device')
    .orderBy('number')
    .execute();

/** Every fact of the tenant, for proving them. */
export const allDeviceFacts = (tx: Transaction): Promise<readonly DeviceFactRow[]> =>
  tx.selectFrom('deviceFact').select(['device', 'number', 'type', 'at', 'text']).execute();

/** Appends one more; the caller holds the device's lock. */
export const appendDeviceFact = async (tx: Transaction, fact: Omit<DeviceFactRow, 'number'>): Promise<void> => {
  const { last } = await tx
    .selectFrom('deviceFact')
    .select((column) => column.fn.max<number | null>('number').as('last'))
    .where('device', '=', fact.device)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('deviceFact')
    .values({ ...fact, number: (last ?? 0) + 1 })
    .execute();
};

/** How many places of the log came from these devices as known losses, and how far each branch has come. */
export const arrivedFrom = async (
  tx: Transaction,
  device: string,
): Promise<{ readonly lastSeq: number; readonly gaps: number; readonly parked: number }> => {
  const { rows } = await sql<{ lastSeq: number; gaps: number; parked: number }>`
    select coalesce(max(seq + span - 1), 0) as last_seq,
      coalesce(sum(span) filter (where type = 'gap'), 0) as gaps,
      count(*) filter (where verdict = 'parked' and verdict_detail::json ->> 'code' = 'device_revoked') as parked
    from log where device = ${device}`.execute(tx);
  const [row] = rows;
  return { lastSeq: Number(row?.lastSeq ?? 0), gaps: Number(row?.gaps ?? 0), parked: Number(row?.parked ?? 0) };
};

/** Every engagement of which this device ever received a part, by the access log. */
export const engagementsReceivedBy = async (
  tx: Transaction,
  { person, device }: { readonly person: string; readonly device: string },
): Promise<readonly string[]> => {
  const { rows } = await sql<{ engagement: string }>`
    select distinct json_array_elements_text(text::json -> 'detail' -> 'engagements') as engagement
    from access_log where event = 'received' and person = ${person} and text::json ->> 'device' = ${device}
    order by 1`.execute(tx);
  return rows.map(({ engagement }) => engagement);
};

/** For each device how far its log reaches, and how many of its operations came in since this instant. */
export const arrivedSince = async (
  tx: Transaction,
  since: Date,
): Promise<ReadonlyMap<string, { readonly lastSeq: number; readonly operations: number }>> => {
  const { rows } = await sql<{ device: string; lastSeq: number; operations: number }>`
    select device, max(seq + span - 1) as last_seq, count(*) filter (where received_at >= ${since}) as operations
    from log group by device`.execute(tx);
  return new Map(
    rows.map(({ device, lastSeq, operations }) => [
      device,
      { lastSeq: Number(lastSeq), operations: Number(operations) },
    ]),
  );
};
