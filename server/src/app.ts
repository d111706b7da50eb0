import { verificationRequestSchema, voucherRequestSchema } from '@banso/shared/protocol/verification.ts';
import { MAX_REQUEST_BYTES } from '@banso/shared/protocol/sync.ts';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import { openAttempts } from './auth/attempts.ts';
import { accessRoutes } from './access/access-routes.ts';
import { accountRoutes } from './auth/account-routes.ts';
import { placeOf } from './auth/passkeys.ts';
import { sessionCookies } from './auth/session-cookie.ts';
import { describeHolder, signOut } from './auth/sessions.ts';
import { signInRoutes } from './auth/sign-in-routes.ts';
import { deviceRoutes } from './device/device-routes.ts';
import { requireReader } from './device/may-read.ts';
import { giveExport } from './export/give-export.ts';
import { givePapers } from './export/give-papers.ts';
import { givePaper } from './forms/give-paper.ts';
import { giveWordCopy } from './forms/give-word-copy.ts';
import { guestRoutes } from './guest/guest-routes.ts';
import { verifyPaper } from './forms/verify-paper.ts';
import { verifyVoucher } from './company-page/verify-voucher.ts';
import { blobRoutes } from './blobs/blob-routes.ts';
import { backupRoutes } from './backup/backup-routes.ts';
import { companyRoutes } from './company-page/company-routes.ts';
import { attachedFile, inlineFile } from './http/inline-file.ts';
import { Problem, problemPage, problemResponse } from './http/problem.ts';
import { openRateLimit } from './http/rate-limit.ts';
import { openTrafficLimits } from './http/traffic-limits.ts';
import { readJson } from './http/read-json.ts';
import { webStreamOf } from './http/web-stream.ts';
import { zippedJson } from './http/zipped-json.ts';
import { noteRefusals, refuseForeignOrigin, refuseUnreadableAddress, securityHeaders } from './http/security.ts';
import type { Mailer } from './notices/mailer.ts';
import { noticeRoutes } from './notices/notice-routes.ts';
import { showCode } from './office/show-code.ts';
import { peopleRoutes } from './people/people-routes.ts';
import { paymentRoutes } from './payment/payment-routes.ts';
import type { Server } from './server.ts';
import { answerSync, readSyncRequest } from './sync/sync-route.ts';

export type AppOptions = {
  /** Where people reach the app; cookies are `Secure` when it is https. */
  readonly baseUrl: string;
  /** The caller's address behind a proxy or none, for counting failed sign-ins. */
  readonly callerOf: (context: Context) => string;
  /** Sends sign-in codes; without it the other ways are left. */
  readonly mailer?: Mailer | null;
};

const HEARTBEAT_MS = 15_000;
/** Each prints and signs every paper of an engagement. */
const EXPORTS_A_MINUTE = 6;

/** All routes under /api: parse, authorise, call, answer. */
export const createApp = (server: Server, { baseUrl, callerOf, mailer = null }: AppOptions): Hono => {
  const app = new Hono();
  const verifications = openAttempts();
  const exports = openRateLimit({ limit: EXPORTS_A_MINUTE, windowMs: 60_000 });
  const limits = openTrafficLimits();
  const limit = (what: Parameters<typeof limits>[0], who: string) => limits(what, who, server.clock.nowMs());
  const secure = baseUrl.startsWith('https:');
  const sessions = sessionCookies(server, { secure });
  const requireHolder = sessions.requireHolder;
  const signInPorts = { baseUrl, callerOf, mailer, sessions };

  app.use(securityHeaders({ secure }));
  app.use('/api/*', noteRefusals(server.log));
  app.use('/api/*', refuseForeignOrigin(baseUrl));
  app.use('/api/*', refuseUnreadableAddress);
  app.use('/api/*', bodyLimit({ maxSize: MAX_REQUEST_BYTES, onError: () => problemResponse('too_large') }));

  app.get('/api/health', async (context) => {
    await server.store.door((tx) => tx.selectFrom('tenant').select('id').limit(1).execute());
    return context.json({ ok: true });
  });

  /** What tells of people and companies is given to sessions on devices that may read. */
  const reader = async (context: Context) => requireReader(server, await requireHolder(context));

  app.route('/api/sign-in', signInRoutes(server, signInPorts));
  app.route('/api/account', accountRoutes(server, signInPorts));

  app.route(
    '/api/people',
    peopleRoutes(server, { holderOf: reader, sessionOf: sessions.requireWhole, mailer, baseUrl }),
  );

  app.post('/api/sign-out', async (context) => {
    const token = sessions.tokenOf(context);
    if (token) await signOut(server, token);
    sessions.forget(context);
    return context.body(null, 204);
  });

  app.get('/api/me', async (context) => context.json(await describeHolder(server, await requireHolder(context))));

  app.route('/api/devices', deviceRoutes(server, requireHolder, reader));

  app.post('/api/sync', async (context) => {
    // By what nobody else can use up: a device's name can be said by anybody. Before anything is unpacked.
    const session = await sessions.wholeOf(context);
    limit('sync', session ? `${session.tenant}/${session.person}` : callerOf(context));
    const body = new Uint8Array(await context.req.arrayBuffer());
    const request = await readSyncRequest(body, context.req.header('content-encoding'));
    const at = { place: placeOf(baseUrl, context.req.url), baseUrl };
    return zippedJson(context, await answerSync(server, request, session, at));
  });

  app.post('/api/engagements/:engagement/visits/:visit/confirmation-code', async (context) => {
    const who = await reader(context);
    return context.json({ code: await showCode(server, who, context.req.param()) });
  });

  app.route('/api/accesses', accessRoutes(server, reader));
  app.route('/api/backups', backupRoutes(server, reader));
  app.route('/api/company', companyRoutes(server, callerOf));
  app.route('/api/guest', guestRoutes(server, callerOf));
  app.route('/api/notices', noticeRoutes(server, reader));
  app.route('/api/payments', paymentRoutes(server, { readerOf: reader, sessionOf: sessions.requireWhole, baseUrl }));

  app.get('/api/live', async (context) => {
    const who = await requireHolder(context);
    limit('live', `${who.tenant}/${who.person}`);
    return streamSSE(context, async (stream) => {
      const stop = server.listen(who.tenant, (head) => void stream.writeSSE({ data: JSON.stringify({ head }) }));
      stream.onAbort(stop);
      while (!stream.aborted) {
        await stream.writeSSE({ event: 'heartbeat', data: '' });
        await stream.sleep(HEARTBEAT_MS);
      }
    });
  });

  app.get('/api/forms/:form/:engagement/:file{.+\\.pdf}', async (context) => {
    const who = await reader(context);
    limit('papers', `${who.tenant}/${who.person}`);
    const { form, engagement, file } = context.req.param();
    const { pdf, fileName } = await givePaper(server, who, {
      form,
      engagement,
      subject: file.replace(/\.pdf$/, ''),
      baseUrl,
    });
    return context.body(pdf, 200, {
      'content-type': 'application/pdf',
      'content-disposition': inlineFile(`${fileName}.pdf`),
      'cache-control': 'private, no-store',
    });
  });

  app.get('/api/papers/:of{engagement|programme}/:file{.+\\.zip}', async (context) => {
    const holder = await reader(context);
    if (!exports.allows(`${holder.tenant}/${holder.person}`, server.clock.nowMs())) throw new Problem('too_many');
    const { of, file } = context.req.param();
    const { zip, fileName } = await givePapers(server, holder, {
      of: of === 'programme' ? 'programme' : 'engagement',
      id: file.replace(/\.zip$/, ''),
      baseUrl,
    });
    return context.body(webStreamOf(zip), 200, {
      'content-type': 'application/zip',
      'content-disposition': attachedFile(fileName),
      'cache-control': 'private, no-store',
    });
  });

  app.get('/api/exports/:file{.+\\.zip}', async (context) => {
    const holder = await reader(context);
    if (!exports.allows(`${holder.tenant}/${holder.person}`, server.clock.nowMs())) throw new Problem('too_many');
    const engagement = context.req.param('file').replace(/\.zip$/, '');
    const { zip, fileName } = await giveExport(server, holder, { engagement, baseUrl });
    return context.body(webStreamOf(zip), 200, {
      'content-type': 'application/zip',
      'content-disposition': attachedFile(fileName),
      'cache-control': 'private, no-store',
    });
  });

  app.get('/api/forms/:form/:engagement/:file{.+\\.docx}', async (context) => {
    const holder = await reader(context);
    const { form, engagement, file } = context.req.param();
    const { docx, fileName } = await giveWordCopy(server, holder, {
      form,
      engagement,
      subject: file.replace(/\.docx$/, ''),
      baseUrl,
    });
    return context.body(docx, 200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'content-disposition': attachedFile(`${fileName}.docx`),
      'cache-control': 'private, no-store',
    });
  });

  /** Anybody may ask, and nobody may guess. */
  const answerAnybody = async <Answer extends { readonly result: string }>(
    context: Context,
    find: () => Promise<Answer>,
  ) => {
    const caller = callerOf(context);
    if (!verifications.allowed(caller, server.clock.nowMs())) throw new Problem('too_many');
    const answer = await find();
    if (answer.result === 'unknown') verifications.failed(caller, server.clock.nowMs());
    return context.json(answer);
  };
  app.post('/api/verify', async (context) => {
    const request = await readJson(context, verificationRequestSchema);
    return answerAnybody(context, () => verifyPaper(server, { ...request, baseUrl }));
  });
  app.post('/api/verify/confirmation', async (context) => {
    const { voucher } = await readJson(context, voucherRequestSchema);
    return answerAnybody(context, () => verifyVoucher(server, voucher));
  });
  app.route(
    '/api/blobs',
    blobRoutes(server, { requireHolder: reader, heard: (context) => limit('pieces', callerOf(context)) }),
  );

  app.all('/api/*', () => problemResponse('not_found'));
  app.onError((error, context) => answerError(server, error, context));
  return app;
};

/** The one place where anything thrown becomes problem JSON. Bugs are logged by name, never with data. */
const answerError = (server: Server, error: Error, context: Context): Response => {
  const opened = context.req.header('accept')?.includes('text/html') ?? false;
  const answer = opened ? problemPage : problemResponse;
  if (error instanceof Problem) {
    const response = answer(error.code, error.about);
    // Whole seconds, and none too few: RFC 9110.
    if (error.retryAfterMs !== null) response.headers.set('retry-after', String(Math.ceil(error.retryAfterMs / 1_000)));
    return response;
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  server.log({ event: 'request_failed', error: error.name, code });
  return answer(code !== null && /^(08|53|57|ECONN)/.test(code) ? 'unavailable' : 'server_failed');
};
