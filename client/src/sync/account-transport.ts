import { PROBLEMS, type ProblemCode } from '@banso/shared/protocol/problems.ts';
import type { registerDeviceSchema, SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { signedInSchema } from '@banso/shared/protocol/sign-in.ts';
import { problemSchema } from '@banso/shared/protocol/sync.ts';
import * as v from 'valibot';

/** The server's answer, a problem of our catalogue, or nothing that came from our server. */
export type AccountAnswer<Answer> =
  | { readonly answer: Answer }
  | { readonly problem: ProblemCode }
  | { readonly unreachable: true };

/** Signing in and out, and this browser's registration as a device. Never throws. */
export type AccountTransport = {
  readonly signIn: (credential: string) => Promise<AccountAnswer<SignedIn>>;
  readonly me: () => Promise<AccountAnswer<SignedIn>>;
  readonly signOut: () => Promise<AccountAnswer<null>>;
  readonly registerDevice: (device: v.InferOutput<typeof registerDeviceSchema>) => Promise<AccountAnswer<null>>;
};

const TIMEOUT_MS = 30_000;

export const httpAccountTransport: AccountTransport = {
  signIn: (credential) => ask('/api/sign-in', { read: signedIn, body: { credential } }),
  me: () => ask('/api/me', { read: signedIn }),
  signOut: () => ask('/api/sign-out', { read: nothing, body: {} }),
  registerDevice: (device) => ask('/api/devices', { read: nothing, body: device }),
};

type Question<Answer> = {
  /** Undefined: not what our server says. */
  readonly read: (body: unknown) => Answer | undefined;
  /** With a body it is a POST. */
  readonly body?: object;
};

const signedIn = (body: unknown): SignedIn | undefined => {
  const parsed = v.safeParse(signedInSchema, body);
  return parsed.success ? parsed.output : undefined;
};

const nothing = (): null => null;

const ask = async <Answer>(path: string, { read, body }: Question<Answer>): Promise<AccountAnswer<Answer>> => {
  try {
    const response = await fetch(path, {
      ...(body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    const json: unknown = text === '' ? null : JSON.parse(text);
    if (!response.ok) return problemIn(json);
    const answer = read(json);
    return answer === undefined ? { unreachable: true } : { answer };
  } catch {
    return { unreachable: true };
  }
};

const problemIn = (json: unknown): { readonly problem: ProblemCode } | { readonly unreachable: true } => {
  const parsed = v.safeParse(problemSchema, json);
  if (!parsed.success) return { unreachable: true };
  const { code } = parsed.output;
  return { problem: isProblemCode(code) ? code : 'server_failed' };
};

/** A code of the catalogue this version knows. */
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code);
