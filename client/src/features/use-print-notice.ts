import { useDeferredValue, useEffect, useState } from 'react';
import { printMessages as messages } from './print-messages.ts';

type UnprintableIn = (text: string) => readonly string[];

/** Loaded once, after the first screen stands: the list of characters is longer than most screens. */
let loading: Promise<UnprintableIn> | undefined;
const load = (): Promise<UnprintableIn> =>
  (loading ??= import('@banso/shared/forms/printable-characters.ts').then(({ unprintableIn }) => unprintableIn));

/**
 * What to say of characters that no paper can show, '' when there are none. It stops nothing: the text is recorded as it is,
 * and whoever wrote it can still choose other words.
 */
export const usePrintNotice = (text: string): string => {
  const [unprintableIn, setUnprintableIn] = useState<UnprintableIn>();
  useEffect(() => {
    let current = true;
    // Without the list nothing is told; the paper itself will name what it cannot print.
    void load().then(
      (loaded) => current && setUnprintableIn(() => loaded),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, []);
  const settled = useDeferredValue(text);
  const found = unprintableIn?.(settled) ?? [];
  return found.length === 0 ? '' : messages.unprintable(found.map((character) => `「${character}」`).join(''));
};
