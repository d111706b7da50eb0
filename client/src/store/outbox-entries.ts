import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import type { OutboxEntry } from './client-store.ts';
import { type Database, type OutboxRow, type Stage, withConnection } from './database.ts';
import { outboxPlace } from './local-records.ts';
import type { Seal } from './seal.ts';

export const outboxEntry = (row: OutboxRow): OutboxEntry => ({
  seq: row.seq,
  id: row.id,
  type: row.type,
  label: OPERATION_TYPES.get(row.type)?.label ?? row.type,
  kind: row.kind,
  aggregate: row.aggregate,
  visit: row.visit,
  recordedAtMs: row.recordedAtMs,
  verdict: row.verdict,
  receivedAtMs: row.receivedAtMs,
  replaces: row.replaces ?? [],
});

/** Everything this device recorded, oldest first. */
export const outboxEntries = async (database: Database): Promise<readonly OutboxEntry[]> => {
  const rows = await withConnection(database, () => database.outbox.orderBy('seq').toArray());
  return rows.map(outboxEntry);
};

/** The text of one operation; null where there is none or it cannot be opened. */
export const operationText = async (database: Database, seal: Seal, id: string): Promise<string | null> => {
  const row = await withConnection(database, () => database.outbox.get({ id }));
  return row ? seal.open(outboxPlace(row), row.sealed) : null;
};

export type OutboxCounts = {
  readonly waiting: number;
  readonly oldestMs: number | null;
  readonly attention: number;
};

/** How much waits and how much needs a hand. */
export const outboxCounts = (database: Database): Promise<OutboxCounts> =>
  withConnection(database, () =>
    database.transaction('r', database.outbox, async () => {
      const at = (stage: Stage) => database.outbox.where('stage').equals(stage);
      const [waiting, attention, oldest] = await Promise.all([
        at('waiting').count(),
        at('attention').count(),
        at('waiting').first(),
      ]);
      return { waiting, attention, oldestMs: oldest?.recordedAtMs ?? null };
    }),
  );
