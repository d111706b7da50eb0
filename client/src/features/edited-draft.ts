import type { ClientStore, Recorded } from '../store/client-store.ts';
import type { RecordProblem } from '../sync/use-record.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { readOnce } from './read-once.ts';

export type EditedState<Shown, Field> = Shown & {
  /** When the device last said that everything typed is on its disk; null before the first key stroke. */
  readonly savedAtMs: number | null;
  /** Something was typed that the disk does not hold yet. */
  readonly unsaved: boolean;
  /** Fields that cannot be stored as they are: too long. */
  readonly unfit: readonly Field[];
  readonly problem: RecordProblem | null;
};

/** A record while it is written: every key stroke goes to a local draft, `save` records what is new. */
export type EditedDraft<Record_, Edits, Shown, Field> = {
  /** One more key stroke: what was typed so far, on the record as it is now, and what is typed then. */
  readonly edit: (typed: (edits: Edits, record: Record_) => Edits) => void;
  /** Records what is new. False: it could not, `problem` says why, and the text stays. */
  readonly save: () => Promise<boolean>;
  /** The record as it is now. */
  readonly see: (record: Record_) => void;
  readonly state: () => EditedState<Shown, Field>;
  readonly subscribe: (listener: () => void) => () => void;
};

/** What this kind of record does with what was typed into it. */
export type Editing<Record_, Edits, Shown, Field, Change> = {
  readonly none: Edits;
  /** The record as its author sees it: what is recorded, under what was typed. */
  readonly shown: (record: Record_, edits: Edits) => Shown;
  /** The edits worth keeping on the device: those not recorded yet; null: there are none. */
  readonly unrecorded: (edits: Edits) => Edits | null;
  /** A draft as it lay on the device, under what was typed since this page opened. */
  readonly withRestored: (edits: Edits, kept: unknown, record: Record_) => Edits;
  /** What is to be recorded now, and the fields that cannot be stored as they are: those stay in the draft. */
  readonly changesIn: (edits: Edits) => { readonly changes: readonly Change[]; readonly unfit: readonly Field[] };
  readonly record: (changes: Change[]) => Promise<Recorded>;
  /** After these changes were recorded: what was typed meanwhile goes on from there. */
  readonly withRecorded: (edits: Edits, changes: readonly Change[]) => Edits;
  /**
   * Without the recorded edits that the record now shows, as the field's value or as one of two texts to choose from. Until then
   * they stay: a text that jumped back for a moment would take the caret with it.
   */
  readonly withoutSeen: (edits: Edits, record: Record_) => Edits;
};

/** Opens the draft of a record and restores what a crash left behind. Another device goes on from what is recorded. */
export const openEditedDraft = <Record_, Edits, Shown extends object, Field, Change>(
  {
    store,
    key,
    record,
    nowMs,
  }: {
    readonly store: Pick<ClientStore, 'saveDraft' | 'draft' | 'dropDraft'>;
    /** Under which key the draft is kept on the device. */
    readonly key: string;
    readonly record: Record_;
    readonly nowMs: () => number;
  },
  editing: Editing<Record_, Edits, Shown, Field, Change>,
): EditedDraft<Record_, Edits, Shown, Field> => {
  const listeners = new Set<() => void>();
  let seen = record;
  let edits = editing.none;
  let strokes = 0;
  let rest: EditedState<unknown, Field> = { savedAtMs: null, unsaved: false, unfit: [], problem: null };
  let state: EditedState<Shown, Field> = { ...editing.shown(seen, edits), ...rest };

  const show = (change: Partial<typeof rest> = {}) => {
    rest = { ...rest, ...change };
    state = { ...editing.shown(seen, edits), ...rest };
    for (const listener of listeners) listener();
  };

  const restored = readOnce(async () => {
    const kept = await store.draft(key);
    edits = editing.withoutSeen(editing.withRestored(edits, kept, seen), seen);
    show();
  });

  const onDisk = (kept: Edits): Promise<'saved' | 'failed'> => {
    const open = editing.unrecorded(kept);
    return open === null ? store.dropDraft(key).then(() => 'saved') : store.saveDraft(key, open);
  };

  // One write after the other: two at once could land in the wrong order and keep the older text.
  const keep = oneAtATime(async () => {
    const isRead = await restored();
    const [kept, upTo] = [edits, strokes];
    if (!isRead || (await onDisk(kept).catch(() => 'failed')) === 'failed')
      return show({ problem: { failed: 'storage' } });
    // The disk took the text after all: what it said before no longer holds.
    const problem = rest.problem && 'failed' in rest.problem ? null : rest.problem;
    // Strokes, not edits: those change as well when the record comes back with what was typed.
    show({ savedAtMs: nowMs(), unsaved: strokes !== upTo, problem });
  });

  const save = oneAtATime(async () => {
    if (!(await restored())) {
      show({ problem: { failed: 'storage' } });
      return false;
    }
    const { changes, unfit } = editing.changesIn(edits);
    if (changes.length === 0) {
      show({ unfit });
      return unfit.length === 0;
    }
    const answer = await editing.record([...changes]).catch((): RecordProblem => ({ failed: 'storage' }));
    if (!('recorded' in answer)) {
      show({ problem: answer, unfit });
      return false;
    }
    edits = editing.withoutSeen(editing.withRecorded(edits, changes), seen);
    show({ problem: null, unfit });
    await keep();
    return unfit.length === 0;
  });

  void restored();

  return {
    edit: (typed) => {
      edits = typed(edits, seen);
      strokes += 1;
      show({ unsaved: true });
      void keep();
    },
    save,
    see: (next) => {
      seen = next;
      edits = editing.withoutSeen(edits, next);
      show();
    },
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
