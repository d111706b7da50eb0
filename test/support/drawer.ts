import { randomFrom } from './random-from.ts';

/** Draws the same numbers from the same seed every time, so that a failing test can be run again. */
export const drawer = (seed: number) => {
  const random = randomFrom(seed);
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  return {
    /** A whole number from…to, both included. */
    whole,
    one: <Item>(items: readonly [Item, ...Item[]]): Item => items[whole(0, items.length - 1)] ?? items[0],
  };
};
