import { guestConfirmRequestSchema, guestPageRequestSchema } from '@banso/shared/protocol/guest.ts';
import { type Context, Hono } from 'hono';
import { Problem } from '../http/problem.ts';
import { openRateLimit } from '../http/rate-limit.ts';
import { readJson } from '../http/read-json.ts';
import type { Server } from '../server.ts';
import { confirmAsGuest, showGuestPage } from './guest-page.ts';

const MINUTE_MS = 60_000;

/** A company's own device, opened by the link that the expert's phone showed: no account, no cookie, one confirmation. */
export const guestRoutes = (server: Server, callerOf: (context: Context) => string): Hono => {
  const app = new Hono();
  // A page that waits asks twelve times a minute; behind a proxy all callers may be one.
  const calls = openRateLimit({ limit: 600, windowMs: MINUTE_MS });
  const looks = openRateLimit({ limit: 60, windowMs: MINUTE_MS });
  // A code has a million values: nobody gets through them.
  const confirmations = openRateLimit({ limit: 10, windowMs: 10 * MINUTE_MS });

  app.use(async (context, next) => {
    if (!calls.allows(callerOf(context), server.clock.nowMs())) throw new Problem('too_many');
    await next();
  });

  app.post('/page', async (context) => {
    const { token } = await readJson(context, guestPageRequestSchema);
    if (!looks.allows(token, server.clock.nowMs())) throw new Problem('too_many');
    return context.json(await showGuestPage(server, token));
  });

  app.post('/confirm', async (context) => {
    const request = await readJson(context, guestConfirmRequestSchema);
    if (!confirmations.allows(request.token, server.clock.nowMs())) throw new Problem('too_many');
    return context.json(await confirmAsGuest(server, request));
  });
  return app;
};
