import * as v from 'valibot';
import { filledTextSchema } from '../lib/text.ts';
import type { Operation } from '../operation/envelope.ts';

/** Somebody's act on a paper: who, when, by which operation. */
export type Act = { readonly by: string; readonly atMs: number; readonly operation: string };

/** 差戻し of a whole paper, with a comment at each field it concerns (`whole`: at none). */
export type PaperSentBack = Act & {
  readonly comments: readonly { readonly field: string; readonly text: string }[];
};

/** A paper as it was handed in: kept as it is, whatever is written afterwards. The newest one counts. */
export type HandedIn<Contents> = Act & {
  readonly number: number;
  readonly contents: Contents;
  readonly sentBack: PaperSentBack | null;
  readonly approval: Act | null;
};

/** A version with what became of it, whoever judged it: it alone, or the submission that it is part of. */
export type JudgedVersion<Contents> = Omit<HandedIn<Contents>, 'sentBack' | 'approval'> & {
  readonly sentBack: Omit<PaperSentBack, 'operation'> | null;
  readonly approval: Pick<Act, 'by' | 'atMs'> | null;
};

/**
 * How far a paper is: nothing written, written, waiting at the office, sent back, approved; `changed`: it was handed in, and
 * something else has been written since that was not handed in.
 */
export type PaperStage = 'none' | 'draft' | 'submitted' | 'changed' | 'sentBack' | 'approved';

/** Adds what is handed in now, as the next version. */
export const withHandedIn = <Contents>(
  versions: readonly HandedIn<Contents>[],
  contents: Contents,
  { by, atMs, operation }: Act,
): readonly HandedIn<Contents>[] => [
  ...versions,
  { number: versions.length + 1, contents, by, atMs, operation, sentBack: null, approval: null },
];

/** The newest version judged; null while it cannot be: nothing handed in, or judged already. */
export const withJudged = <Contents>(
  versions: readonly HandedIn<Contents>[],
  judged: Pick<HandedIn<Contents>, 'sentBack'> | Pick<HandedIn<Contents>, 'approval'>,
): readonly HandedIn<Contents>[] | null => {
  const newest = versions.at(-1);
  if (!newest || newest.sentBack || newest.approval) return null;
  return [...versions.slice(0, -1), { ...newest, ...judged }];
};

/** Comments of a 差戻し at these fields, or at the whole paper. */
export const commentsSchema = (fields: readonly string[]) =>
  v.pipe(
    v.array(v.strictObject({ field: v.picklist([...fields, 'whole']), text: filledTextSchema(2_000) })),
    v.minLength(1),
    v.maxLength(40),
  );

export const actOf = ({ actor, clock, id }: Pick<Operation, 'actor' | 'clock' | 'id'>): Act => ({
  by: actor,
  atMs: clock.wallMs,
  operation: id,
});
