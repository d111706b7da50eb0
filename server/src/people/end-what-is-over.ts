import { type Day, dayInJapan } from '@banso/shared/time/day.ts';
import type { Server } from '../server.ts';
import { endReadings } from './end-readings.ts';
import { endRoles } from './end-roles.ts';

type Ending = Parameters<typeof endRoles>[0];

const EVERY_MS = 60_000;

/** Records what ended with a day: roles, and the reading of experts after their contracts. What fails of one leaves the others. */
export const endWhatIsOver = async (server: Ending): Promise<void> => {
  const results = await Promise.allSettled([endRoles(server), endReadings(server)]);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
};

/**
 * The same, once on every day in Japan, soon after midnight and at the start; a minute later again when it failed. A role given
 * today ends today at the earliest, a contract's days likewise: one pass a day finds everything. Returns the way to stop.
 */
export const openDailyEnds = (server: Pick<Server, 'clock' | 'log' | 'endWhatIsOver'>): (() => void) => {
  let doneOn: Day | null = null;
  const pass = async (): Promise<void> => {
    const today = dayInJapan(server.clock.nowMs());
    if (today === doneOn) return;
    await server.endWhatIsOver();
    doneOn = today;
  };
  const timer = setInterval(() => {
    pass().catch((error: unknown) =>
      server.log({ event: 'daily_ends_failed', error: error instanceof Error ? error.name : '?' }),
    );
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
};
