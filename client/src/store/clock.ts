/** Time as this page knows it, and its timers: everything that asks "when" is given one, so that a test can hold it. */
export type Clock = {
  /** The device's wall clock, ms since 1970 UTC. */
  readonly wallMs: () => number;
  /** Ms since this page began; may stand still while the phone sleeps. */
  readonly monoMs: () => number;
  /** Which page load the monotonic clock belongs to. */
  readonly page: string;
  /** Calls once after a while; returns the way to cancel. */
  readonly after: (ms: number, run: () => void) => () => void;
};

/** The browser's own clock. */
export const browserClock = (page: string): Clock => ({
  wallMs: () => Date.now(),
  monoMs: () => Math.round(performance.now()),
  page,
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
});
