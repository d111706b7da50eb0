import { isAsked } from '@banso/shared/engagement/query.ts';
import type { Engagement } from '@banso/shared/engagement/engagement.ts';

type Papers = Pick<Engagement, 'plan' | 'closing' | 'finalPackage' | 'queries'>;

/** What the expert has to do about the papers of an engagement: choose between two texts, mend what was sent back, answer, or nothing. */
export const papersState = ({
  plan,
  closing,
  finalPackage,
  queries,
}: Papers): 'toChoose' | 'returned' | 'asked' | 'quiet' => {
  if ([plan?.conflicts, closing?.conflicts].some((conflicts) => conflicts && conflicts.length > 0)) return 'toChoose';
  const returned = [plan?.versions, closing?.versions].some((versions) => versions?.at(-1)?.sentBack);
  if (returned || finalPackage?.state === 'sentBack') return 'returned';
  return isAsked({ queries }, 'expert') ? 'asked' : 'quiet';
};
