import {
  firstStartRequestSchema,
  firstStartTokenSchema,
  mailCodeRequestSchema,
  mailRequestSchema,
  passkeyAnswerSchema,
  signInRequestSchema,
  totpRequestSchema,
} from '@banso/shared/protocol/sign-in.ts';
import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { type Context, Hono } from 'hono';
import { Problem } from '../http/problem.ts';
import { openRateLimit } from '../http/rate-limit.ts';
import { readJson } from '../http/read-json.ts';
import type { Mailer } from '../notices/mailer.ts';
import type { Server } from '../server.ts';
import { askedCookie } from './asked-cookie.ts';
import { openAttempts } from './attempts.ts';
import { beginFirstStart, openFirstOffice } from './first-start.ts';
import { mailSecondCode, mailSignInCode, showMailCode, signInByMail } from './mail-codes.ts';
import { beginPasskeySignIn, placeOf, signInByPasskey } from './passkeys.ts';
import type { Sessions } from './session-cookie.ts';
import { noteSignIn } from './sign-in-log.ts';
import { type OpenedSession, recordsOf, signIn, signOut, stepOf } from './sessions.ts';
import { showTotp } from './totp.ts';

export type SignInPorts = {
  readonly baseUrl: string;
  readonly callerOf: (context: Context) => string;
  readonly mailer: Mailer | null;
  readonly sessions: Sessions;
};

/** Sixty ceremonies a minute from one address: an office of many behind one line, and no flood of challenges. */
const CEREMONIES = { limit: 60, windowMs: 60_000 };

/** Every way in: by link or code, by passkey, by mail, and what comes second. */
export const signInRoutes = (server: Server, { baseUrl, callerOf, mailer, sessions }: SignInPorts): Hono => {
  const app = new Hono();
  const attempts = openAttempts();
  const ceremonies = openRateLimit(CEREMONIES);
  const ports = { mailer, baseUrl };
  const asked = askedCookie({ secure: baseUrl.startsWith('https:') });

  /** The session that was open in this browser ends: nobody would know of it any more. */
  const give = async (context: Context, opened: OpenedSession) => {
    const before = sessions.tokenOf(context);
    if (before) await signOut(server, before);
    sessions.give(context, opened);
    return context.json(opened.answer);
  };
  /** Counts what was wrong, by caller: links and codes name no account. */
  const counted = async <T>(context: Context, work: () => Promise<T>): Promise<T> => {
    const caller = callerOf(context);
    if (!attempts.allowed(caller, server.clock.nowMs())) throw new Problem('too_many');
    try {
      return await work();
    } catch (error) {
      if (error instanceof Problem) {
        attempts.failed(caller, server.clock.nowMs());
        await noteSignIn(server, 'sign_in_failed', { way: 'link', code: error.code });
      }
      throw error;
    }
  };

  app.post('/', async (context) => {
    const { credential, label = '' } = await readJson(context, signInRequestSchema);
    return give(context, await counted(context, () => signIn(server, credential, cleanText(label))));
  });

  /** What this server offers, and where a session that is not whole yet goes on after a reload. */
  app.get('/state', async (context) => {
    const session = await sessions.sessionOf(context);
    const canMail = mailer !== null;
    if (!session || session.enough) return context.json({ canMail, step: null });
    const { office, record } = await recordsOf(server, session);
    const step = await stepOf(server, { ...session, tenantName: office.name, name: record.name });
    return context.json({ canMail, step });
  });

  app.post('/passkey/options', async (context) => {
    if (!ceremonies.allows(callerOf(context), server.clock.nowMs())) throw new Problem('too_many');
    return context.json(await beginPasskeySignIn(server, placeOf(baseUrl, context.req.url)));
  });

  app.post('/passkey', async (context) => {
    const answer = await readJson(context, passkeyAnswerSchema);
    if (!ceremonies.allows(callerOf(context), server.clock.nowMs())) throw new Problem('too_many');
    return give(context, await signInByPasskey(server, { place: placeOf(baseUrl, context.req.url), ports, answer }));
  });

  app.post('/totp', async (context) => {
    const { code, label = '' } = await readJson(context, totpRequestSchema);
    const session = await sessions.requireSession(context);
    return give(context, await showTotp(server, session, { code, label, caller: callerOf(context) }));
  });

  app.post('/mail', async (context) => {
    const { email } = await readJson(context, mailRequestSchema);
    // The same for everybody: a cookie that came only where the address is known would tell so.
    const askedBy = bytesToBase64url(server.random(16));
    asked.give(context, askedBy);
    await mailSignInCode(server, ports, { email, caller: callerOf(context), askedBy });
    return context.body(null, 204);
  });

  app.post('/mail/code', async (context) => {
    const { email, code, label = '' } = await readJson(context, mailCodeRequestSchema);
    const typed = { email, code, label, caller: callerOf(context), askedBy: asked.by(context) };
    return give(context, await signInByMail(server, typed));
  });

  app.post('/second-mail', async (context) => {
    await mailSecondCode(server, ports, await sessions.requireSession(context));
    return context.body(null, 204);
  });

  app.post('/second-mail/code', async (context) => {
    const { code, label = '' } = await readJson(context, totpRequestSchema);
    const session = await sessions.requireSession(context);
    return give(context, await showMailCode(server, session, { code, label, caller: callerOf(context) }));
  });

  app.post('/first-start', async (context) => {
    const { token, label = '' } = await readJson(context, firstStartTokenSchema);
    const opened = await counted(context, () => beginFirstStart(server, { token, label }));
    return opened ? give(context, opened) : context.json({ step: 'names' });
  });

  app.post('/first-start/office', async (context) => {
    const { label = '', ...wish } = await readJson(context, firstStartRequestSchema);
    return give(context, await counted(context, () => openFirstOffice(server, { ...wish, label })));
  });

  return app;
};
