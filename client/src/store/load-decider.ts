import type { Decider } from './decider.ts';

let loaded: Decider | null = null;
let loading: Promise<Decider> | null = null;

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
  loading ??= import('./decider.ts').then(
    ({ decider }) => {
      loaded = decider;
      return decider;
    },
    (error: unknown) => {
      loading = null;
      throw new NotLoaded('What decides cannot be loaded', { cause: error });
    },
  );
  return loading;
};
