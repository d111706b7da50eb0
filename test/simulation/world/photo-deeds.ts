import type { Recorded } from '@banso/client/store/client-store.ts';
import { PHOTO_PURPOSES } from '@banso/shared/engagement/photo.ts';
import { sha256HexOfBytes } from '@banso/shared/lib/hash.ts';
import { ENGAGEMENT, OTHER_ENGAGEMENT, OTHER_EXPERT } from '../../support/test-office.ts';
import type { Tab } from './browser.ts';
import type { Chance } from './chance.ts';
import type { Troubles } from './trouble.ts';

/** A photo whose operation a screen called saved. */
export type Taken = { readonly photo: string; readonly engagement: string; readonly sha256: string };

/** What becomes of one photo at this tab; null where there is no visit for it. */
export type PhotoDeed = { readonly taken: Taken; readonly record: () => Promise<Recorded | null> };

/** An expert takes a photo of a visit. Every draw is from `chance`: seeds without photos keep their course. */
export const takePhoto = async (tab: Tab, chance: Chance): Promise<PhotoDeed | null> => {
  const banso = tab.opened?.banso;
  if (!banso) return null;
  const engagement = tab.me.person === OTHER_EXPERT ? OTHER_ENGAGEMENT : ENGAGEMENT;
  const view = await banso.store.engagement(engagement);
  const visits = Object.keys(view?.engagement.visits ?? {});
  if (visits.length === 0) return null;
  const [photo, bytes] = [banso.newId(), jpegOf(chance)];
  return {
    taken: { photo, engagement, sha256: sha256HexOfBytes(bytes) },
    record: () =>
      banso.store.addPhoto({
        aggregate: engagement,
        photo,
        visit: chance.pick(visits),
        purpose: chance.pick(PHOTO_PURPOSES),
        caption: '工程の並べ替え',
        picture: { bytes, width: SIDE_PX, height: SIDE_PX },
      }),
  };
};

/** On days with photos, per moment with a backup: bytes come back to a restored office by a way of their own. */
const RESTORES_WITH_PHOTOS = 0.08;

/** Not on a calm day: one seed in ten has no trouble. */
export const restoredWithPhotos = ({
  photos,
  restores,
  troubles,
}: {
  readonly photos: Chance | null;
  readonly restores: Chance;
  readonly troubles: Troubles;
}): boolean => photos !== null && troubles.chosen.length > 0 && restores.happens(RESTORES_WITH_PHOTOS);

const SIDE_PX = 8;

/** A file that is outwardly a JPEG: a frame, one scan of anything, an end. */
const jpegOf = (chance: Chance): Uint8Array<ArrayBuffer> => {
  const frame = [0xff, 0xc0, 0, 8, 8, 0, SIDE_PX, 0, SIDE_PX, 1];
  const scan = [0xff, 0xda, 0, 2];
  const pixels = chance.bytes(chance.between(50, 1_400)).map((byte) => Math.min(byte, 0xfe));
  return Uint8Array.from([0xff, 0xd8, ...frame, ...scan, ...pixels, 0xff, 0xd9]);
};
