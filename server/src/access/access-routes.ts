import { accessQuerySchema, accessReportQuerySchema, accessReviewSchema } from '@banso/shared/protocol/access.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { type Context, Hono } from 'hono';
import type { SessionHolder } from '../auth/sessions.ts';
import { parsed } from '../http/parsed.ts';
import { readJson } from '../http/read-json.ts';
import type { Server } from '../server.ts';
import { reportOf, showAccesses, signOff } from './read-accesses.ts';

/** Who saw what: one's own, and for those who answer for it everybody's, with the month to sign off. */
export const accessRoutes = (server: Server, holderOf: (context: Context) => Promise<SessionHolder>): Hono => {
  const app = new Hono();
  app.get('/', async (context) => {
    const holder = await holderOf(context);
    return context.json(await showAccesses(server, holder, parsed(accessQuerySchema, context.req.query())));
  });
  app.get('/report', async (context) => {
    const holder = await holderOf(context);
    const { month } = parsed(accessReportQuerySchema, context.req.query());
    return context.json(await reportOf(server, holder, month));
  });
  app.post('/reviews', async (context) => {
    const holder = await holderOf(context);
    const { month, note } = await readJson(context, accessReviewSchema);
    await signOff(server, holder, { month, note: cleanText(note).trim() });
    return context.body(null, 204);
  });
  return app;
};
