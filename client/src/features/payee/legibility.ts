/** What stands in the way of reading a picture of small print; null: nothing that a machine can see. */
export type Illegible = 'small' | 'dark' | 'blurred' | null;

/** A picture in grey, one byte for each pixel, row by row. */
export type GreyPicture = { readonly width: number; readonly height: number; readonly grey: Uint8ClampedArray };

/** Below this an account number of a whole page is no more than a few pixels high. */
const SHORTEST_SIDE_PX = 600;
const DARKEST_MEAN = 50;
/** Variance of the second derivative: pages in focus were seen far above it, shaken ones below. */
const DULLEST = 60;

/**
 * Whether a page can probably be read: its size as it is sent, its light, and how sharp its edges are (variance of the Laplacian). A
 * guess that is told plainly, and stops nobody: the person at the other end decides.
 */
export const illegibility = (
  { width, height }: { readonly width: number; readonly height: number },
  picture: GreyPicture,
): Illegible => {
  if (Math.min(width, height) < SHORTEST_SIDE_PX) return 'small';
  if (meanOf(picture.grey) < DARKEST_MEAN) return 'dark';
  return sharpnessOf(picture) < DULLEST ? 'blurred' : null;
};

const meanOf = (grey: Uint8ClampedArray): number => {
  let sum = 0;
  for (const value of grey) sum += value;
  return grey.length === 0 ? 0 : sum / grey.length;
};

const sharpnessOf = ({ width, height, grey }: GreyPicture): number => {
  let [sum, squares, count] = [0, 0, 0];
  for (let y = 1; y < height - 1; y += 1)
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const bend =
        (grey[at - 1] ?? 0) +
        (grey[at + 1] ?? 0) +
        (grey[at - width] ?? 0) +
        (grey[at + width] ?? 0) -
        4 * (grey[at] ?? 0);
      sum += bend;
      squares += bend * bend;
      count += 1;
    }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
};
