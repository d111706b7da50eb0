import * as v from 'valibot';
import { partIdSchema } from '../operation/envelope.ts';
import { filledTextSchema, textSchema } from '../lib/text.ts';
import type { Engagement } from './engagement.ts';

/** How an objection came: by the company's own page, which the server records, or taken down by the desk. */
export const OBJECTION_WAYS = ['page', 'call', 'letter', 'fax', 'inPerson'] as const;

export const objectionBodySchema = v.strictObject({
  /** Given at the company's tap: the same objection sent twice is one. */
  objection: partIdSchema,
  visit: partIdSchema,
  text: filledTextSchema(2_000),
  /** Who of the company says so; may be left blank. */
  name: textSchema(100),
  how: v.picklist(OBJECTION_WAYS),
});

/** What came of an objection: the record was corrected, it was found to be right, or the company took the objection back. */
export const ANSWER_OUTCOMES = ['corrected', 'asRecorded', 'withdrawn'] as const;

export const objectionAnswerSchema = v.strictObject({
  objection: partIdSchema,
  visit: partIdSchema,
  outcome: v.picklist(ANSWER_OUTCOMES),
  text: filledTextSchema(2_000),
});

/** The company says that a visit was not as recorded. Open until the desk has answered. Kept whatever the visit's state. */
export type Objection = Omit<v.InferOutput<typeof objectionBodySchema>, 'objection'> & {
  readonly id: string;
  readonly by: string;
  readonly atMs: number;
  readonly answer:
    | (Pick<v.InferOutput<typeof objectionAnswerSchema>, 'outcome' | 'text'> & {
        readonly by: string;
        readonly atMs: number;
      })
    | null;
};

/** The company's objections to one visit, oldest first. */
export const objectionsTo = ({ objections }: Pick<Engagement, 'objections'>, visit: string): readonly Objection[] =>
  Object.values(objections)
    .filter((objection) => objection.visit === visit)
    .toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
