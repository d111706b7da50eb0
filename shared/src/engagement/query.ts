import type { Engagement } from './engagement.ts';

/** Who of the two sides of a contract said something. */
export type QuerySide = 'expert' | 'office';

export type QueryMessage = {
  readonly words: string;
  /** What was agreed: the consultation is settled with these words, until somebody writes again. */
  readonly settles: boolean;
  readonly side: QuerySide;
  readonly by: string;
  readonly atMs: number;
  readonly operation: string;
};

/**
 * 質疑・協議: what the contract does not say, or is doubtful about, is asked, answered and settled here (契約書第14条); also what the
 * expert wrote under 連絡事項 of a visit's report (`visit`). Nothing in it is ever taken out. The first message is the question.
 */
export type Query = {
  readonly id: string;
  readonly title: string;
  readonly visit: string | null;
  readonly messages: readonly QueryMessage[];
};

/** The side that has to answer; null once it is settled. */
export const waitsFor = ({ messages }: Pick<Query, 'messages'>): QuerySide | null => {
  const last = messages.at(-1);
  if (!last || last.settles) return null;
  return last.side === 'expert' ? 'office' : 'expert';
};

/** Every query, the one with the newest word first. */
export const queriesInOrder = ({ queries }: Pick<Engagement, 'queries'>): readonly Query[] =>
  Object.values(queries).toSorted((a, b) => lastAt(b) - lastAt(a) || (a.id < b.id ? -1 : 1));

const lastAt = ({ messages }: Query): number => messages.at(-1)?.atMs ?? 0;

/** Whether some query waits for this side. */
export const isAsked = ({ queries }: Pick<Engagement, 'queries'>, side: QuerySide): boolean =>
  Object.values(queries).some((query) => waitsFor(query) === side);

/** Visits whose report says something under 連絡事項 that nobody has taken up yet, in the order of their numbers. */
export const visitsWithMessage = ({ visits, queries }: Pick<Engagement, 'visits' | 'queries'>) => {
  const taken = new Set(Object.values(queries).map(({ visit }) => visit));
  return Object.values(visits)
    .filter(({ id, submission, fields }) => submission !== null && fields.message.trim() !== '' && !taken.has(id))
    .toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0));
};
