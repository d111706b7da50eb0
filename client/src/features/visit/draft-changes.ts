import type { FieldChange } from '@banso/shared/engagement/operations/visit-report-saved.ts';
import type { Visit, VisitField, VisitFields } from '@banso/shared/engagement/visit.ts';
import { fieldHash, VISIT_FIELDS, visitFieldSchemas } from '@banso/shared/engagement/visit-fields.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import * as v from 'valibot';

/** What somebody typed into one field, and the hash of the value the edit started from (L17). */
export type Edit = { readonly value: string | number; readonly base: string };

/** What was typed and has not been seen in the records yet. An edit whose value is its own base has been recorded. */
export type Edits = Partial<Readonly<Record<VisitField, Edit>>>;

const editsSchema = v.record(
  v.picklist(VISIT_FIELDS),
  v.strictObject({ value: v.union([v.string(), v.number()]), base: v.string() }),
);

/** Edits as they were kept on the device; none if there are none or they cannot be read. */
export const readEdits = (draft: unknown): Edits => {
  const parsed = v.safeParse(editsSchema, draft);
  return parsed.success ? parsed.output : {};
};

/** One more key stroke. The base stays that of the first, until the edit is recorded. */
export const withEdit = (
  edits: Edits,
  fields: VisitFields,
  { field, value }: { readonly field: VisitField; readonly value: string | number },
): Edits => ({
  ...edits,
  [field]: {
    value: typeof value === 'string' ? cleanText(value) : value,
    base: edits[field]?.base ?? fieldHash(fields[field]),
  },
});

/** The fields as their author sees them: what is recorded, under what was typed. */
export const editedFields = (fields: VisitFields, edits: Edits): VisitFields => ({
  ...fields,
  // Values come from the controls of their own field; `draftChanges` checks each against its schema before it is recorded.
  ...(Object.fromEntries(entriesOf(edits).map(([field, { value }]) => [field, value])) as Partial<VisitFields>),
});

/** What is to be recorded now, and the fields that cannot be stored as they are (too long): those stay in the draft. */
export const draftChanges = (
  edits: Edits,
): { readonly changes: readonly FieldChange[]; readonly unfit: readonly VisitField[] } => {
  const open = entriesOf(edits).filter(([, { value, base }]) => hashOf(value) !== base);
  const fits = ([field, { value }]: readonly [VisitField, Edit]) => v.is(visitFieldSchemas[field], value);
  return {
    changes: open.filter(fits).map(([field, edit]) => ({ field, ...edit })),
    unfit: open.filter((one) => !fits(one)).map(([field]) => field),
  };
};

/** After these changes were recorded: what was typed meanwhile goes on from there. */
export const withRecorded = (edits: Edits, changes: readonly FieldChange[]): Edits =>
  changes.reduce<Edits>((so, { field, value }) => {
    const edit = so[field];
    return edit ? { ...so, [field]: { ...edit, base: hashOf(value) } } : so;
  }, edits);

/**
 * Without the recorded edits that the records now show, as the field's value or as one of two texts to choose from. Until
 * then they stay: a text that jumped back for a moment would take the caret with it.
 */
export const withoutSeen = (edits: Edits, { fields, conflicts }: Pick<Visit, 'fields' | 'conflicts'>): Edits => {
  const seen = ([field, { value, base }]: readonly [VisitField, Edit]) =>
    hashOf(value) === base &&
    (fields[field] === value || conflicts.some((one) => one.field === field && one.value === value));
  const entries = entriesOf(edits);
  const open = entries.filter((one) => !seen(one));
  return open.length === entries.length ? edits : Object.fromEntries(open);
};

/** The edits that are worth keeping on the device: those not recorded yet. */
export const unrecorded = (edits: Edits): Edits =>
  Object.fromEntries(entriesOf(edits).filter(([, { value, base }]) => hashOf(value) !== base));

/** A draft read from the device under what was typed since this page opened. */
export const withRestored = (edits: Edits, restored: Edits): Edits => ({ ...restored, ...edits });

export const hasEdits = (edits: Edits): boolean => Object.keys(edits).length > 0;

// fieldHash hashes the JSON of any value a field can have; an unfit value only ever meets its own hash.
const hashOf = (value: string | number): string => fieldHash(value as VisitFields[VisitField]);

const entriesOf = (edits: Edits): readonly (readonly [VisitField, Edit])[] =>
  VISIT_FIELDS.flatMap((field) => {
    const edit = edits[field];
    return edit ? [[field, edit] as const] : [];
  });
