import type { PrintedSignature } from '@banso/shared/forms/print-data.ts';

type Drawing = NonNullable<PrintedSignature['drawing']>;

/** Sharp on paper: a box of 60 × 24 mm at 300 dots per inch. */
const BOX = { widthPx: 708, heightPx: 283 } as const;

/** A signature as PNG for programs that show no SVG, with its size in pixels; it fits the box that the PDF gives it. */
export const signatureImage = async ({
  width,
  height,
  path,
}: Drawing): Promise<{ readonly png: Buffer; readonly widthPx: number; readonly heightPx: number }> => {
  // Loaded with the first signature: a server that never meets one starts without it.
  const { default: sharp } = await import('sharp');
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" ` +
    `width="${BOX.widthPx}" height="${BOX.heightPx}"><path d="${path}" fill="none" stroke="#000" ` +
    `stroke-linecap="round" stroke-linejoin="round" stroke-width="${height / 55}"/></svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .flatten({ background: '#fff' })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { png: data, widthPx: info.width, heightPx: info.height };
};
