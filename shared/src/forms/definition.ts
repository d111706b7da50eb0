import * as v from 'valibot';
import { textSchema } from '../lib/text.ts';
import { type Day, isDay } from '../time/day.ts';
import { wareki } from '../time/wareki.ts';
import { type PrintCell, textCell } from './print-data.ts';

/** How a value is filled in, checked and printed. */
export type TextKind = {
  readonly kind: 'text';
  /** The most that can be stored, in UTF-16 units; what fits the frame is told beside the field, never cut. */
  readonly atMost: number;
  /** Several lines on screen and paper. */
  readonly long: boolean;
};
export type DayKind = { readonly kind: 'day' };
export type TickKind = { readonly kind: 'tick'; readonly sentence: string };
export type OneOfKind<Value extends string> = {
  readonly kind: 'oneOf';
  readonly options: readonly { readonly value: Exclude<Value, ''>; readonly label: string }[];
};
/** A table or another value with a control and a frame of its own. */
export type OwnKind<Value> = {
  readonly kind: 'own';
  readonly schema: v.GenericSchema<unknown, Value>;
  readonly blank: Value;
};

type KindFor<Value> = [Value] extends [boolean]
  ? TickKind
  : [Value] extends [string]
    ? string extends Value
      ? TextKind | DayKind
      : OneOfKind<Value>
    : OwnKind<Value>;

type Severity = 'BLOCK' | 'WARN';

/** One field of a paper form. `Facts`: what a constraint looks at besides the values themselves. */
export type FormField<Value, Values, Facts> = {
  /** The requirement it serves: FY2-6. */
  readonly id: string;
  /** Letter by letter as on the official form. */
  readonly label: string;
  readonly as: KindFor<Value>;
  /** Needed before the form can be handed in; a draft may lack it. */
  readonly required: boolean;
  /** Whether there is anything to fill in here; absent: always. What is not relevant is neither checked nor printed. */
  readonly relevant?: (values: Values) => boolean;
  /** What is wrong with what was filled in, in plain words with what to do; null where nothing is. */
  readonly constraint?: (
    values: Values,
    facts: Facts,
  ) => { readonly words: string; readonly severity: Severity } | null;
  readonly help?: string;
  /** The frame on paper is at least this many lines high. */
  readonly lines: number;
};

/**
 * A paper form as data: one field for every value, in the order of the paper. The screen, the check on both sides, the stored shape
 * and the printed frames follow from it, so that none of them can say something else than the others.
 */
export type FormDefinition<Values extends object, Facts = unknown> = {
  /** Its name in addresses and templates. */
  readonly code: string;
  readonly fields: { readonly [Key in keyof Values & string]: FormField<Values[Key], Values, Facts> };
};

/** A field whose value's type was forgotten, for those who go through all of them. */
export type AnyField<Values, Facts> = {
  readonly id: string;
  readonly label: string;
  readonly as: TextKind | DayKind | TickKind | OneOfKind<string> | OwnKind<unknown>;
  readonly required: boolean;
  readonly relevant?: (values: Values) => boolean;
  readonly constraint?: (
    values: Values,
    facts: Facts,
  ) => { readonly words: string; readonly severity: Severity } | null;
  readonly help?: string;
  readonly lines: number;
};

/** Every field with its key, in the order of the paper. */
export const fieldsOf = <Values extends object, Facts>({
  fields,
}: FormDefinition<Values, Facts>): readonly (readonly [keyof Values & string, AnyField<Values, Facts>])[] =>
  // One entry for each key by the type of `fields`; which value belongs to it, `as` says.
  Object.entries(fields) as unknown as readonly (readonly [keyof Values & string, AnyField<Values, Facts>])[];

/** Nothing filled in yet. */
export const blankForm = <Values extends object, Facts>(form: FormDefinition<Values, Facts>): Values =>
  // One value for each key, each blank in the way of its kind.
  Object.fromEntries(fieldsOf(form).map(([key, { as }]) => [key, blankOf(as)])) as Values;

const blankOf = (as: AnyField<unknown, unknown>['as']): unknown => {
  if (as.kind === 'own') return as.blank;
  return as.kind === 'tick' ? false : '';
};

/** What can be stored of the form, drafts included: bounds of size and kind. Whether it is complete, `problemsOf` says. */
export const formSchema = <Values extends object, Facts>(
  form: FormDefinition<Values, Facts>,
): v.GenericSchema<unknown, Values> =>
  // Built field by field from the kinds that the definition's type demands for each value.
  v.strictObject(fieldSchemas(form)) as unknown as v.GenericSchema<unknown, Values>;

/** The same for each field by itself, for records that are written field by field. */
export const fieldSchemas = <Values extends object, Facts>(
  form: FormDefinition<Values, Facts>,
): Readonly<Record<keyof Values & string, v.GenericSchema>> =>
  // One schema for each key, as `fieldsOf` has them.
  Object.fromEntries(fieldsOf(form).map(([key, { as }]) => [key, schemaOf(as)])) as Record<
    keyof Values & string,
    v.GenericSchema
  >;

const DAY_OR_BLANK = v.pipe(
  v.string(),
  v.check((text) => text === '' || isDay(text), '日付として読めません。'),
);

const schemaOf = (as: AnyField<unknown, unknown>['as']): v.GenericSchema => {
  switch (as.kind) {
    case 'text':
      return textSchema(as.atMost);
    case 'day':
      return DAY_OR_BLANK;
    case 'tick':
      return v.boolean();
    case 'oneOf':
      return v.picklist(['', ...as.options.map(({ value }) => value)]);
    case 'own':
      return as.schema;
  }
};

/** Something to mend before the form is handed in (BLOCK), or to look at (WARN). */
export type FormProblem = {
  readonly key: string;
  readonly id: string;
  readonly label: string;
  readonly words: string;
  readonly severity: Severity;
};

/** What is missing or wrong, in the order of the paper. */
export const problemsOf = <Values extends object, Facts>(
  form: FormDefinition<Values, Facts>,
  values: Values,
  facts: Facts,
): readonly FormProblem[] =>
  fieldsOf(form).flatMap(([key, field]) => {
    if (!isRelevant(field, values)) return [];
    const { id, label } = field;
    if (isBlank(values[key]))
      return field.required ? [{ key, id, label, words: `${label}が空欄です。`, severity: 'BLOCK' as const }] : [];
    const found = field.constraint?.(values, facts);
    return found ? [{ key, id, label, ...found }] : [];
  });

export const isRelevant = <Values, Facts>(field: AnyField<Values, Facts>, values: Values): boolean =>
  field.relevant?.(values) ?? true;

const isBlank = (value: unknown): boolean =>
  value === false || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

/** The printed frame of one field, empty where it is not relevant. A field of its `own` kind is printed by its form. */
export const cellOf = <Values extends object, Facts>(
  form: FormDefinition<Values, Facts>,
  key: keyof Values & string,
  values: Values,
): PrintCell => {
  // By the type of `fields` there is a field for every key.
  const field = form.fields[key] as unknown as AnyField<Values, Facts>;
  const { id, label, lines, as } = field;
  const value: unknown = isRelevant(field, values) ? values[key] : blankOf(as);
  if (as.kind === 'oneOf')
    return {
      field: id,
      label,
      lines,
      value: {
        kind: 'checks',
        options: as.options.map((option) => ({ label: option.label, checked: option.value === value })),
        note: null,
      },
    };
  if (as.kind === 'tick')
    return {
      field: id,
      label,
      lines,
      value: { kind: 'checks', options: [{ label: as.sentence, checked: value === true }], note: null },
    };
  if (typeof value !== 'string') throw new TypeError(`${form.code}.${key} is printed by its form`);
  return textCell(id, label, as.kind === 'day' ? dayWords(value) : value, lines);
};

const dayWords = (day: Day): string => (day === '' ? '' : wareki(day));
