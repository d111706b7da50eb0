import { type Engagement, visitsInOrder } from '@banso/shared/engagement/engagement.ts';

/** The number of the visit that is planned next: one more than the highest there is. */
export const nextVisitNumber = (engagement: Engagement): number =>
  Math.max(0, ...visitsInOrder(engagement).map(({ number }) => number ?? 0)) + 1;
