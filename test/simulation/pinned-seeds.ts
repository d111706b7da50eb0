/**
 * Seeds that once failed, and what they had found: they run with every test. A change of the simulated world gives a seed
 * another course; what it had found is then kept by its own test, and by its planted bug.
 */
export const PINNED_SEEDS: readonly { readonly seed: number; readonly was: string }[] = [
  { seed: 12, was: 'a device was registered, and filled, through the session of another person' },
  { seed: 4, was: 'an earlier server process parked an operation as unknown that the later ones knew' },
  { seed: 7, was: 'what was recorded while a 429 was under way did not keep the pause that it asked for' },
  { seed: 22, was: 'the same on a desk with two tabs' },
  {
    seed: 2066,
    was: 'the timer of a page that was frozen asked behind a running cycle, in the pause that this had just heard',
  },
];
