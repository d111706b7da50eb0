import { PHOTO_TYPE } from '@banso/shared/engagement/photo.ts';
import type { Picture } from '../../store/client-store.ts';
import { illegibility, type Illegible } from './legibility.ts';

const LONGEST_SIDE_PX = 640;

/** What stands in the way of reading this picture, by its pixels as they will be sent; null where the browser cannot look at them. */
export const readLegibility = async ({ bytes, width, height }: Picture): Promise<Illegible> => {
  try {
    const image = await createImageBitmap(new Blob([bytes], { type: PHOTO_TYPE }));
    const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(width, height));
    const canvas = document.createElement('canvas');
    const small = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
    Object.assign(canvas, small);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return null;
    context.drawImage(image, 0, 0, small.width, small.height);
    image.close();
    const { data } = context.getImageData(0, 0, small.width, small.height);
    return illegibility({ width, height }, { ...small, grey: greyOf(data) });
  } catch {
    return null;
  }
};

const greyOf = (rgba: Uint8ClampedArray): Uint8ClampedArray =>
  Uint8ClampedArray.from({ length: rgba.length / 4 }, (_, i) => {
    const at = i * 4;
    return 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
  });
