import { readTimeToken } from '@banso/shared/evidence/time-token.ts';
import { type Envelope, type Kind, textToEnvelope } from '@banso/shared/operation/envelope.ts';
import { type Database, type OutboxRow, type PartRow, type SyncRow, type TipRow, withConnection } from './database.ts';
import { mustSealAs, type Seal } from './seal.ts';

/** What this device holds of one aggregate: pulled parts, and its own operations that are not in them yet. */
export type LocalAggregate = {
  readonly kind: Kind;
  readonly aggregate: string;
  readonly parts: readonly { readonly part: string; readonly body: string }[];
  readonly pending: readonly { readonly row: OutboxRow; readonly envelope: Envelope }[];
  readonly unopened: Unopened;
};

/** What lies on this disk and cannot be opened: no screen shows it, and it stays where it is. */
export type Unopened = {
  /** This device's own that are not in pulled parts yet. */
  readonly operations: number;
  /** Parts that came from the office. */
  readonly parts: number;
};

export type Position = { readonly tip: TipRow; readonly sync: SyncRow };

/** The memory of one tab: an index over parts and pending operations, brought up to date by reading only what changed. */
export type LocalRecords = {
  /** Reads what changed since the last call, and forgets what was computed from it. Throws `SealChanged`. */
  readonly refresh: () => Promise<Position>;
  /** What the last refresh, or the last recording of this tab, left; null before the first. */
  readonly position: () => Position | null;
  /** Takes in what this tab has just committed on the position before, so that it need not be read back. */
  readonly noteRecorded: (row: OutboxRow, now: Position) => void;
  readonly aggregatesOf: (kind: Kind) => readonly string[];
  /** Opened on first use; the same object until something in it changes. */
  readonly aggregate: (kind: Kind, aggregate: string) => Promise<LocalAggregate>;
  /** Of everything here. */
  readonly unopened: () => Promise<Unopened>;
  /** Rises whenever anything here changed: what was computed across aggregates holds as long as it stands still. */
  readonly generation: () => number;
  /** Rises only when something else than engagements changed: what an engagement's own operations are judged by. */
  readonly surroundingsGeneration: () => number;
  readonly waitingRows: (kind: Kind, aggregate: string) => readonly OutboxRow[];
};

type PartEntry = { readonly row: PartRow; body: Promise<string | null> | null };
type PendingEntry = { readonly row: OutboxRow; envelope: Promise<Envelope | null> | null };
type Known = {
  readonly kind: Kind;
  readonly aggregate: string;
  readonly parts: Map<string, PartEntry>;
  readonly pending: Map<number, PendingEntry>;
  opened: Promise<LocalAggregate> | null;
};

export const rememberRecords = (database: Database, seal: Seal): LocalRecords => {
  let known = new Map<string, Known>();
  let position: Position | null = null;
  let generation = 0;
  let surroundingsGeneration = 0;
  let refreshing: Promise<Position> | null = null;

  const knownOf = (kind: Kind, aggregate: string): Known => {
    const key = `${kind}/${aggregate}`;
    const found = known.get(key) ?? { kind, aggregate, parts: new Map(), pending: new Map(), opened: null };
    known.set(key, found);
    return found;
  };

  const noteSurroundings = (changed: readonly { readonly kind: Kind }[]) => {
    if (changed.some(({ kind }) => kind !== 'engagement')) surroundingsGeneration += 1;
  };

  const takeParts = (rows: readonly PartRow[]) => {
    noteSurroundings(rows);
    for (const row of rows) {
      const entry = knownOf(row.kind, row.aggregate);
      entry.parts.set(row.part, { row, body: null });
      entry.opened = null;
    }
  };

  const takePending = (rows: readonly OutboxRow[], { all }: { readonly all: boolean }) => {
    const before = new Map<string, PendingEntry>();
    if (all) {
      for (const entry of known.values()) {
        if (entry.pending.size === 0) continue;
        noteSurroundings([entry]);
        for (const one of entry.pending.values()) before.set(one.row.id, one);
        entry.pending.clear();
        entry.opened = null;
      }
    }
    noteSurroundings(rows);
    for (const row of rows) {
      const entry = knownOf(row.kind, row.aggregate);
      // An operation's text never changes: what was opened once stays open.
      entry.pending.set(row.seq, { row, envelope: before.get(row.id)?.envelope ?? null });
      entry.opened = null;
    }
  };

  const load = async (): Promise<Position> => {
    const { now, parts, pending, fromScratch } = await withConnection(database, () =>
      readChanges(database, seal, position),
    );
    if (fromScratch) {
      known = new Map();
      surroundingsGeneration += 1;
    }
    takeParts(parts);
    takePending(pending.rows, pending);
    const still = position?.tip.seq === now.tip.seq && position.sync.answers === now.sync.answers;
    if (!still) generation += 1;
    position = now;
    return now;
  };

  const openAggregate = async (entry: Known): Promise<LocalAggregate> => {
    // Both at once, before anything is awaited: an answer that is taken in between moves operations from one to the other, and a
    // screen that read the old parts and the new rest showed neither.
    const [parts, pending] = await Promise.all([
      Promise.all(
        [...entry.parts.values()].map(async (one) => {
          one.body ??= seal.open(partPlace(one.row), one.row.sealed);
          return { part: one.row.part, body: await one.body };
        }),
      ),
      Promise.all(
        [...entry.pending.values()]
          .toSorted((a, b) => a.row.seq - b.row.seq)
          .map(async (one) => {
            one.envelope ??= seal
              .open(outboxPlace(one.row), one.row.sealed)
              .then((text) => (text === null ? null : textToEnvelope(text)));
            return { row: one.row, envelope: await one.envelope };
          }),
      ),
    ]);
    return {
      kind: entry.kind,
      aggregate: entry.aggregate,
      parts: parts.flatMap(({ part, body }) => (body === null ? [] : [{ part, body }])),
      pending: pending.flatMap(({ row, envelope }) => (envelope === null ? [] : [{ row, envelope }])),
      unopened: {
        operations: pending.filter(({ envelope }) => envelope === null).length,
        parts: parts.filter(({ body }) => body === null).length,
      },
    };
  };

  const opened = (entry: Known): Promise<LocalAggregate> => {
    entry.opened ??= openAggregate(entry);
    return entry.opened;
  };

  return {
    refresh: () => {
      refreshing ??= load().finally(() => {
        refreshing = null;
      });
      return refreshing;
    },
    position: () => position,
    noteRecorded: (row, now) => {
      takePending([row], { all: false });
      generation += 1;
      position = now;
    },
    aggregatesOf: (kind) => [...known.values()].filter((one) => one.kind === kind).map(({ aggregate }) => aggregate),
    aggregate: (kind, aggregate) => opened(knownOf(kind, aggregate)),
    unopened: async () => {
      const all = await Promise.all([...known.values()].map(opened));
      const sum = (what: keyof Unopened) => all.reduce((total, { unopened }) => total + unopened[what], 0);
      return { operations: sum('operations'), parts: sum('parts') };
    },
    generation: () => generation,
    surroundingsGeneration: () => surroundingsGeneration,
    waitingRows: (kind, aggregate) =>
      [...(known.get(`${kind}/${aggregate}`)?.pending.values() ?? [])]
        .flatMap(({ row }) => (row.stage === 'waiting' ? [row] : []))
        .toSorted((a, b) => a.seq - b.seq),
  };
};

/** Which row a sealed body belongs to. */
export const partPlace = ({ kind, aggregate, part }: Pick<PartRow, 'kind' | 'aggregate' | 'part'>): string =>
  `part/${kind}/${aggregate}/${part}`;
export const outboxPlace = ({ seq, id }: Pick<OutboxRow, 'seq' | 'id'>): string => `outbox/${seq}/${id}`;

/** The instant of a time token this device holds: what it records next cannot be older. */
export const notBeforeOf = (token: string | null): number | null =>
  token === null ? null : (readTimeToken(token)?.token.atMs ?? null);

/** Tip and agreement with the server; both rows are written with the database itself. */
export const readPosition = async (database: Database): Promise<Position> => {
  const [tip, sync] = await database.meta.bulkGet(['tip', 'sync']);
  if (tip?.id !== 'tip' || sync?.id !== 'sync') throw new Error('This database was never set up.');
  return { tip, sync };
};

/** The same, in a transaction that reads bodies for this seal to open. Throws `SealChanged`. */
export const readSealedAs = async (database: Database, seal: Seal): Promise<Position> => {
  const position = await readPosition(database);
  mustSealAs(position.sync, seal);
  return position;
};

const readChanges = (database: Database, seal: Seal, since: Position | null) =>
  database.transaction('r', [database.meta, database.parts, database.outbox], async () => {
    const now = await readSealedAs(database, seal);
    const fromScratch = since === null || now.sync.cleared > since.sync.answers;
    const answered = fromScratch || now.sync.answers !== since.sync.answers;
    const parts = fromScratch
      ? await database.parts.toArray()
      : answered
        ? await database.parts.where('changed').above(since.sync.answers).toArray()
        : [];
    const pending = answered
      ? { all: true, rows: await database.outbox.where('stage').anyOf('waiting', 'arriving').toArray() }
      : { all: false, rows: await recordedSince(database, since.tip.seq, now.tip.seq) };
    return { now, parts, pending, fromScratch };
  });

const recordedSince = (database: Database, seq: number, tip: number): Promise<readonly OutboxRow[]> =>
  seq === tip ? Promise.resolve([]) : database.outbox.where('seq').above(seq).toArray();
