import type { BackupsAnswer } from '@banso/shared/protocol/backups.ts';
import { type Context, Hono } from 'hono';
import { readsAll } from '../access/read-accesses.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { backupRuns } from '../store/backup-rows.ts';

const SHOWN = 60;

/** The backup log, for those who answer for the office's data. Throws `not_found` for everybody else. */
export const backupRoutes = (server: Server, holderOf: (context: Context) => Promise<SessionHolder>): Hono => {
  const app = new Hono();
  app.get('/', async (context) => {
    const { tenant, person } = await holderOf(context);
    const nowMs = server.clock.nowMs();
    const runs = await server.store.read(tenant, async (tx) => {
      if (!(await readsAll(tx, { person, nowMs }))) throw new Problem('not_found');
      return backupRuns(tx, SHOWN);
    });
    const answer: BackupsAnswer = {
      runs: runs.map(({ at, ...run }) => ({ ...run, atMs: at.getTime() })),
      serverTimeMs: nowMs,
    };
    return context.json(answer);
  });
  return app;
};
