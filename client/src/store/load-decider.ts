import type { Decider } from './decider.ts';

let loaded: Decider | null = null;
let loading: Promise<Decider> | null = null;
/** Where it was when it could not be fetched, as browsers that keep this say it. */
let failedAt: string | null = null;
let tries = 0;

/** What decides has not come to this device yet, and cannot be had now. Nothing is wrong with its disk. */
export class NotLoaded extends Error {}

/** What decides, if it is here already: a tap then waits for nothing. */
export const deciderHere = (): Decider | null => loaded;

/**
 * Loads what decides operations. It is a third of the app's code, and the first screen of somebody with nothing to send needs none
 * of it; it is asked for once that screen stands. Rejects with `NotLoaded` when the code cannot be had now; the next
 * call tries again.
 */
export const loadDecider = (): Promise<Decider> => {
  loading ??= fetched().then(
    ({ decider }) => {
      loaded = decider;
      return decider;
    },
    (error: unknown) => {
      loading = null;
      failedAt ??= /https?:\/\/\S+\.js/.exec(String(error))?.[0] ?? null;
      throw new NotLoaded('What decides cannot be loaded', { cause: error });
    },
  );
  return loading;
};

/**
 * Chromium does not ask again for a module that could not be fetched once: on a phone whose network had come back nothing could be
 * recorded until somebody loaded the page anew. Under another name it is asked for.
 */
const fetched = async (): Promise<{ readonly decider: Decider }> => {
  if (failedAt === null) return import('./decider.ts');
  tries += 1;
  // The very file that was not there, of our own origin: its address was said by the browser.
  return (await import(/* @vite-ignore */ `${failedAt}?again=${tries}`)) as { readonly decider: Decider };
};
