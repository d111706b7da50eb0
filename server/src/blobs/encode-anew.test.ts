import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { GPS_MARK, samplePhoto } from '../../../test/support/sample-photo.ts';
import { Problem } from '../http/problem.ts';
import { encodeAnew } from './encode-anew.ts';
import { outlineOfJpeg } from './jpeg-outline.ts';

const problemOf = async (bytes: Uint8Array): Promise<string> => {
  try {
    await encodeAnew(bytes);
    return 'taken';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
};

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);

/** The same file with other numbers in its frame: what its header says, not what it holds. */
const claiming = (bytes: Uint8Array, { width, height }: { readonly width: number; readonly height: number }) => {
  const changed = Uint8Array.from(bytes);
  const frame = changed.findIndex((byte, i) => byte === 0xff && (changed[i + 1] === 0xc0 || changed[i + 1] === 0xc2));
  changed.set([height >> 8, height & 255, width >> 8, width & 255], frame + 5);
  return changed;
};

describe('[L15.45] what is no photo is refused before it is decoded', () => {
  test.each([
    ['an SVG with a script', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a page', text('<!doctype html><script>1</script>')],
    ['a GIF', text('GIF89a')],
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)],
    ['a packed bomb', deflateSync(new Uint8Array(8_000_000))],
    ['nothing', new Uint8Array()],
    ['two magic bytes', Uint8Array.of(0xff, 0xd8)],
    ['magic bytes and noise', Uint8Array.from({ length: 5_000 }, (_, i) => [0xff, 0xd8][i] ?? (i * 7) & 255)],
  ])('%s', async (_, bytes) => {
    expect(await problemOf(bytes)).toBe('not_a_photo');
  });

  test('a photo with an archive or a page behind its end, and one that was cut', async () => {
    const { bytes } = await samplePhoto();
    expect(await problemOf(joined(bytes, text('PK\u0003\u0004')))).toBe('not_a_photo');
    expect(await problemOf(joined(bytes, text('<script>1</script>')))).toBe('not_a_photo');
    expect(await problemOf(joined(bytes, bytes))).toBe('not_a_photo');
    expect(await problemOf(bytes.subarray(0, bytes.length - 900))).toBe('not_a_photo');
  });

  test('pixels beyond the limit, really there or only claimed; 60,000 × 60,000 cost neither memory nor time', async () => {
    const wide = await samplePhoto({ width: 1_601, height: 10 });
    expect(await problemOf(wide.bytes)).toBe('photo_too_large');
    const { bytes } = await samplePhoto();
    const before = process.memoryUsage().rss;
    const startedAt = performance.now();
    expect(await problemOf(claiming(bytes, { width: 60_000, height: 60_000 }))).toBe('photo_too_large');
    expect(performance.now() - startedAt).toBeLessThan(200);
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
    expect(await problemOf(claiming(bytes, { width: 0, height: 600 }))).toBe('not_a_photo');
  });

  test('scans without end', async () => {
    const progressive = new Uint8Array(
      await sharp((await samplePhoto()).bytes)
        .jpeg({ progressive: true })
        .toBuffer(),
    );
    expect(await problemOf(progressive)).toBe('taken');
    const scan = Buffer.from(progressive).lastIndexOf(Uint8Array.of(0xff, 0xda));
    const last = progressive.subarray(scan, progressive.length - 2);
    const endless = joined(
      progressive.subarray(0, scan),
      ...Array.from({ length: 40 }, () => last),
      Uint8Array.of(0xff, 0xd9),
    );
    expect(await problemOf(endless)).toBe('not_a_photo');
  });
});

describe('[L15.46] nothing but pixels survives', () => {
  test('no EXIF, no place, no name of the camera; upright without its turning mark', async () => {
    const { bytes } = await samplePhoto({ exif: true });
    expect((await sharp(bytes).metadata()).exif).toBeDefined();
    expect(Buffer.from(bytes).includes(GPS_MARK)).toBe(true);
    const encoded = await encodeAnew(bytes);
    const metadata = await sharp(encoded.bytes).metadata();
    expect(metadata).toMatchObject({ format: 'jpeg', width: 800, height: 600 });
    expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.icc, metadata.comments]).toEqual(
      Array.from({ length: 5 }),
    );
    expect(Buffer.from(encoded.bytes).includes(GPS_MARK)).toBe(false);
    const turned = await sharp(bytes).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await encodeAnew(turned)).toMatchObject({ width: 600, height: 800 });
  });

  test('a file packed as hard as can be grows no larger than what may be sent', async () => {
    const { bytes } = await samplePhoto({ width: 1_600, height: 1_600, grain: 200 });
    const packed = new Uint8Array(await sharp(bytes).jpeg({ quality: 20 }).toBuffer());
    const outline = outlineOfJpeg(packed);
    expect(outline).toEqual({ width: 1_600, height: 1_600 });
    expect((await encodeAnew(packed)).bytes.length).toBeLessThanOrEqual(400_000);
  });
});
