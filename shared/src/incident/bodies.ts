import * as v from 'valibot';
import { filledTextSchema, textSchema } from '../lib/text.ts';
import { partIdSchema } from '../operation/envelope.ts';
import { daySchema } from '../time/day.ts';
import { INCIDENT_TYPES, REPORTED_TO } from './incident.ts';

const keysOf = <Key extends string>(words: Readonly<Record<Key, string>>) =>
  // Object.keys forgets the keys' type.
  Object.keys(words) as [Key, ...Key[]];

const instant = v.pipe(v.number(), v.integer(), v.minValue(0));
const TEXT_LIMIT = 4_000;

/** What is known in the first minute; nothing more is asked before it can be recorded. */
export const raisedBody = v.strictObject({
  type: v.picklist(keysOf(INCIDENT_TYPES)),
  /** 発覚: when somebody first knew. */
  foundAtMs: instant,
  what: filledTextSchema(TEXT_LIMIT),
  /** What was done at once to stop the damage; blank when nothing could be. */
  stopped: textSchema(TEXT_LIMIT),
  /** The programme whose data it is; null when it is not known or several. */
  programme: v.nullable(partIdSchema),
});

/** One line of the incident's course: a measure, an order received, a report given. */
export const entrySchema = v.variant('type', [
  v.strictObject({ type: v.literal('measure'), atMs: instant, text: filledTextSchema(TEXT_LIMIT) }),
  v.strictObject({
    type: v.literal('instructed'),
    atMs: instant,
    from: filledTextSchema(200),
    text: filledTextSchema(TEXT_LIMIT),
  }),
  v.strictObject({
    type: v.literal('reported'),
    atMs: instant,
    to: v.picklist(keysOf(REPORTED_TO)),
    /** How, and to whom by name of the post: 電話、受付番号 … */
    text: filledTextSchema(TEXT_LIMIT),
  }),
]);

/**
 * 契約書第12条: what somebody has to make good. `damages`: 損害賠償 of who caused it; `recourse`: 求償, after the office paid a third party.
 * Written down only: nothing is taken off a payment by itself. `amountYen`: null while it is not settled.
 */
export const damageBody = v.strictObject({
  damage: partIdSchema,
  kind: v.picklist(['damages', 'recourse']),
  amountYen: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000_000_000))),
  from: filledTextSchema(200),
  to: filledTextSchema(200),
  on: daySchema,
  basis: filledTextSchema(TEXT_LIMIT),
  /** Another one that this one puts right; that one stays and is marked. */
  corrects: v.nullable(partIdSchema),
});

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000_000));

/**
 * What the investigation has found so far. `people`: of how many persons; null while it is not known.
 * - `sensitive`: 要配慮個人情報
 * - `property`: 不正に利用されると財産的被害が生じるおそれ
 * - `malicious`: 不正の目的をもって行われたおそれ
 * - `publicBody`: the data is held by an administrative body, to which the lower number of persons applies
 */
export const findingsSchema = v.strictObject({
  people: v.nullable(count),
  sensitive: v.boolean(),
  property: v.boolean(),
  malicious: v.boolean(),
  publicBody: v.boolean(),
  items: v.strictObject({
    course: textSchema(TEXT_LIMIT),
    damage: textSchema(TEXT_LIMIT),
    extent: textSchema(TEXT_LIMIT),
    numbers: textSchema(TEXT_LIMIT),
    cause: textSchema(TEXT_LIMIT),
    secondary: textSchema(TEXT_LIMIT),
    persons: textSchema(TEXT_LIMIT),
    publication: textSchema(TEXT_LIMIT),
    prevention: textSchema(TEXT_LIMIT),
  }),
});
