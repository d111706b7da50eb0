import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { type OpenedSession, type Session, type SessionHolder, sessionOf } from './sessions.ts';

/**
 * Over HTTPS a name that browsers take from this host alone, whole and `Secure`: no neighbour on another host name can plant a
 * session of theirs. Over plain HTTP (a first try on localhost) browsers would refuse it.
 */
const cookieName = (secure: boolean): string => (secure ? '__Host-banso_session' : 'banso_session');

export type Sessions = {
  readonly tokenOf: (context: Context) => string | undefined;
  /** The session of this request, whole or not; gives the browser the token that follows. */
  readonly sessionOf: (context: Context) => Promise<Session | null>;
  /** The whole session of this request; null without one. */
  readonly wholeOf: (context: Context) => Promise<Session | null>;
  /** Throws `signed_out`. */
  readonly requireHolder: (context: Context) => Promise<SessionHolder>;
  readonly requireWhole: (context: Context) => Promise<Session>;
  /** Also a session that is only good for giving a second way. Throws `signed_out`. */
  readonly requireSession: (context: Context) => Promise<Session>;
  readonly give: (context: Context, opened: Pick<OpenedSession, 'token' | 'expiresAt'>) => void;
  readonly forget: (context: Context) => void;
};

/** Sessions as cookies of requests. Not readable by scripts, not sent from other sites. */
export const sessionCookies = (server: Server, { secure }: { readonly secure: boolean }): Sessions => {
  const name = cookieName(secure);
  const tokenOf: Sessions['tokenOf'] = (context) => getCookie(context, name);
  const give: Sessions['give'] = (context, { token, expiresAt }) =>
    setCookie(context, name, token, {
      httpOnly: true,
      sameSite: 'Strict',
      secure,
      path: '/',
      maxAge: Math.max(0, Math.floor((expiresAt.getTime() - server.clock.nowMs()) / 1000)),
    });
  const ofRequest: Sessions['sessionOf'] = async (context) => {
    const session = await sessionOf(server, tokenOf(context));
    if (session?.renewal) give(context, { token: session.renewal, expiresAt: session.expiresAt });
    return session;
  };
  const requireSession: Sessions['requireSession'] = async (context) => {
    const session = await ofRequest(context);
    if (!session) throw new Problem('signed_out');
    return session;
  };
  const requireWhole: Sessions['requireWhole'] = async (context) => {
    const session = await requireSession(context);
    if (!session.enough) throw new Problem('signed_out');
    return session;
  };
  return {
    tokenOf,
    sessionOf: ofRequest,
    wholeOf: async (context) => {
      const session = await ofRequest(context);
      return session?.enough ? session : null;
    },
    requireHolder: async (context) => holderIn(await requireWhole(context)),
    requireWhole,
    requireSession,
    give,
    forget: (context) => {
      deleteCookie(context, name, { path: '/', secure });
    },
  };
};

const holderIn = ({ id, tenant, person, device }: Session): SessionHolder => ({
  tenant,
  person,
  device: device ?? null,
  session: id,
});
