/** Virtual time: nothing happens but what was asked for, one thing after the other. */
export type Scheduler = {
  /** Ms since 1970 UTC, as everything here counts. */
  readonly nowMs: () => number;
  /** Runs once after a while; answers the way to cancel. */
  readonly after: (ms: number, run: () => void) => () => void;
  readonly sleep: (ms: number) => Promise<void>;
  /** Runs what is due, in order, until `isOver` says so, time is up, or nothing is left. Answers how many steps it took. */
  readonly run: (options: { readonly untilMs: number; readonly isOver: (steps: number) => boolean }) => Promise<number>;
};

type Task = { readonly atMs: number; readonly order: number; readonly run: () => void; cancelled: boolean };

export const openScheduler = (beginningMs: number): Scheduler => {
  const heap: Task[] = [];
  let nowMs = beginningMs;
  let order = 0;

  const after: Scheduler['after'] = (ms, run) => {
    order += 1;
    const task: Task = { atMs: Math.round(nowMs + Math.max(0, ms)), order, run, cancelled: false };
    push(heap, task);
    return () => {
      task.cancelled = true;
    };
  };

  return {
    nowMs: () => nowMs,
    after,
    sleep: (ms) => new Promise((resolve) => after(ms, resolve)),
    run: async ({ untilMs, isOver }) => {
      let steps = 0;
      while (!isOver(steps)) {
        const next = heap[0];
        if (!next || next.atMs > untilMs) break;
        pop(heap);
        if (next.cancelled) continue;
        steps += 1;
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
        await allPromisesSettled();
      }
      return steps;
    },
  };
};

// Taken before anything is replaced: what is due must not wait for itself.
const realSetImmediate = globalThis.setImmediate;

/** Everything that waited for a promise has run: nothing here waits for the machine. */
const allPromisesSettled = (): Promise<void> => new Promise((resolve) => realSetImmediate(resolve));

const isBefore = (a: Task, b: Task): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

const push = (heap: Task[], task: Task): void => {
  heap.push(task);
  for (let at = heap.length - 1; at > 0; ) {
    const above = (at - 1) >> 1;
    if (!swapIfBefore(heap, at, above)) return;
    at = above;
  }
};

const pop = (heap: Task[]): void => {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  heap[0] = last;
  for (let at = 0; ; ) {
    const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
    if (!left) return;
    const least = right && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
    if (!swapIfBefore(heap, least, at)) return;
    at = least;
  }
};

const swapIfBefore = (heap: Task[], below: number, above: number): boolean => {
  const [low, high] = [heap[below], heap[above]];
  if (!low || !high || !isBefore(low, high)) return false;
  heap[below] = high;
  heap[above] = low;
  return true;
};
