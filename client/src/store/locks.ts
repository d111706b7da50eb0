/** Runs `work` while nobody else in this browser runs work under the same name; gives up when `signal` is aborted before. */
export type Locks = {
  readonly whileHeld: <Answer>(name: string, work: () => Promise<Answer>, signal?: AbortSignal) => Promise<Answer>;
};

/** Web Locks; one tab's own queue in a browser that has none. */
export const browserLocks = (): Locks =>
  'locks' in navigator
    ? {
        whileHeld: (name, work, signal) =>
          navigator.locks.request(name, signal ? { signal } : {}, () => work()) as ReturnType<typeof work>,
      }
    : inProcessLocks();

/** Locks between those who share this value. */
export const inProcessLocks = (): Locks => {
  const lastByName = new Map<string, Promise<unknown>>();
  return {
    whileHeld: (name, work, signal) => {
      const before = lastByName.get(name) ?? Promise.resolve();
      const mine = before.then(() => {
        signal?.throwIfAborted();
        return work();
      });
      lastByName.set(
        name,
        mine.catch(() => undefined),
      );
      return mine;
    },
  };
};
