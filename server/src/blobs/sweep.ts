import type { Log, ServerClock } from '../server.ts';
import { sweepBlobs } from '../store/blobs.ts';
import type { Store } from '../store/open-store.ts';
import { tenants } from '../store/tenants.ts';

/** A phone that was off for a week begins its upload again; until then the pieces wait. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;
const EVERY_MS = 60 * 60 * 1000;

export type Sweeper = { readonly sweep: () => Promise<void>; readonly stop: () => void };

/** Forgets, once an hour, uploads that nobody went on with for seven days, and bytes whose record is no longer there. */
export const openSweeper = ({
  store,
  clock,
  log,
  also,
}: {
  readonly store: Store;
  readonly clock: ServerClock;
  readonly log: Log;
  /** What else is looked after once an hour. */
  readonly also: () => Promise<void>;
}): Sweeper => {
  const sweep = async (): Promise<void> => {
    const before = new Date(clock.nowMs() - KEPT_MS);
    for (const { id } of await store.door(tenants)) {
      const swept = await store.transact(id, (tx) => sweepBlobs(tx, before));
      if (swept > 0) log({ event: 'blobs_swept', tenant: id, swept });
    }
    await also();
  };
  const timer = setInterval(() => {
    sweep().catch((error: unknown) => log({ event: 'sweep_failed', error: error instanceof Error ? error.name : '?' }));
  }, EVERY_MS);
  timer.unref();
  return { sweep, stop: () => clearInterval(timer) };
};
