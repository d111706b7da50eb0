import type { TableShape } from './read-schema.ts';
import { databaseError, keyOf, type Row } from './values.ts';

/**
 * A transaction of the model. `snapshot`: the last commit it sees where it sees one state only; `undo` takes back what it did
 * since, newest last.
 */
export type ModelTransaction = {
  readonly id: number;
  readonly settings: Map<string, string>;
  readonly repeatable: boolean;
  snapshot: number | null;
  failed: boolean;
  ended: boolean;
  readonly undo: { readonly mark: string | null; readonly back: () => void }[];
  readonly held: Set<Slot>;
  readonly written: Set<Slot>;
  waitsFor: ModelTransaction | null;
  readonly whenEnded: (() => void)[];
};

/** One row by its primary key: what was committed when, what somebody has written and not committed, who has it locked. */
export type Slot = {
  readonly table: Table;
  readonly key: string;
  history: { readonly at: number; readonly row: Row | null }[];
  pending: { readonly row: Row | null } | null;
  lockedBy: ModelTransaction | null;
};

export type Table = {
  readonly shape: TableShape;
  readonly slots: Map<string, Slot>;
  /** For each unique key beside the primary one: where each value stands, committed or not. */
  readonly uniques: readonly { readonly columns: readonly string[]; readonly slots: Map<string, Slot> }[];
};

/** A row that a commit changed: what it was, and what it is; null where there is none. */
export type CommittedChange = { readonly table: string; readonly before: Row | null; readonly after: Row | null };

/**
 * A model of PostgreSQL as far as correctness can depend on it: snapshots per statement or per transaction, row locks in whose
 * queue others wait, a deadlock that is told to one of its members, sequences that no rollback takes back, commits that are
 * visible and, with `flushes`, on the disk.
 */
export type ModelDatabase = {
  readonly tables: ReadonlyMap<string, Table>;
  readonly begin: (options: { readonly repeatable: boolean }) => ModelTransaction;
  /** Fails with a rollback, as PostgreSQL does, when a statement had failed before. */
  readonly commit: (transaction: ModelTransaction) => 'committed' | 'rolledBack';
  readonly rollback: (transaction: ModelTransaction) => void;
  readonly rowsOf: (table: Table, transaction: ModelTransaction, snapshot: number) => readonly Row[];
  readonly now: () => number;
  readonly nextval: (sequence: string) => number;
  /** Power fails: what runs is gone, and so is what was committed and never flushed. */
  readonly crash: () => void;
  readonly flush: () => void;
  /** The committed state as a database of its own. */
  readonly fork: () => ModelDatabase;
  /** Called with every commit's changes, in their order. */
  onCommit: (changes: readonly CommittedChange[]) => void;
};

type Origin = {
  readonly tables: ReadonlyMap<string, Table>;
  readonly commits: number;
  readonly sequences: ReadonlyMap<string, number>;
};

export const openModelDatabase = (
  shapes: ReadonlyMap<string, TableShape>,
  { flushes = true }: { readonly flushes?: boolean } = {},
): ModelDatabase => {
  const tables = new Map([...shapes].map(([name, shape]) => [name, emptyTable(shape)]));
  return modelOf({ tables, commits: 0, sequences: new Map() }, flushes);
};

const emptyTable = (shape: TableShape): Table => ({
  shape,
  slots: new Map(),
  uniques: shape.uniques.map(({ columns }) => ({ columns, slots: new Map() })),
});

const modelOf = (origin: Origin, flushes: boolean): ModelDatabase => {
  const { tables } = origin;
  const sequences = new Map(origin.sequences);
  const active = new Set<ModelTransaction>();
  let commits = origin.commits;
  let flushed = commits;
  let begun = 0;

  const end = (transaction: ModelTransaction) => {
    transaction.ended = true;
    active.delete(transaction);
    for (const slot of transaction.held) slot.lockedBy = null;
    for (const wake of transaction.whenEnded.splice(0)) wake();
  };

  const rollback = (transaction: ModelTransaction) => {
    if (transaction.ended) return;
    for (const { back } of transaction.undo.splice(0).toReversed()) back();
    end(transaction);
  };

  const model: ModelDatabase = {
    tables,
    now: () => commits,
    onCommit: () => {},
    begin: ({ repeatable }) => {
      begun += 1;
      const transaction: ModelTransaction = {
        id: begun,
        settings: new Map(),
        repeatable,
        snapshot: null,
        failed: false,
        ended: false,
        undo: [],
        held: new Set(),
        written: new Set(),
        waitsFor: null,
        whenEnded: [],
      };
      active.add(transaction);
      return transaction;
    },
    commit: (transaction) => {
      if (transaction.ended) throw databaseError('57P01', 'terminating connection');
      if (transaction.failed) {
        rollback(transaction);
        return 'rolledBack';
      }
      if (transaction.written.size > 0) commits += 1;
      const oldest = Math.min(commits, ...[...active].map(({ snapshot }) => snapshot ?? commits));
      const changes = [...transaction.written].map((slot) => commitSlot(slot, commits, Math.min(oldest, flushed)));
      if (flushes) flushed = commits;
      end(transaction);
      if (changes.length > 0) model.onCommit(changes);
      return 'committed';
    },
    rollback,
    rowsOf: (table, transaction, snapshot) => {
      const rows: Row[] = [];
      for (const slot of table.slots.values()) {
        const row = seenIn(slot, transaction, snapshot);
        if (row) rows.push(row);
      }
      return rows;
    },
    nextval: (sequence) => {
      const value = (sequences.get(sequence) ?? 0) + 1;
      sequences.set(sequence, value);
      return value;
    },
    crash: () => {
      for (const transaction of active) rollback(transaction);
      for (const slot of slotsOf(tables)) slot.history = slot.history.filter(({ at }) => at <= flushed);
      commits = flushed;
    },
    flush: () => {
      flushed = commits;
    },
    fork: () => {
      const copies = new Map([...tables].map(([name, table]) => [name, copyOf(table)]));
      return modelOf({ tables: copies, commits, sequences }, flushes);
    },
  };
  return model;
};

const slotsOf = (tables: ReadonlyMap<string, Table>): readonly Slot[] =>
  [...tables.values()].flatMap(({ slots }) => [...slots.values()]);

const commitSlot = (slot: Slot, at: number, oldest: number): CommittedChange => {
  const before = slot.history.at(-1)?.row ?? null;
  const after = slot.pending?.row ?? null;
  // Nobody can ask any more for what stood before the last version that everybody sees.
  const firstNeeded = slot.history.findLastIndex((version) => version.at <= oldest);
  slot.history = [...slot.history.slice(Math.max(0, firstNeeded)), { at, row: after }];
  slot.pending = null;
  return { table: slot.table.shape.name, before, after };
};

const copyOf = ({ shape, slots }: Table): Table => {
  const copy = emptyTable(shape);
  for (const [key, { history }] of slots) {
    const row = history.at(-1)?.row;
    if (row) noteUniques(addSlot(copy, key, [{ at: 0, row }]), row);
  }
  return copy;
};

const addSlot = (table: Table, key: string, history: Slot['history'] = []): Slot => {
  const slot: Slot = { table, key, history, pending: null, lockedBy: null };
  table.slots.set(key, slot);
  return slot;
};

/** The row as this transaction sees it. */
export const seenIn = (slot: Slot, transaction: ModelTransaction, snapshot: number): Row | null => {
  if (slot.pending && slot.lockedBy === transaction) return slot.pending.row;
  for (let at = slot.history.length - 1; at >= 0; at -= 1) {
    const version = slot.history[at];
    if (version && version.at <= snapshot) return version.row;
  }
  return null;
};

/** The newest version that this transaction may build on, once it has the lock. */
export const newestIn = (slot: Slot, transaction: ModelTransaction): Row | null =>
  slot.pending && slot.lockedBy === transaction ? slot.pending.row : (slot.history.at(-1)?.row ?? null);

/** Waits until nobody else has this row, then takes it until the transaction's end. Throws 40P01 where they wait in a ring. */
export const lockSlot = async (slot: Slot, transaction: ModelTransaction): Promise<void> => {
  while (isTaken(slot, transaction)) await untilHolderEnds(slot, transaction);
  // Nothing is awaited between the look and the taking: two that waited would both find it free.
  slot.lockedBy = transaction;
  transaction.held.add(slot);
};

export const isTaken = ({ lockedBy }: Slot, transaction: ModelTransaction): boolean =>
  lockedBy !== null && lockedBy !== transaction;

export const untilHolderEnds = async ({ lockedBy: holder }: Slot, transaction: ModelTransaction): Promise<void> => {
  if (!holder) return;
  for (let other: ModelTransaction | null = holder; other; other = other.waitsFor)
    if (other === transaction) throw databaseError('40P01', 'deadlock detected');
  transaction.waitsFor = holder;
  await new Promise<void>((resolve) => {
    holder.whenEnded.push(resolve);
  });
  transaction.waitsFor = null;
  // The power failed, or the server process died, while it waited.
  if (transaction.ended) throw databaseError('57P01', 'terminating connection');
};

/** The slot that a new row would stand in. */
export const slotFor = (table: Table, row: Row): Slot => {
  const key = keyOf(row, table.shape.primaryKey) ?? '';
  return table.slots.get(key) ?? addSlot(table, key);
};

/** Other rows that already have one of this row's unique values. */
export const rivalsOf = (slot: Slot, row: Row): readonly Slot[] =>
  slot.table.uniques.flatMap(({ columns, slots }) => {
    const key = keyOf(row, columns);
    const rival = key === null ? undefined : slots.get(key);
    return rival && rival !== slot ? [rival] : [];
  });

/** Writes a row, or its removal, into a slot that this transaction has locked. */
export const writeSlot = (slot: Slot, transaction: ModelTransaction, row: Row | null): void => {
  const { pending } = slot;
  const already = transaction.written.has(slot);
  const forget = row ? noteUniques(slot, row) : () => {};
  slot.pending = { row };
  transaction.written.add(slot);
  transaction.undo.push({
    mark: null,
    back: () => {
      slot.pending = pending;
      if (!already) transaction.written.delete(slot);
      forget();
    },
  });
};

const noteUniques = (slot: Slot, row: Row): (() => void) => {
  const added: (() => void)[] = [];
  for (const { columns, slots } of slot.table.uniques) {
    const key = keyOf(row, columns);
    if (key === null || slots.get(key) === slot) continue;
    slots.set(key, slot);
    added.push(() => slots.delete(key));
  }
  return () => {
    for (const forget of added) forget();
  };
};
