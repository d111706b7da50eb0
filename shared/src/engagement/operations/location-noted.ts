import * as v from 'valibot';
import { defineOperation, done } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Engagement } from '../engagement.ts';

const metres = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));

/**
 * The expert, asked for this visit, let the phone say how far it was from the company's registered address. Never where it
 * was; never required (requirements 3.5). The first note of each tap stands.
 */
export const locationNoted = defineOperation({
  type: 'location-noted@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'C',
  label: '場所の記録',
  by: ['expert'],
  needs: [],
  body: v.strictObject({
    visit: partIdSchema,
    at: v.picklist(['start', 'end']),
    distanceMetres: metres(20_100_000),
    accuracyMetres: metres(20_100_000),
  }),
  apply: (engagement: Engagement, { id, clock, body }) => {
    if (!engagement.core) return refuse('unknown_record');
    const { visit, at, distanceMetres, accuracyMetres } = body;
    const before = engagement.locations[visit] ?? { visit, start: null, end: null };
    if (before[at]) return refuse('already_exists', at);
    const note = { operation: id, atMs: clock.wallMs, distanceMetres, accuracyMetres };
    return done({ ...engagement, locations: { ...engagement.locations, [visit]: { ...before, [at]: note } } });
  },
});
