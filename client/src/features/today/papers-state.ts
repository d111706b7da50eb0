import { isAsked } from '@banso/shared/engagement/query.ts';
import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import { readingEndsOn } from '@banso/shared/engagement/expert-reading.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { messages } from './messages.ts';

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

/** What stands below a company's name: what there is to do, and else until when the papers can be read at all (契約書第9条). */
export const papersWords = ({ engagement, ruleSet }: Pick<EngagementView, 'engagement' | 'ruleSet'>): string => {
  const state = papersState(engagement);
  const lastDay = state === 'quiet' ? readingEndsOn(engagement, ruleSet) : null;
  return lastDay === null ? messages.papersState[state] : messages.readsUntil(wareki(lastDay));
};
