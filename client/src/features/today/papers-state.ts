import type { Engagement } from '@banso/shared/engagement/engagement.ts';

type Papers = Pick<Engagement, 'plan' | 'closing' | 'finalPackage'>;

/** What the expert has to do about the papers of an engagement: choose between two texts, mend what was sent back, or nothing. */
export const papersState = ({ plan, closing, finalPackage }: Papers): 'toChoose' | 'returned' | 'quiet' => {
  if ([plan?.conflicts, closing?.conflicts].some((conflicts) => conflicts && conflicts.length > 0)) return 'toChoose';
  const returned = [plan?.versions, closing?.versions].some((versions) => versions?.at(-1)?.sentBack);
  return returned || finalPackage?.state === 'sentBack' ? 'returned' : 'quiet';
};
