import * as v from 'valibot';

/**
 * What the device's clocks said at the tap. Kept as data: a wrong clock never blocks a visit, and nothing is proved by it alone.
 *
 * - `wallMs`: the device's wall clock, ms since 1970 UTC
 * - `monoMs`: the page's monotonic clock, ms since the page began. It may stand still while a phone sleeps: it proves "at least", never "at most"
 * - `page`: which page load the monotonic clock belongs to
 * - `offsetMs`: server time minus wall clock as last seen, null before first contact
 */
export const clockReadingSchema = v.strictObject({
  wallMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8_000_000_000_000)),
  monoMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
  page: v.pipe(v.string(), v.maxLength(40)),
  offsetMs: v.nullable(v.pipe(v.number(), v.integer())),
});

export type ClockReading = v.InferOutput<typeof clockReadingSchema>;

/** An instant is known to lie between these, by the server's word alone; null = no bound on that side. Ms since 1970 UTC. */
export type TimeBounds = { readonly notBeforeMs: number | null; readonly notAfterMs: number | null };
