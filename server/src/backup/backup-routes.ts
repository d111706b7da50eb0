import { type BackupsAnswer, endRestorationSchema } from '@banso/shared/protocol/backups.ts';
import { type Context, Hono } from 'hono';
import { readsAll } from '../access/read-accesses.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import type { Server } from '../server.ts';
import { backupRuns } from '../store/backup-rows.ts';
import { endRestoration, readRestoration } from './restoration.ts';

const SHOWN = 60;

/** The backup log, for those who answer for the office's data. Throws `not_found` for everybody else. */
export const backupRoutes = (server: Server, holderOf: (context: Context) => Promise<SessionHolder>): Hono => {
  const app = new Hono();
  app.get('/', async (context) => {
    const { tenant, person } = await holderOf(context);
    const nowMs = server.clock.nowMs();
    const { runs, restoration } = await server.store.read(tenant, async (tx) => {
      if (!(await readsAll(tx, { person, nowMs }))) throw new Problem('not_found');
      return { runs: await backupRuns(tx, SHOWN), restoration: await readRestoration(tx) };
    });
    const answer: BackupsAnswer = {
      runs: runs.map(({ at, ...run }) => ({ ...run, atMs: at.getTime() })),
      serverTimeMs: nowMs,
      restoration,
    };
    return context.json(answer);
  });
  app.post('/restoration/end', async (context) => {
    const holder = await holderOf(context);
    const { note } = await readJson(context, endRestorationSchema);
    await endRestoration(server, holder, note);
    return context.body(null, 204);
  });
  return app;
};
