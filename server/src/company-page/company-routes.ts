import { objectionRequestSchema, pageRequestSchema } from '@banso/shared/protocol/company-page.ts';
import { type Context, Hono } from 'hono';
import { Problem } from '../http/problem.ts';
import { openRateLimit } from '../http/rate-limit.ts';
import { readJson } from '../http/read-json.ts';
import type { Server } from '../server.ts';
import { recordObjection, showPage } from './open-page.ts';

const MINUTE_MS = 60_000;

/** The company's own page: no account, no cookie; whoever has the link has the page. */
export const companyRoutes = (server: Server, callerOf: (context: Context) => string): Hono => {
  const app = new Hono();
  const calls = openRateLimit({ limit: 120, windowMs: MINUTE_MS });
  const objections = openRateLimit({ limit: 10, windowMs: 10 * MINUTE_MS });

  app.use(async (context, next) => {
    if (!calls.allows(callerOf(context), server.clock.nowMs())) throw new Problem('too_many');
    await next();
  });

  app.post('/page', async (context) => {
    const { token } = await readJson(context, pageRequestSchema);
    return context.json(await showPage(server, token));
  });

  app.post('/objections', async (context) => {
    const request = await readJson(context, objectionRequestSchema);
    // By the link, not by the caller: behind a proxy all callers are one.
    if (!objections.allows(request.token, server.clock.nowMs())) throw new Problem('too_many');
    return context.json(await recordObjection(server, request));
  });
  return app;
};
