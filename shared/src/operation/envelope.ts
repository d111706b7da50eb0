import * as v from 'valibot';
import { clockReadingSchema } from '../time/clock-reading.ts';

export const KINDS = [
  'programme',
  'person',
  'company',
  'contact',
  'engagement',
  'disposal',
  'incident',
  'payee',
  'paymentRun',
] as const;
export type Kind = (typeof KINDS)[number];

/** The actor of operations that follow from others: their consequences, never a person's act. */
export const SYSTEM = 'system';

/** One operation settles at most this many others. */
export const MOST_REPLACED = 50;

/** A body is capped when it is recorded; the server parks a larger one. UTF-16 units of the whole text. */
export const MAX_OPERATION_TEXT = 256_000;

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/));
const name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/));

/** An id that a device or the server gave (UUID). */
export const idSchema = id;

/** An id that names a part inside its aggregate (a visit, a confirmation). Never a word that every object answers to, such as `constructor`. */
export const partIdSchema = v.pipe(
  name,
  v.check((text) => !(text in Object.prototype), 'この番号は使えません。'),
);

/**
 * One operation, as the device wrote it. The *text* of this JSON is what is hashed, chained, sent and kept (L10):
 * it is parsed for reading and never written again.
 *
 * - `seq`: 1, 2, 3 … per device; fixed at the tap
 * - `type`: `visit-started@1`; published versions are never edited
 * - `anchor`: the latest server-signed time token the device held, null before first contact
 * - `after`: ids this intent depends on; facts depend on nothing
 * - `replaces`: operations of this author that were not carried out, and that this one stands for (amended) or takes back
 * - `basis`: hash of what the author of an intent saw
 * - `salt`: 128 random bits, so that a hash tells nothing about a short body
 */
export const envelopeSchema = v.strictObject({
  v: v.literal(1),
  id,
  tenant: name,
  device: name,
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  actor: name,
  type: v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)*@[1-9][0-9]{0,3}$/)),
  kind: v.picklist(KINDS),
  aggregate: name,
  clock: clockReadingSchema,
  anchor: v.nullable(v.pipe(v.string(), v.maxLength(2_000))),
  after: v.pipe(v.array(id), v.maxLength(100)),
  replaces: v.exactOptional(v.pipe(v.array(id), v.minLength(1), v.maxLength(MOST_REPLACED))),
  basis: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  salt: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)),
  body: v.record(v.string(), v.unknown()),
});

export type Envelope = v.InferOutput<typeof envelopeSchema>;

/** An operation whose body was read by its type's schema. */
export type Operation<Body = unknown> = Omit<Envelope, 'body'> & { readonly body: Body };

/** The text of an envelope. Called once, at the tap. */
export const envelopeToText = (envelope: Envelope): string => JSON.stringify(envelope);

/** Reads an operation's text; null if it is not one (the text itself is kept by the caller). */
export const textToEnvelope = (text: string): Envelope | null => {
  if (text.length > MAX_OPERATION_TEXT) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = v.safeParse(envelopeSchema, json);
  return parsed.success ? parsed.output : null;
};
