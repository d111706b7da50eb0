import * as v from 'valibot';
import { defineOperation, done } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import { type Engagement, withPhoto } from '../engagement.ts';
import { keptPictureEntries } from '../photo.ts';

/**
 * The server has a photo's bytes: written by the server itself in the transaction that keeps them, so that phone and desk see
 * what has arrived and what has not. Names the hash of what is kept beside the hash of what was sent.
 */
export const photoStored = defineOperation({
  type: 'photo-stored@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'C',
  label: '写真の受領',
  by: [],
  needs: [],
  body: v.strictObject({
    visit: partIdSchema,
    photo: partIdSchema,
    ...keptPictureEntries,
  }),
  apply: (engagement: Engagement, operation) => {
    const { photo: id, visit, ...kept } = operation.body;
    const photo = engagement.photos[id];
    if (!photo || photo.visit !== visit) return refuse('unknown_record');
    if (photo.stored) return refuse('already_exists', id);
    return done(withPhoto(engagement, { ...photo, stored: { ...kept, atMs: operation.clock.wallMs } }));
  },
});
