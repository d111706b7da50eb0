/** Runs a task again after the one under way, however often it was asked for meanwhile; everybody gets an answer that covers them. */
export const oneAtATime = <Answer>(task: () => Promise<Answer>): (() => Promise<Answer>) => {
  let current: Promise<Answer> | null = null;
  let queued: Promise<Answer> | null = null;
  const run = (): Promise<Answer> => {
    const running = task().finally(() => {
      if (current === running) current = null;
    });
    current = running;
    return running;
  };
  return () => {
    if (!current) return run();
    queued ??= current
      .catch(() => undefined)
      .then(() => {
        queued = null;
        return run();
      });
    return queued;
  };
};
