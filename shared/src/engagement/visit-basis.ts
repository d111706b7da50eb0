import { sha256Hex } from '../lib/hash.ts';
import { confirmationsOf, type Engagement } from './engagement.ts';
import { VISIT_FIELDS } from './visit-fields.ts';

/**
 * The hash an intent carries of what its author saw of a visit: time, every person-written field, unresolved conflicts and
 * which confirmations there are. Server-made values (bounds, receipts) stay out, so that a receipt never makes an honest
 * submission fail.
 */
export const visitBasis = (engagement: Engagement, visitId: string): string | null => {
  const visit = engagement.visits[visitId];
  if (!visit) return null;
  const { time } = visit;
  return sha256Hex(
    JSON.stringify([
      'banso-visit-basis-1',
      visit.id,
      visit.number,
      time && [time.on, time.from, time.to, time.toOn],
      VISIT_FIELDS.map((field) => [field, visit.fields[field]]),
      visit.conflicts.map(({ id }) => id),
      confirmationsOf(engagement, visitId).map(({ id, hash }) => [id, hash]),
    ]),
  );
};
