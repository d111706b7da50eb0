import { contentsRequestSchema, noticeWishSchema } from '@banso/shared/notice/notice.ts';
import { type Context, Hono } from 'hono';
import type { SessionHolder } from '../auth/sessions.ts';
import { readJson } from '../http/read-json.ts';
import type { Server } from '../server.ts';
import { changeNotice, listNotices, showContents } from './desk-notices.ts';

/** What the desk sees and does of the notices to companies. */
export const noticeRoutes = (server: Server, holderOf: (context: Context) => Promise<SessionHolder>): Hono => {
  const app = new Hono();
  app.get('/', async (context) => context.json({ notices: await listNotices(server, await holderOf(context)) }));
  app.post('/contents', async (context) => {
    const holder = await holderOf(context);
    const { ids } = await readJson(context, contentsRequestSchema);
    return context.json({ contents: await showContents(server, holder, ids) });
  });
  app.post('/:id', async (context) => {
    const holder = await holderOf(context);
    const { wish } = await readJson(context, noticeWishSchema);
    return context.json(await changeNotice(server, holder, { id: context.req.param('id'), wish }));
  });
  return app;
};
