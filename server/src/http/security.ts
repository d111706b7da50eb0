import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Log } from '../server.ts';
import { Problem, problemResponse } from './problem.ts';

/** Strict: nothing inline, nothing from elsewhere. Google fonts, analytics or a pasted script simply do not run. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  // Said although `default-src` covers it: who checks a policy looks for it by name.
  "object-src 'none'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  // Text never becomes code or markup. The one policy lets our own worker's address through (client/src/pwa/worker-url.ts).
  "require-trusted-types-for 'script'",
  'trusted-types banso-worker',
].join('; ');

/** Headers on every answer. */
export const securityHeaders =
  ({ secure }: { readonly secure: boolean }): MiddlewareHandler =>
  async (context, next) => {
    await next();
    const { headers } = context.res;
    headers.set('content-security-policy', POLICY);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('x-frame-options', 'DENY');
    headers.set('referrer-policy', 'no-referrer');
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('cross-origin-resource-policy', 'same-origin');
    headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(self), payment=()');
    if (secure) headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
    const kept = headers.get('cache-control');
    const mayBeKept = kept !== null && (kept.includes('no-store') || !context.req.path.startsWith('/api/'));
    if (!mayBeKept) headers.set('cache-control', 'no-store');
  };

const REFUSED = new Set([400, 401, 403, 404, 413, 429]);

/** Every refused request of the API in the log, so that whoever tries doors is seen: which route, not which record. */
export const noteRefusals =
  (log: Log): MiddlewareHandler =>
  async (context, next) => {
    await next();
    const { status } = context.res;
    if (!REFUSED.has(status)) return;
    const route = matchedRoutes(context).findLast(({ path }) => !path.endsWith('*'))?.path ?? 'none';
    log({ event: 'request_refused', status, method: context.req.method, route });
  };

/** A page of another site cannot make a signed-in browser write: SameSite=Strict, and the Origin must be ours. */
export const refuseForeignOrigin =
  (baseUrl: string): MiddlewareHandler =>
  async (context, next) => {
    const origin = context.req.header('origin');
    const own = [new URL(baseUrl).origin, new URL(context.req.url).origin];
    const host = context.req.header('host');
    const sameHost = origin !== undefined && host !== undefined && origin.replace(/^https?:\/\//, '') === host;
    if (context.req.method !== 'GET' && origin !== undefined && !own.includes(origin) && !sameHost) {
      return problemResponse('wrong_origin');
    }
    await next();
    return undefined;
  };

// Hono decodes what it can of an address and leaves the rest as it stands.
const UNREADABLE = /[\p{Cc}\p{Cs}]/u;

/** An address with control characters or half letters names nothing of ours, and no database takes it: 400, whatever the route. */
export const refuseUnreadableAddress: MiddlewareHandler = async (context, next) => {
  const { pathname, searchParams } = new URL(context.req.url);
  const said = [decoded(pathname), ...[...searchParams].flat()];
  if (said.some((text) => text === null || UNREADABLE.test(text))) throw new Problem('malformed_request');
  await next();
};

const decoded = (path: string): string | null => {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
};
