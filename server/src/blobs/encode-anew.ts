import { MAX_PHOTO_BYTES, MAX_PHOTO_SIDE_PX } from '@banso/shared/engagement/photo.ts';
import { Problem } from '../http/problem.ts';
import { outlineOfJpeg } from './jpeg-outline.ts';

export type EncodedPhoto = { readonly bytes: Uint8Array; readonly width: number; readonly height: number };

/** Tried until the result is no larger than what may be sent: a file packed harder than this grows when it is encoded anew. */
const QUALITIES = [85, 75, 65, 50, 35] as const;
/** A photo of full size is 8 MB of pixels: two at once, however many phones come back online together. */
const AT_ONCE = 2;

/**
 * Decodes a photo and encodes it anew, so that nothing but pixels survives: no EXIF, no place, no comment, no second file.
 * Throws `not_a_photo` or `photo_too_large`; pixels are counted before anything is decoded.
 */
export const encodeAnew = async (bytes: Uint8Array): Promise<EncodedPhoto> => {
  const outline = outlineOfJpeg(bytes);
  if (!outline || outline.width === 0 || outline.height === 0) throw new Problem('not_a_photo');
  if (Math.max(outline.width, outline.height) > MAX_PHOTO_SIDE_PX) throw new Problem('photo_too_large');
  return atOnce(async () => {
    // Loaded with the first photo: a server that never meets one starts without it.
    const { default: sharp } = await import('sharp');
    sharp.cache(false);
    sharp.concurrency(1);
    for (const quality of QUALITIES) {
      const encoded = await sharp(bytes, {
        limitInputPixels: MAX_PHOTO_SIDE_PX ** 2,
        failOn: 'error',
        sequentialRead: true,
      })
        .autoOrient()
        .toColourspace('srgb')
        .jpeg({ quality })
        .toBuffer({ resolveWithObject: true })
        .catch(() => {
          throw new Problem('not_a_photo');
        });
      const { width, height } = encoded.info;
      if (encoded.data.length <= MAX_PHOTO_BYTES) return { bytes: encoded.data, width, height };
    }
    throw new Problem('photo_too_large');
  });
};

let working = 0;
const waiting: (() => void)[] = [];

const atOnce = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
  if (working >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  working += 1;
  try {
    return await work();
  } finally {
    working -= 1;
    waiting.shift()?.();
  }
};
