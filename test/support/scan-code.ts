import jsQr from 'jsqr';
import type { Locator } from 'playwright';
import sharp from 'sharp';

/** What somebody else's phone reads off this code on the screen, by a reader that is none of ours. Throws when it reads nothing. */
export const scanned = async (code: Locator): Promise<string> => {
  const { data, info } = await sharp(await code.screenshot())
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const read = jsQr(new Uint8ClampedArray(data), info.width, info.height);
  if (!read) throw new Error('The code on the screen cannot be read.');
  return read.data;
};
