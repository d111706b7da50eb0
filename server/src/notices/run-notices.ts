import type { Server } from '../server.ts';
import { endLeases, takeBackMails } from '../store/notices.ts';
import { type LeasedMail, leaseDueMails, type NoticePorts, sendMail, writeOutNotices } from './send-notices.ts';

export type RunningNotices = {
  /** Everything that is due now; resolves when all of it has its outcome. */
  readonly runOnce: () => Promise<void>;
  /** Takes nothing new, and waits a little for the mails that are under way. */
  readonly stop: () => Promise<void>;
};

/** Mails under way at once. */
const AT_ONCE = 4;
/** After a push, before its notices are written: the phone's own next request, and the phones beside it, go first. */
const QUIET_MS = 250;
/** How long a mail that is under way may hold up the end of the server. */
const LAST_WAIT_MS = 10_000;

/**
 * Tells companies as long as the server runs: at a push in this process, as soon as the pushes pause, and every few seconds for what comes
 * from another process, is due again, or was left behind by a process that died. Safe in any number of processes. A slow
 * mail server holds up mails, and nothing else.
 */
export const runNotices = (server: Server, ports: NoticePorts, everyMs = 5_000): RunningNotices => {
  const { mailer } = ports;
  const underWay = new Set<Promise<void>>();
  let passing: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let soon: NodeJS.Timeout | undefined;

  const logged = (error: unknown) =>
    server.log({ event: 'notices_failed', error: error instanceof Error ? error.name : 'unknown' });

  const start = (mail: LeasedMail, by: NonNullable<typeof mailer>): void => {
    const sending = sendMail(server, mail, { ...ports, mailer: by })
      .catch(logged)
      .finally(() => {
        underWay.delete(sending);
        wake();
      });
    underWay.add(sending);
  };

  // The embedded database lets one process in at a time: a lease that stands there at the start is a dead one's.
  const isAlone = server.store.kind === 'pglite';
  let isFirst = true;
  const pass = async (): Promise<void> => {
    const tenants = await server.store.door((tx) => tx.selectFrom('tenant').select('id').orderBy('id').execute());
    for (const { id } of tenants) {
      if (stopped) return;
      if (isFirst && isAlone) await server.store.transact(id, endLeases);
      if (!mailer) await server.store.transact(id, (tx) => takeBackMails(tx, new Date(server.clock.nowMs())));
      await writeOutNotices(server, id, ports);
      const limit = AT_ONCE - underWay.size;
      if (!mailer || limit <= 0) continue;
      for (const mail of await leaseDueMails(server, id, { leaseMs: ports.leaseMs, limit })) start(mail, mailer);
    }
    isFirst = false;
  };

  /** While a pass is under way, one more after it is enough, however many pushes arrive. */
  const wake = (): void => {
    if (stopped) return;
    if (passing) {
      again = true;
      return;
    }
    again = false;
    passing = pass()
      .catch(logged)
      .then(() => {
        passing = null;
        if (again) wake();
      });
  };

  const unhear = server.onPush(() => {
    clearTimeout(soon);
    soon = setTimeout(wake, QUIET_MS);
    soon.unref();
  });
  const timer = setInterval(wake, everyMs);
  timer.unref();
  wake();

  const settled = async (): Promise<void> => {
    while (passing || underWay.size > 0) await Promise.all([passing, ...underWay]);
  };
  return {
    runOnce: async () => {
      wake();
      await settled();
    },
    stop: async () => {
      stopped = true;
      unhear();
      clearInterval(timer);
      clearTimeout(soon);
      const patience = setTimeout(() => mailer?.close(), LAST_WAIT_MS);
      await settled();
      clearTimeout(patience);
      mailer?.close();
    },
  };
};
