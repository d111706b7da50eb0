import * as v from 'valibot';
import { daySchema } from '../time/day.ts';

/** The code printed on a paper (26 characters of Crockford's base 32), or the SHA-256 of a file, or both. */
export const verificationRequestSchema = v.pipe(
  v.strictObject({
    code: v.nullable(v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/))),
    fileHash: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  }),
  v.check(({ code, fileHash }) => code !== null || fileHash !== null),
);

/**
 * - genuine: made here, and its content is what is recorded now
 * - superseded: made here, and the record has changed since
 * - altered: its code is ours, the file is none that we made
 * - unknown: nothing of it is known here
 */
export const verificationAnswerSchema = v.strictObject({
  result: v.picklist(['genuine', 'superseded', 'altered', 'unknown']),
  /** Of which paper; null when it is unknown. Nothing that the paper does not say itself. */
  paper: v.nullable(
    v.strictObject({
      form: v.string(),
      number: v.nullable(v.number()),
      on: v.nullable(daySchema),
      firstPrintedAtMs: v.number(),
    }),
  ),
});

export type VerificationRequest = v.InferOutput<typeof verificationRequestSchema>;
export type VerificationAnswer = v.InferOutput<typeof verificationAnswerSchema>;
