import type { RandomBytes } from './random.ts';
import { boxFor, type SealedBox } from './sealed-box.ts';

/** Seals to the office's key; the agreement with a key is made once a page, because no tap may wait for it. */
export const officeBoxes = (random: RandomBytes): ((officeKey: string) => Promise<SealedBox | null>) => {
  let last: { readonly key: string; readonly box: Promise<SealedBox | null> } | null = null;
  return (key) => {
    if (last?.key !== key) last = { key, box: boxFor(key, random) };
    return last.box;
  };
};
