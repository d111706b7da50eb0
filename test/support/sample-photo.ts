import { createHash } from 'node:crypto';
import sharp from 'sharp';

export type SamplePhoto = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
};

/** What a camera writes beside the pixels: where it was, whose it is. */
export const GPS_MARK = 'Sample Camera';

/**
 * A JPEG as a phone sends it, or as one that lies would: with EXIF, with a place on earth. `grain`: how rough the picture is,
 * 0 to 255, which decides how many bytes it takes.
 */
export const samplePhoto = async ({
  width = 800,
  height = 600,
  grain = 60,
  exif = false,
  seed = 1,
}: {
  readonly width?: number;
  readonly height?: number;
  readonly grain?: number;
  readonly exif?: boolean;
  readonly seed?: number;
} = {}): Promise<SamplePhoto> => {
  const pixels = new Uint8Array(width * height * 3);
  let state = seed;
  for (let i = 0; i < pixels.length; i += 1) {
    // A small linear congruence: the same picture in every run.
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    pixels[i] = 128 + ((state >>> 24) / 255 - 0.5) * grain;
  }
  const image = sharp(pixels, { raw: { width, height, channels: 3 } }).jpeg({ quality: 80 });
  const marked = exif
    ? image.withExif({
        IFD0: { Model: GPS_MARK },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '33/1 35/1 24/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '130/1 24/1 6/1',
        },
      })
    : image;
  const bytes = new Uint8Array(await marked.toBuffer());
  return { bytes, sha256: hashOf(bytes), width, height };
};

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
