import * as v from 'valibot';
import { daySchema } from '../time/day.ts';

const name = v.pipe(v.string(), v.maxLength(80));

/** `GET /api/accesses`: newest first; `before` is the position of the last row that was shown. Days are Japan's, both included. */
export const accessQuerySchema = v.strictObject({
  person: v.exactOptional(name),
  event: v.exactOptional(name),
  engagement: v.exactOptional(name),
  from: v.exactOptional(daySchema),
  to: v.exactOptional(daySchema),
  before: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,15}$/))),
});

export type AccessQuery = v.InferOutput<typeof accessQuerySchema>;

const accessRowSchema = v.strictObject({
  position: v.number(),
  atMs: v.number(),
  event: v.string(),
  purpose: v.string(),
  person: v.nullable(v.string()),
  subject: v.nullable(v.strictObject({ kind: v.string(), aggregate: v.string(), part: v.nullable(v.string()) })),
  /** When a device saw it, by its own clock; null where the server was asked. */
  lookedAtMs: v.nullable(v.number()),
  detail: v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.array(v.string())])),
});

export type AccessRow = v.InferOutput<typeof accessRowSchema>;

export const accessPageSchema = v.strictObject({
  rows: v.array(accessRowSchema),
  more: v.boolean(),
  /** True: everybody's. False: only one's own. */
  whole: v.boolean(),
});

export type AccessPage = v.InferOutput<typeof accessPageSchema>;

const monthSchema = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/));

/** `GET /api/accesses/report?month=2026-11` */
export const accessReportQuerySchema = v.strictObject({ month: monthSchema });

/** One person's month (FP-10-二b). `person` null: callers who were nobody yet. */
const monthOfPersonSchema = v.strictObject({
  person: v.nullable(v.string()),
  looks: v.number(),
  records: v.number(),
  /** The most different records on one day. */
  mostInADay: v.number(),
  /** Between 21:00 and 6:00 in Japan. */
  atNight: v.number(),
  papers: v.number(),
  exports: v.number(),
  revealed: v.number(),
  newDevices: v.number(),
});

export const accessReportSchema = v.strictObject({
  month: v.string(),
  people: v.array(monthOfPersonSchema),
  failedSignIns: v.number(),
  /** Signed off, newest first. */
  reviews: v.array(v.strictObject({ atMs: v.number(), person: v.string(), note: v.string() })),
});

export type AccessReport = v.InferOutput<typeof accessReportSchema>;
export type MonthOfPerson = v.InferOutput<typeof monthOfPersonSchema>;

/** `POST /api/accesses/reviews`: the reviewer's name under a month. */
export const accessReviewSchema = v.strictObject({ month: monthSchema, note: v.pipe(v.string(), v.maxLength(500)) });
