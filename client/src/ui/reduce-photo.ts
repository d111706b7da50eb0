/** A photo made small: bytes of a JPEG, and its size in pixels. */
export type ReducedPhoto = { readonly bytes: Uint8Array<ArrayBuffer>; readonly width: number; readonly height: number };

export type PhotoLimits = { readonly maxSidePx: number; readonly maxBytes: number };

/**
 * Draws a photo smaller and encodes it until it fits. What the camera wrote beside the pixels (time, place, owner) does not
 * come along: a canvas knows only pixels. Null when this browser cannot read the file as a picture.
 */
export const reducePhoto = async (file: Blob, { maxSidePx, maxBytes }: PhotoLimits): Promise<ReducedPhoto | null> => {
  const picture = await decode(file);
  if (!picture) return null;
  try {
    for (const { width, height, quality } of attemptsFor(picture, maxSidePx)) {
      const jpeg = await encode(picture.image, { width, height, quality });
      if (jpeg && jpeg.length <= maxBytes) return { bytes: jpeg, width, height };
    }
    return null;
  } finally {
    picture.close();
  }
};

type Size = { readonly width: number; readonly height: number };

const QUALITIES = [0.85, 0.75, 0.65, 0.5] as const;
const SCALES = [1, 0.75, 0.5, 0.25] as const;

/** From the best to the smallest: writing on a whiteboard suffers less from a lower quality than from fewer pixels. */
export const attemptsFor = (
  { width, height }: Size,
  maxSidePx: number,
): readonly (Size & { readonly quality: number })[] => {
  const fit = Math.min(1, maxSidePx / Math.max(width, height));
  return SCALES.flatMap((scale) =>
    QUALITIES.map((quality) => ({
      width: Math.max(1, Math.round(width * fit * scale)),
      height: Math.max(1, Math.round(height * fit * scale)),
      quality,
    })),
  );
};

type Decoded = Size & { readonly image: CanvasImageSource; readonly close: () => void };

const decode = async (file: Blob): Promise<Decoded | null> => (await decodeAsBitmap(file)) ?? decodeAsImage(file);

const decodeAsBitmap = async (file: Blob): Promise<Decoded | null> => {
  try {
    // Turned as it was held; the mark that says so is dropped with the rest.
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    return { image, width: image.width, height: image.height, close: () => image.close() };
  } catch {
    return null;
  }
};

/** Older WebKit decodes more by an image than as a bitmap. */
const decodeAsImage = async (file: Blob): Promise<Decoded | null> => {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    if (width === 0 || height === 0) return null;
    return { image, width, height, close: () => URL.revokeObjectURL(url) };
  } catch {
    URL.revokeObjectURL(url);
    return null;
  }
};

const encode = async (
  image: CanvasImageSource,
  { width, height, quality }: Size & { readonly quality: number },
): Promise<Uint8Array<ArrayBuffer> | null> => {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) return null;
  // JPEG has no transparency: without a ground, clear parts of a screenshot turn black.
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
  return blob?.type === 'image/jpeg' ? new Uint8Array(await blob.arrayBuffer()) : null;
};
