import * as v from 'valibot';
import { sha256Hex } from '../lib/hash.ts';
import type { Act } from './handed-in.ts';

/** A text, '' until it is written, or a tick. */
export type FieldValue = string | boolean;
/** What people wrote, field by field. */
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** A value that somebody wrote from another one than the one that stands: kept beside it until its author chooses (L17). */
export type OtherText = {
  readonly id: string;
  readonly field: string;
  readonly value: FieldValue;
  readonly by: string;
  readonly atMs: number;
};

/** A record written by hand, on more than one device: what stands, and what was written elsewhere meanwhile. */
export type Written<Values extends FieldValues> = {
  readonly values: Values;
  readonly conflicts: readonly OtherText[];
};

/** One edit: the hash of the value it started from, and the other values that its author decided about with it. */
export type WrittenChange = {
  readonly field: string;
  readonly base: string;
  readonly value: FieldValue;
  readonly settles?: readonly string[] | undefined;
};

/** The hash a writer quotes to say which value the edit started from (L17). */
export const valueHash = (value: FieldValue): string => sha256Hex(JSON.stringify(value));

/** One operation carries at most so many edits; a whole plan has fewer fields. */
const MOST = 80;

/**
 * Changes of the fields of one record. Each field has a schema of what can be stored; what its form asks for beyond that is
 * checked when it is handed in.
 */
export const changesSchema = (fields: Readonly<Record<string, v.GenericSchema>>) =>
  v.pipe(
    v.array(
      v.pipe(
        v.strictObject({
          field: v.picklist(Object.keys(fields)),
          base: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
          value: v.union([v.string(), v.boolean()]),
          settles: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(MOST))),
        }),
        v.check(
          ({ field, value }) => v.safeParse(fields[field] ?? v.never(), value).success,
          '長すぎるか、使えない文字が含まれています。',
        ),
      ),
    ),
    v.minLength(1),
    v.maxLength(MOST),
  );

/**
 * The record after these changes. Where somebody else changed a value meanwhile both are kept, and nothing is merged in
 * silence; a change that settles other values takes them away only if it started from the one that stands.
 */
export const withChanges = <Values extends FieldValues>(
  { values, conflicts }: Written<Values>,
  changes: readonly WrittenChange[],
  author: Act,
): Written<Values> =>
  changes.reduce<Written<Values>>((so, change) => withChange(so, change, author), { values, conflicts });

const withChange = <Values extends FieldValues>(
  written: Written<Values>,
  { field, base, value, settles = [] }: WrittenChange,
  { operation, by, atMs }: Act,
): Written<Values> => {
  const current = written.values[field];
  if (current === undefined) return written;
  if (valueHash(current) === base)
    return {
      values: { ...written.values, [field]: value },
      conflicts: written.conflicts.filter(({ id }) => !settles.includes(id)),
    };
  if (current === value) return written;
  const other = { id: `${operation}/${field}`, field, value, by, atMs };
  return { ...written, conflicts: [...written.conflicts, other] };
};

/** The hash an intent carries of what its author saw of a record: every value, what waits for a choice, how far it was. */
export const writtenBasis = ({ values, conflicts }: Written<FieldValues>, stage: string): string =>
  sha256Hex(
    JSON.stringify([
      'banso-written-basis-1',
      // Sorted by what is compared: two devices may have written the fields in another order.
      Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)),
      conflicts.map(({ id }) => id),
      stage,
    ]),
  );
