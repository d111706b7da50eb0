import {
  mailRequestSchema,
  newPasskeySchema,
  passkeyAnswerSchema,
  totpRequestSchema,
} from '@banso/shared/protocol/sign-in.ts';
import { type Context, Hono } from 'hono';
import { readJson } from '../http/read-json.ts';
import type { Server } from '../server.ts';
import { dropMail, dropPasskey, dropTotp, endOtherSessions, endOwnSession, showAccount } from './account.ts';
import { beginMail, confirmMail } from './mail-codes.ts';
import { addPasskey, beginPasskey, beginProof, placeOf } from './passkeys.ts';
import { proofState, proveByPasskey, proveByTotp, requireProof } from './proof.ts';
import { type OpenedSession, recordsOf, type Session } from './sessions.ts';
import type { SignInPorts } from './sign-in-routes.ts';
import { beginTotp, confirmTotp } from './totp.ts';

/** The person's own ways to sign in, and their sessions. */
export const accountRoutes = (server: Server, { baseUrl, callerOf, mailer, sessions }: SignInPorts): Hono => {
  const app = new Hono();
  const ports = { mailer, baseUrl };
  /** What made a half session whole answers like a sign-in; otherwise there is nothing to say. */
  const done = (context: Context, opened: OpenedSession | null) => {
    if (!opened) return context.body(null, 204);
    sessions.give(context, opened);
    return context.json(opened.answer);
  };

  /**
   * Ways in, and sessions elsewhere, are changed only after one was shown anew: whoever finds an open screen could make themselves at
   * home in it. What was begun after a proof may be finished: its challenge, secret or code is known to nobody else. A half session
   * has shown what it has a moment ago.
   */
  const changing = async (context: Context): Promise<Session> => {
    const session = await sessions.requireSession(context);
    if (session.enough) await requireProof(server, session);
    return session;
  };
  const changingWhole = async (context: Context): Promise<Session> => {
    const session = await sessions.requireWhole(context);
    await requireProof(server, session);
    return session;
  };

  app.get('/', async (context) => {
    const session = await sessions.requireWhole(context);
    return context.json(await showAccount(server, session, { canMail: mailer !== null }));
  });

  app.get('/proof', async (context) => context.json(await proofState(server, await sessions.requireWhole(context))));

  app.post('/proof/passkey/options', async (context) => {
    const session = await sessions.requireWhole(context);
    return context.json(await beginProof(server, session, placeOf(baseUrl, context.req.url)));
  });

  app.post('/proof/passkey', async (context) => {
    const session = await sessions.requireWhole(context);
    const answer = await readJson(context, passkeyAnswerSchema);
    await proveByPasskey(server, session, { place: placeOf(baseUrl, context.req.url), ports, answer });
    return context.body(null, 204);
  });

  app.post('/proof/totp', async (context) => {
    const session = await sessions.requireWhole(context);
    const { code } = await readJson(context, totpRequestSchema);
    await proveByTotp(server, session, { code, caller: callerOf(context) });
    return context.body(null, 204);
  });

  app.post('/passkeys/options', async (context) => {
    const session = await changing(context);
    const { record, office } = await recordsOf(server, session);
    const name = `${record.name}（${office.name}）`;
    return context.json(await beginPasskey(server, session, placeOf(baseUrl, context.req.url), name));
  });

  app.post('/passkeys', async (context) => {
    const session = await sessions.requireSession(context);
    const made = await readJson(context, newPasskeySchema);
    return done(context, await addPasskey(server, session, placeOf(baseUrl, context.req.url), made));
  });

  app.post('/passkeys/:id/remove', async (context) => {
    await dropPasskey(server, await changingWhole(context), context.req.param('id'));
    return context.body(null, 204);
  });

  app.post('/totp/begin', async (context) => context.json(await beginTotp(server, await changing(context))));

  app.post('/totp', async (context) => {
    const session = await sessions.requireSession(context);
    const { code, label = '' } = await readJson(context, totpRequestSchema);
    return done(context, await confirmTotp(server, session, { code, label, caller: callerOf(context) }));
  });

  app.post('/totp/remove', async (context) => {
    await dropTotp(server, await changingWhole(context));
    return context.body(null, 204);
  });

  app.post('/mail/begin', async (context) => {
    const session = await changingWhole(context);
    const { email } = await readJson(context, mailRequestSchema);
    await beginMail(server, ports, session, email);
    return context.body(null, 204);
  });

  app.post('/mail', async (context) => {
    const session = await sessions.requireWhole(context);
    const { code } = await readJson(context, totpRequestSchema);
    await confirmMail(server, session, { code, caller: callerOf(context) });
    return context.body(null, 204);
  });

  app.post('/mail/remove', async (context) => {
    await dropMail(server, await changingWhole(context));
    return context.body(null, 204);
  });

  app.post('/sessions/:id/end', async (context) => {
    await endOwnSession(server, await changingWhole(context), context.req.param('id'));
    return context.body(null, 204);
  });

  app.post('/sessions/end-others', async (context) => {
    await endOtherSessions(server, await changingWhole(context));
    return context.body(null, 204);
  });

  return app;
};
