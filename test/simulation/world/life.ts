/**
 * One run of a tab or of a server process. When it ends, nothing that it asked for is ever answered: what it had not
 * finished stays unfinished, as after a crash between two awaits. While it is frozen, answers wait.
 */
export type Life = {
  readonly name: string;
  readonly isOver: () => boolean;
  readonly end: () => void;
  /** Calls back at the end; at once when it is over already. */
  readonly whenOver: (heard: () => void) => void;
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** What `work` answers, if there is still somebody to hear it. */
  readonly through: <Answer>(work: () => Promise<Answer>) => Promise<Answer>;
  /** Runs now, at the thaw, or never. */
  readonly whenAwake: (run: () => void) => void;
};

export const newLife = (name: string): Life => {
  let over = false;
  let frozen = false;
  const heardEnd: (() => void)[] = [];
  let waiting: (() => void)[] = [];

  const whenAwake: Life['whenAwake'] = (run) => {
    if (over) return;
    if (frozen) waiting.push(() => whenAwake(run));
    else run();
  };

  return {
    name,
    isOver: () => over,
    end: () => {
      if (over) return;
      over = true;
      waiting = [];
      for (const heard of heardEnd.splice(0)) heard();
    },
    whenOver: (heard) => {
      if (over) heard();
      else heardEnd.push(heard);
    },
    freeze: () => {
      frozen = true;
    },
    thaw: () => {
      frozen = false;
      const now = waiting;
      waiting = [];
      for (const run of now) run();
    },
    whenAwake,
    through: (work) =>
      new Promise((resolve, reject) => {
        whenAwake(() => {
          work().then(
            (answer) => whenAwake(() => resolve(answer)),
            (error: unknown) => whenAwake(() => reject(error as Error)),
          );
        });
      }),
  };
};
