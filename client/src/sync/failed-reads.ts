import { SealChanged } from '../store/seal.ts';

/** Reads of this device's records that failed and whose screens still stand. */
export type FailedReads = {
  readonly count: () => number;
  readonly subscribe: (listener: () => void) => () => void;
  /** `again` asks anew; the answer takes the entry out. */
  readonly add: (again: () => void) => () => void;
  /** Asks for all of them now. */
  readonly askAgain: () => void;
};

export const createFailedReads = (): FailedReads => {
  const reads = new Set<() => void>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    count: () => reads.size,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    add: (again) => {
      reads.add(again);
      tell();
      return () => {
        if (reads.delete(again)) tell();
      };
    },
    askAgain: () => {
      for (const again of reads) again();
    },
  };
};

/** Those of this tab. */
export const failedReads = createFailedReads();

/** A connection that the browser closed is back at the second try; what fails longer is told. */
const TOLD_AFTER = 2;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;
/** Longer than any disk needs that still answers: a connection that is blocked neither answers nor fails. */
const STUCK_MS = 20_000;

/**
 * A read that is asked again until it answers: whoever waited for an answer that never came saw an empty screen, without a word,
 * for as long as they looked. `stop`: nobody waits any more.
 */
export const keepAsking = <Answer>(
  load: () => Promise<Answer>,
  answered: (answer: Answer) => void,
  failed: FailedReads = failedReads,
): { readonly ask: () => void; readonly stop: () => void } => {
  let stopped = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stuck: ReturnType<typeof setTimeout> | undefined;
  let takeOut: (() => void) | null = null;
  const settle = () => {
    clearTimeout(timer);
    clearTimeout(stuck);
    takeOut?.();
    takeOut = null;
    failures = 0;
  };
  const trouble = () => {
    if (!stopped) takeOut ??= failed.add(ask);
  };
  const ask = () => {
    clearTimeout(stuck);
    stuck = setTimeout(trouble, STUCK_MS);
    load().then(
      (answer) => {
        if (stopped) return;
        settle();
        answered(answer);
      },
      (error: unknown) => {
        // Records that are sealed with another key meanwhile are opened anew by the app: no failure.
        clearTimeout(stuck);
        if (stopped || error instanceof SealChanged) return;
        console.error('Reading failed', error);
        failures += 1;
        if (failures >= TOLD_AFTER) trouble();
        clearTimeout(timer);
        timer = setTimeout(ask, Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1)));
      },
    );
  };
  return {
    ask,
    stop: () => {
      stopped = true;
      settle();
    },
  };
};
