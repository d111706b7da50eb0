import * as v from 'valibot';
import { daySchema } from '../time/day.ts';

/** Where a paper's code leads, and a voucher behind `#`. */
export const VERIFY_PATH = '/verify';

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

/** `POST /api/verify/confirmation`: the text of a `Voucher`, as the company photographed it. */
export const voucherRequestSchema = v.strictObject({ voucher: v.pipe(v.string(), v.maxLength(600)) });

/**
 * - genuine: arrived as it was given, and it stands for what is recorded now
 * - superseded: arrived as it was given, and does not stand for what is recorded now
 * - altered: what arrived under its number is not what was given
 * - notArrived: a device of ours made it, and the office does not have it
 * - unknown: no device of ours made it, or nothing is kept of the case any more
 */
export const voucherAnswerSchema = v.strictObject({
  result: v.picklist(['genuine', 'superseded', 'altered', 'notArrived', 'unknown']),
  /** Of which visit, and when the server received it; null where it has nothing. */
  confirmed: v.nullable(
    v.strictObject({ number: v.nullable(v.number()), on: v.nullable(daySchema), arrivedAtMs: v.nullable(v.number()) }),
  ),
});

export type VoucherAnswer = v.InferOutput<typeof voucherAnswerSchema>;
