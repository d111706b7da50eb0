import * as v from 'valibot';

/**
 * What became of an operation. accepted, flagged and refused are final; parked (kept as it came, for somebody to look at)
 * and blocked (it depends on something that is not there) are resolved once by the server.
 */
export const OUTCOMES = ['accepted', 'flagged', 'refused', 'parked', 'blocked'] as const;

/**
 * - `seq`: the device's sequence number; `operation` is null where the text could not be read
 * - `code`: a refusal's code, or why it was parked
 * - `head`: the transaction in which it was decided: its effect is in every pull from this head on
 * - `receipt`: the id of the server-signed receipt that covers it
 */
export const verdictSchema = v.object({
  seq: v.pipe(v.number(), v.integer()),
  operation: v.nullable(v.string()),
  outcome: v.picklist(OUTCOMES),
  code: v.nullable(v.string()),
  detail: v.array(v.string()),
  flags: v.array(v.string()),
  head: v.pipe(v.number(), v.integer()),
  receipt: v.string(),
});

export type Verdict = v.InferOutput<typeof verdictSchema>;

export const isFinal = ({ outcome }: Pick<Verdict, 'outcome'>): boolean =>
  outcome === 'accepted' || outcome === 'flagged' || outcome === 'refused';
