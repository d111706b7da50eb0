import {
  type FieldValue,
  type FieldValues,
  valueHash,
  type Written,
  type WrittenChange,
} from '@banso/shared/engagement/written.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import * as v from 'valibot';
import type { ClientStore, Recorded } from '../../store/client-store.ts';
import type { RecordProblem } from '../../sync/use-record.ts';
import { oneAtATime } from '../one-at-a-time.ts';

/** What somebody typed into one field, and the hash of the value the edit started from (L17). */
type Edit = { readonly value: FieldValue; readonly base: string };
type Edits = Readonly<Record<string, Edit>>;

const editsSchema = v.record(
  v.string(),
  v.strictObject({ value: v.union([v.string(), v.boolean()]), base: v.string() }),
);

export type WrittenState<Values extends FieldValues> = {
  /** The values as their author sees them. */
  readonly values: Values;
  /** When the device last said that everything typed is on its disk; null before the first key stroke. */
  readonly savedAtMs: number | null;
  /** Something was typed that the disk does not hold yet. */
  readonly unsaved: boolean;
  /** Fields that cannot be stored as they are: too long. */
  readonly unfit: readonly string[];
  readonly problem: RecordProblem | null;
};

/** A record while it is written: every key stroke goes to a local draft, `save` records what is new. */
export type WrittenDraft<Values extends FieldValues> = {
  readonly edit: (changed: Readonly<Record<string, FieldValue>>) => void;
  /** Records what is new. False: it could not, `problem` says why, and the text stays. */
  readonly save: () => Promise<boolean>;
  /** The record as it is now. */
  readonly see: (written: Written<Values>) => void;
  readonly state: () => WrittenState<Values>;
  readonly subscribe: (listener: () => void) => () => void;
};

export type WrittenPorts<Values extends FieldValues> = {
  readonly store: Pick<ClientStore, 'saveDraft' | 'draft' | 'dropDraft'>;
  /** Under which key the draft is kept on the device. */
  readonly key: string;
  readonly written: Written<Values>;
  /** Whether a value can be stored in this field. */
  readonly fits: (field: string, value: FieldValue) => boolean;
  readonly record: (changes: WrittenChange[]) => Promise<Recorded>;
  readonly nowMs: () => number;
};

/** Opens the draft of a record and restores what a crash left behind. Another device goes on from what is recorded. */
export const openWrittenDraft = <Values extends FieldValues>({
  store,
  key,
  written,
  fits,
  record,
  nowMs,
}: WrittenPorts<Values>): WrittenDraft<Values> => {
  const listeners = new Set<() => void>();
  let seen = written;
  let edits: Edits = {};
  let rest: Omit<WrittenState<Values>, 'values'> = { savedAtMs: null, unsaved: false, unfit: [], problem: null };
  let state: WrittenState<Values> = { values: written.values, ...rest };

  const show = (change: Partial<typeof rest> = {}) => {
    rest = { ...rest, ...change };
    state = { values: withEdits(seen.values, edits), ...rest };
    for (const listener of listeners) listener();
  };

  // One write after the other: two at once could land in the wrong order and keep the older text.
  const keep = oneAtATime(async () => {
    const kept = edits;
    const open = unrecorded(kept);
    const empty = Object.keys(open).length === 0;
    const answer = empty ? await store.dropDraft(key).then(() => 'saved' as const) : await store.saveDraft(key, open);
    if (answer === 'failed') return show({ problem: { failed: 'storage' } });
    // The disk took the text after all: what it said before no longer holds.
    const problem = rest.problem && 'failed' in rest.problem ? null : rest.problem;
    show({ savedAtMs: nowMs(), unsaved: edits !== kept && rest.unsaved, problem });
  });

  const save = oneAtATime(async () => {
    const open = Object.entries(unrecorded(edits)).map(([field, edit]) => ({ field, ...edit }));
    const changes = open.filter(({ field, value }) => fits(field, value));
    const unfit = open.filter((one) => !changes.includes(one)).map(({ field }) => field);
    if (changes.length === 0) {
      show({ unfit });
      return unfit.length === 0;
    }
    const answer = await record(changes).catch((): RecordProblem => ({ failed: 'storage' }));
    if (!('recorded' in answer)) {
      show({ problem: answer, unfit });
      return false;
    }
    edits = withoutSeen(withRecorded(edits, changes), seen);
    show({ problem: null, unfit });
    await keep();
    return unfit.length === 0;
  });

  const restored = store.draft(key).then((draft) => {
    const parsed = v.safeParse(editsSchema, draft);
    // What was typed since this page opened lies over what a crash left behind; a field that the form no longer has is passed over.
    const left = parsed.success ? Object.entries(parsed.output).filter(([field]) => field in seen.values) : [];
    edits = withoutSeen({ ...Object.fromEntries(left), ...edits }, seen);
    show();
  });

  return {
    edit: (changed) => {
      for (const [field, value] of Object.entries(changed)) {
        const base = edits[field]?.base ?? valueHash(seen.values[field] ?? '');
        edits = { ...edits, [field]: { value: typeof value === 'string' ? cleanText(value) : value, base } };
      }
      show({ unsaved: true });
      void keep();
    },
    save: async () => {
      await restored;
      return save();
    },
    see: (next) => {
      seen = next;
      edits = withoutSeen(edits, next);
      show();
    },
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** The values as their author sees them: what is recorded, under what was typed. */
const withEdits = <Values extends FieldValues>(values: Values, edits: Edits): Values => ({
  ...values,
  // Values come from the controls of their own field; each is checked against its schema before it is recorded.
  ...Object.fromEntries(Object.entries(edits).map(([field, { value }]) => [field, value])),
});

/** An edit whose value is its own base has been recorded. */
const isRecorded = ({ value, base }: Edit): boolean => valueHash(value) === base;

const unrecorded = (edits: Edits): Edits =>
  Object.fromEntries(Object.entries(edits).filter(([, edit]) => !isRecorded(edit)));

/** After these changes were recorded: what was typed meanwhile goes on from there. */
const withRecorded = (edits: Edits, changes: readonly WrittenChange[]): Edits =>
  changes.reduce<Edits>((so, { field, value }) => {
    const edit = so[field];
    return edit ? { ...so, [field]: { ...edit, base: valueHash(value) } } : so;
  }, edits);

/**
 * Without the recorded edits that the record now shows, as the field's value or as one of two texts to choose from. Until then
 * they stay: a text that jumped back for a moment would take the caret with it.
 */
const withoutSeen = (edits: Edits, { values, conflicts }: Written<FieldValues>): Edits => {
  const isSeen = ([field, edit]: readonly [string, Edit]) =>
    isRecorded(edit) &&
    (values[field] === edit.value || conflicts.some((one) => one.field === field && one.value === edit.value));
  const entries = Object.entries(edits);
  const open = entries.filter((one) => !isSeen(one));
  return open.length === entries.length ? edits : Object.fromEntries(open);
};
