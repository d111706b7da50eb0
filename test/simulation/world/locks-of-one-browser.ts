import type { Locks } from '@banso/client/store/locks.ts';
import type { Life } from './life.ts';

/** Web Locks of one browser: first come, first served; a tab that ends gives back what it held. */
export const locksOfOneBrowser = (): ((life: Life) => Locks) => {
  const queues = new Map<string, (() => void)[]>();
  return (life) => ({
    whileHeld: (name, work) =>
      new Promise((resolve, reject) => {
        // What still runs of a tab that is gone asks for nothing: it would keep the lock from everybody for ever.
        if (life.isOver()) return;
        const queue = queues.get(name) ?? [];
        queues.set(name, queue);
        let given = false;
        const giveBack = () => {
          const at = queue.indexOf(begin);
          if (at === -1) return;
          queue.splice(at, 1);
          if (given) queue[0]?.();
        };
        const begin = () => {
          given = true;
          life.through(work).then(resolve, reject).finally(giveBack);
        };
        life.whenOver(giveBack);
        queue.push(begin);
        if (queue.length === 1) begin();
      }),
  });
};
