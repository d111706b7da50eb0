import { invite } from '@banso/server/auth/credentials.ts';
import type { Account, SignedIn, SignInStep } from '@banso/shared/protocol/sign-in.ts';
import { softwareAuthenticator, type SoftwareAuthenticator } from './software-authenticator.ts';
import { EXPERT, TENANT } from './test-office.ts';
import { BASE_URL, cookieOf, jsonPost, type TestServer } from './test-server.ts';

/** A browser of somebody who signs in: it keeps the cookie it was given. */
export type Visitor = {
  readonly post: (path: string, body?: object) => Promise<Response>;
  readonly get: (path: string) => Promise<Response>;
  readonly cookie: () => string;
  readonly useCookie: (cookie: string) => void;
  /** Posts, and throws unless it was answered with 2xx; the JSON, or null without one. */
  readonly ask: <Answer>(path: string, body?: object) => Promise<Answer>;
};

export const visitor = (office: TestServer, caller = 'home'): Visitor => {
  let cookie = '';
  const keep = (response: Response): Response => {
    if (response.headers.get('set-cookie')) cookie = cookieOf(response);
    return response;
  };
  const headers = () => ({ 'x-test-caller': caller, cookie });
  const post: Visitor['post'] = async (path, body = {}) => keep(await office.fetch(path, jsonPost(body, headers())));
  return {
    post,
    get: async (path) => keep(await office.fetch(path, { headers: headers() })),
    cookie: () => cookie,
    useCookie: (given) => {
      cookie = given;
    },
    ask: async <Answer>(path: string, body: object = {}) => {
      const response = await post(path, body);
      const text = await response.text();
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
      // The test says what it asked for.
      return (text === '' ? null : JSON.parse(text)) as Answer;
    },
  };
};

/** An office that is no sample: two ways are asked for. */
export const makeReal = async ({ server }: TestServer, tenant = TENANT): Promise<void> => {
  await server.store.pool.query('update tenant set sample = false where id = $1', [tenant]);
};

export const honest = { origin: BASE_URL, rpId: new URL(BASE_URL).hostname } as const;

/** Comes with a fresh link, and has shown nothing else. */
export const withLink = async (
  office: TestServer,
  person = EXPERT,
): Promise<Visitor & { readonly answer: SignedIn | SignInStep }> => {
  const { linkToken } = await invite(office.server, { tenant: TENANT, person });
  const guest = visitor(office);
  const answer = await guest.ask<SignedIn | SignInStep>('/api/sign-in', { credential: linkToken });
  return { ...guest, answer };
};

/** Makes a passkey in the session of this visitor. */
export const makePasskey = async (
  guest: Visitor,
  authenticator: SoftwareAuthenticator = softwareAuthenticator(honest),
): Promise<SoftwareAuthenticator> => {
  const options = await guest.ask<Parameters<SoftwareAuthenticator['make']>[0]>('/api/account/passkeys/options');
  await guest.ask('/api/account/passkeys', authenticator.make(options));
  return authenticator;
};

/** Somebody signed in with a link and a passkey of their own. */
export const withPasskey = async (office: TestServer, person = EXPERT) => {
  const guest = await withLink(office, person);
  const authenticator = await makePasskey(guest);
  return { guest, authenticator };
};

export const passkeySignIn = async (
  guest: Visitor,
  authenticator: SoftwareAuthenticator,
  lie?: Parameters<SoftwareAuthenticator['answer']>[1],
): Promise<Response> => {
  const options = await guest.ask<{ readonly challenge: string }>('/api/sign-in/passkey/options');
  return guest.post('/api/sign-in/passkey', authenticator.answer(options, lie));
};

/** The code of a problem, or the status of what went well. */
export const codeOf = async (response: Response): Promise<string | number> => {
  if (response.ok) return response.status;
  const { code } = (await response.json()) as { readonly code: string };
  return code;
};

export const accountOf = async (guest: Visitor): Promise<Account> =>
  (await (await guest.get('/api/account')).json()) as Account;
