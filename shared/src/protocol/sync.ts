import * as v from 'valibot';
import { lookSchema, MAX_LOOKS } from '../access/access.ts';
import { deviceRoomSchema } from '../device/device.ts';
import type { Kind } from '../operation/envelope.ts';
import { verdictSchema } from './verdict.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** What a database holds as a whole number and as an instant. */
const waiting = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2_000_000_000));
const instant = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8_000_000_000_000_000));
const seq = v.pipe(v.number(), v.integer(), v.minValue(1));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/));

/** At most this many items in one push. */
export const MAX_PUSH_ITEMS = 4_000;
/** A whole request, after decompression, in bytes; beyond it the answer is 413 and the device halves its push. */
export const MAX_REQUEST_BYTES = 16 * 1024 * 1024;
/** Rows wanted in one page of pull; a page ends at a whole transaction and may be larger. */
export const PULL_PAGE_ROWS = 2_000;

/**
 * One place in a device's sequence (L3):
 * - an operation as the text that was hashed
 * - `raw`: bytes the device can no longer read as an operation (base64url), with the chain value it stored for them
 * - `sealed`: the text sealed to the office's public key (base64url), from a device that is locked; the chain value before it
 *   and after it prove what comes out
 * - `gap`: sequence numbers it can no longer produce at all, a known loss at the desk
 */
export const pushItemSchema = v.union([
  v.strictObject({ text: v.string() }),
  v.strictObject({ raw: v.string(), seq, chain: hash }),
  v.strictObject({ sealed: v.string(), seq, previousChain: hash, chain: hash }),
  v.strictObject({ gap: v.pipe(v.number(), v.integer(), v.minValue(1)), seq, chain: hash }),
]);

export const syncRequestSchema = v.strictObject({
  v: v.literal(1),
  tenant: name,
  device: name,
  appVersion: v.pipe(v.string(), v.maxLength(40)),
  /** Authorised by the device's signature over `pushStatement`; needs no session (so an expired one holds no evidence back). */
  push: v.nullable(
    v.strictObject({
      branch: count,
      fromSeq: seq,
      toSeq: seq,
      items: v.pipe(v.array(pushItemSchema), v.maxLength(MAX_PUSH_ITEMS)),
      tip: hash,
      signature: v.string(),
    }),
  ),
  /** The tip of everything recorded so far, for the time token to quote. */
  tip: v.nullable(v.strictObject({ branch: count, seq: count, tip: hash })),
  /** Needs a session. */
  pull: v.nullable(v.strictObject({ cursor: count, epoch: count })),
  /** How this device stands: what waits and since when, how far its clock is off, whether its browser keeps its records. */
  contact: v.exactOptional(
    v.strictObject({
      waiting: v.strictObject({ operations: waiting, photos: waiting, oldestMs: v.nullable(instant) }),
      clockOffsetMs: v.nullable(v.pipe(v.number(), v.integer())),
      persisted: v.nullable(v.boolean()),
      room: v.exactOptional(deviceRoomSchema),
    }),
  ),
  /** What this device's person looked at since the last request (FP-2-2). Needs a session, as pulling does. */
  looks: v.exactOptional(v.pipe(v.array(lookSchema), v.maxLength(MAX_LOOKS))),
});

/** RFC 9457, with a code of our catalogue. */
export const problemSchema = v.looseObject({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  detail: v.optional(v.string()),
});

/*
 * What a server answers is read for what is known of it: phones in the field are older than their server, and a field that came
 * later must not stop their records from going (L14).
 */

/** One feed row: a part as it now is, or its removal from everything this person may see. */
export const pulledRowSchema = v.object({
  /** A newer server may have kinds that this app does not know yet: they are kept until it does, or the rows beside them would not come either. */
  kind: v.custom<Kind>((kind) => typeof kind === 'string'),
  aggregate: v.string(),
  part: v.string(),
  version: count,
  body: v.nullable(v.string()),
});

export const pushAnswerSchema = v.union([
  v.object({
    /** The branch this device writes on from now on: another number than it asked for when it was found to be a copy. */
    branch: count,
    verdicts: v.array(verdictSchema),
    /** Server-signed receipt: text and signature, or null when nothing new was taken in. */
    receipt: v.nullable(v.object({ id: v.string(), text: v.string(), signature: v.string() })),
  }),
  /** Out of order: nothing was taken; the server has everything up to here. */
  v.object({ branch: count, have: count }),
  v.object({ problem: problemSchema }),
]);

export const pullAnswerSchema = v.union([
  v.object({
    rows: v.array(pulledRowSchema),
    cursor: count,
    more: v.boolean(),
    epoch: count,
    /** Set when the cursor belonged to another epoch: everything comes again from 0, and what is not in it is gone. */
    fresh: v.boolean(),
  }),
  v.object({ problem: problemSchema }),
]);

export const syncAnswerSchema = v.object({
  v: v.literal(1),
  push: v.nullable(pushAnswerSchema),
  pull: v.nullable(pullAnswerSchema),
  /** A fresh time token, null for a device the server does not know. */
  token: v.nullable(v.string()),
  serverTimeMs: count,
  /** What devices of this office seal their copies to (P-256 point, base64url); for a device the server knows. */
  officeKey: v.exactOptional(v.string()),
  /** Whether the looks of the request are in the access log now. */
  looksKept: v.exactOptional(v.boolean()),
  /** This device is lost or taken out: it sends what it has, destroys its keys and records, and says so, quoting this order. */
  erase: v.exactOptional(v.object({ order: v.string() })),
  /** Log position up to which a backup exists, null while there is none: until then a device drops nothing (L4). */
  backedUp: v.nullable(count),
  /** How far the log reached when this was answered: what was taken in before the question lies at or before it. */
  logPosition: v.exactOptional(count),
  /**
   * In which epoch the heads of these verdicts count, also for a device without a session, which learns of a restored office only
   * here; absent from servers before 0.2.
   */
  epoch: v.exactOptional(count),
});

export type PushItem = v.InferOutput<typeof pushItemSchema>;
export type SyncRequest = v.InferOutput<typeof syncRequestSchema>;
export type SyncAnswer = v.InferOutput<typeof syncAnswerSchema>;
export type PushAnswer = v.InferOutput<typeof pushAnswerSchema>;
export type PullAnswer = v.InferOutput<typeof pullAnswerSchema>;
export type PulledRow = v.InferOutput<typeof pulledRowSchema>;
export type ProblemBody = v.InferOutput<typeof problemSchema>;
