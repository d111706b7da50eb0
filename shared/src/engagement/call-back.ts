import * as v from 'valibot';
import { partIdSchema } from '../operation/envelope.ts';
import { filledTextSchema, textSchema } from '../lib/text.ts';
import { clockTimeSchema, daySchema } from '../time/day.ts';
import type { Engagement } from './engagement.ts';

/**
 * Which number the desk dialled. What an expert gave proves least.
 * - registered: the company's registered contact
 * - public: found by the desk itself, such as in a directory
 * - other: any other number
 */
export const CALLED_NUMBERS = ['registered', 'public', 'other'] as const;
export const CALL_OUTCOMES = ['asRecorded', 'differs', 'notReached'] as const;

export const callBackBodySchema = v.pipe(
  v.strictObject({
    callBack: partIdSchema,
    visit: partIdSchema,
    /** The confirmation whose signer was asked; null when the call was about the visit alone. */
    confirmation: v.nullable(partIdSchema),
    called: filledTextSchema(100),
    number: v.picklist(CALLED_NUMBERS),
    on: daySchema,
    at: clockTimeSchema,
    outcome: v.picklist(CALL_OUTCOMES),
    note: textSchema(2_000),
  }),
  v.forward(
    v.check(({ outcome, note }) => outcome !== 'differs' || note.trim() !== '', 'ちがっていた点を書いてください。'),
    ['note'],
  ),
);

/** 電話での確かめ: the desk asked the company itself whether a visit was as recorded. */
export type CallBack = Omit<v.InferOutput<typeof callBackBodySchema>, 'callBack'> & {
  readonly id: string;
  readonly by: string;
  readonly atMs: number;
};

/** Calls about one visit in the order in which they were made. */
export const callBacksOn = ({ callBacks }: Pick<Engagement, 'callBacks'>, visit: string): readonly CallBack[] =>
  Object.values(callBacks)
    .filter((call) => call.visit === visit)
    .toSorted((a, b) => compare(placeOf(a), placeOf(b)));

/** Whether somebody answered. */
export const isReached = ({ outcome }: Pick<CallBack, 'outcome'>): boolean => outcome !== 'notReached';

const placeOf = ({ on, at, atMs, id }: CallBack): string => [on, at, String(atMs).padStart(14, '0'), id].join(' ');
const compare = (a: string, b: string): number => (a < b ? -1 : 1);
