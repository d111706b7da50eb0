import type { OutboxEntry } from './client-store.ts';
import { type Database, type OutboxRow, type Stage, withConnection } from './database.ts';
import type { Decider } from './decider.ts';
import { deciderHere, loadDecider } from './load-decider.ts';
import { outboxPlace, readSealedAs } from './local-records.ts';
import type { Seal } from './seal.ts';

/** A row in the words of its type; of a type that this app does not know, its name. */
export const outboxEntry = (row: OutboxRow, types: Decider['types']): OutboxEntry => ({
  seq: row.seq,
  id: row.id,
  type: row.type,
  label: types.get(row.type)?.label ?? row.type,
  nature: types.get(row.type)?.nature ?? null,
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
  if (rows.length === 0) return [];
  const { types } = deciderHere() ?? (await loadDecider());
  return rows.map((row) => outboxEntry(row, types));
};

/** The text of one operation; null where there is none or it cannot be opened. */
export const operationText = async (database: Database, seal: Seal, id: string): Promise<string | null> => {
  const row = await withConnection(database, () =>
    database.transaction('r', [database.meta, database.outbox], async () => {
      await readSealedAs(database, seal);
      return database.outbox.get({ id });
    }),
  );
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
