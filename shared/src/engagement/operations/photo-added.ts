import * as v from 'valibot';
import { textSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import { type Engagement, photosOf, withPhoto } from '../engagement.ts';
import { MAX_PHOTOS_PER_VISIT, type Photo, PHOTO_PURPOSES, sentPictureEntries } from '../photo.ts';

/**
 * A photo was taken for a visit. The operation names the bytes by their hash; they follow on their own way (decision 009).
 * Refused for the twenty-first photo of a visit: on the phone nothing is recorded, at the server it is parked.
 */
export const photoAdded = defineOperation({
  type: 'photo-added@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'C',
  label: '写真の追加',
  by: ['expert'],
  needs: [],
  body: v.strictObject({
    visit: partIdSchema,
    photo: partIdSchema,
    purpose: v.picklist(PHOTO_PURPOSES),
    caption: textSchema(200),
    ...sentPictureEntries,
  }),
  apply: (engagement: Engagement, operation) => {
    if (!engagement.core) return refuse('unknown_record');
    const { photo: id, ...body } = operation.body;
    if (engagement.photos[id]) return refuse('already_exists', id);
    if (photosOf(engagement, body.visit).length >= MAX_PHOTOS_PER_VISIT) return refuse('too_many_photos');
    const late = engagement.visits[body.visit]?.status === 'approved';
    const photo: Photo = {
      id,
      ...body,
      by: operation.actor,
      atMs: operation.clock.wallMs,
      operation: operation.id,
      stored: null,
      removed: null,
      ...(late ? { afterApproval: true } : {}),
    };
    return done(withPhoto(engagement, photo), ...(late ? (['late_fact'] as const) : []));
  },
});
