import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

/** How long a number in a mail counts; the browser that asked for it is known as long. */
export const MAIL_CODE_MS = 10 * 60 * 1000;

/** Which browser asked for a number by mail, before anybody is signed in. */
export type Asked = {
  /** From now on this browser is known by `secret`. */
  readonly give: (context: Context, secret: string) => void;
  /** Empty where this browser asked for nothing. */
  readonly by: (context: Context) => string;
};

/**
 * A number counts only in the browser that asked for it: whoever hears it on the phone, or reads it over a shoulder, has no use for
 * it. Not readable by scripts, not sent from other sites, gone after ten minutes.
 */
export const askedCookie = ({ secure }: { readonly secure: boolean }): Asked => {
  const name = secure ? '__Host-banso_asked' : 'banso_asked';
  return {
    give: (context, secret) =>
      setCookie(context, name, secret, {
        httpOnly: true,
        sameSite: 'Strict',
        secure,
        path: '/',
        maxAge: MAIL_CODE_MS / 1000,
      }),
    by: (context) => getCookie(context, name) ?? '',
  };
};
