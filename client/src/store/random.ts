/** Where ids, salts and jitter come from. */
export type RandomBytes = (count: number) => Uint8Array<ArrayBuffer>;

export const browserRandom: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

/** A fraction from 0 to below 1, for jitter. */
export const randomFraction = (random: RandomBytes): number => {
  const [high = 0, low = 0] = random(2);
  return (high * 256 + low) / 65_536;
};
