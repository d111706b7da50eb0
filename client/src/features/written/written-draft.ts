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
import { type EditedDraft, type EditedState, openEditedDraft } from '../edited-draft.ts';

/** What somebody typed into one field, and the hash of the value the edit started from (L17). */
type Edit = { readonly value: FieldValue; readonly base: string };
type Edits = Readonly<Record<string, Edit>>;

const editsSchema = v.record(
  v.string(),
  v.strictObject({ value: v.union([v.string(), v.boolean()]), base: v.string() }),
);

/** `values`: as their author sees them. */
type Shown<Values> = { readonly values: Values };
export type WrittenState<Values extends FieldValues> = EditedState<Shown<Values>, string>;

/** A record while it is written. */
export type WrittenDraft<Values extends FieldValues> = EditedDraft<Written<Values>, Edits, Shown<Values>, string>;

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

export const openWrittenDraft = <Values extends FieldValues>({
  store,
  key,
  written,
  fits,
  record,
  nowMs,
}: WrittenPorts<Values>): WrittenDraft<Values> =>
  openEditedDraft<Written<Values>, Edits, Shown<Values>, string, WrittenChange>(
    { store, key, record: written, nowMs },
    {
      none: {},
      shown: ({ values }, edits) => ({ values: withEdits(values, edits) }),
      unrecorded: (edits) => {
        const open = unrecorded(edits);
        return Object.keys(open).length > 0 ? open : null;
      },
      withRestored: (edits, kept, { values }) => {
        const parsed = v.safeParse(editsSchema, kept);
        // A field that the form no longer has is passed over.
        const left = parsed.success ? Object.entries(parsed.output).filter(([field]) => field in values) : [];
        return { ...Object.fromEntries(left), ...edits };
      },
      changesIn: (edits) => {
        const open = Object.entries(unrecorded(edits)).map(([field, edit]) => ({ field, ...edit }));
        const changes = open.filter(({ field, value }) => fits(field, value));
        return { changes, unfit: open.filter((one) => !changes.includes(one)).map(({ field }) => field) };
      },
      record,
      withRecorded,
      withoutSeen,
    },
  );

/** What was typed so far with these values typed, too; the base stays that of the first key stroke. */
export const withTyped = (
  edits: Edits,
  { values }: Written<FieldValues>,
  changed: Readonly<Record<string, FieldValue>>,
): Edits =>
  Object.entries(changed).reduce<Edits>((so, [field, value]) => {
    const base = so[field]?.base ?? valueHash(values[field] ?? '');
    return { ...so, [field]: { value: typeof value === 'string' ? cleanText(value) : value, base } };
  }, edits);

const withEdits = <Values extends FieldValues>(values: Values, edits: Edits): Values => ({
  ...values,
  // Values come from the controls of their own field; each is checked against its schema before it is recorded.
  ...Object.fromEntries(Object.entries(edits).map(([field, { value }]) => [field, value])),
});

/** An edit whose value is its own base has been recorded. */
const isRecorded = ({ value, base }: Edit): boolean => valueHash(value) === base;

const unrecorded = (edits: Edits): Edits =>
  Object.fromEntries(Object.entries(edits).filter(([, edit]) => !isRecorded(edit)));

const withRecorded = (edits: Edits, changes: readonly WrittenChange[]): Edits =>
  changes.reduce<Edits>((so, { field, value }) => {
    const edit = so[field];
    return edit ? { ...so, [field]: { ...edit, base: valueHash(value) } } : so;
  }, edits);

const withoutSeen = (edits: Edits, { values, conflicts }: Written<FieldValues>): Edits => {
  const isSeen = ([field, edit]: readonly [string, Edit]) =>
    isRecorded(edit) &&
    (values[field] === edit.value || conflicts.some((one) => one.field === field && one.value === edit.value));
  const entries = Object.entries(edits);
  const open = entries.filter((one) => !isSeen(one));
  return open.length === entries.length ? edits : Object.fromEntries(open);
};
