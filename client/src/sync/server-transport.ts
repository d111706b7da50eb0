import { PROBLEMS, type ProblemCode } from '@banso/shared/protocol/problems.ts';
import { problemSchema } from '@banso/shared/protocol/sync.ts';
import * as v from 'valibot';

/** The server's answer, a problem of our catalogue, or nothing that came from our server. */
export type ServerAnswer<Answer> =
  | { readonly answer: Answer }
  | {
      readonly problem: ProblemCode /** What to do in this very case, where the server says more than the catalogue. */;
      readonly detail?: string;
    }
  | { readonly unreachable: true };

const TIMEOUT_MS = 30_000;

export type Question<Answer> = {
  /** Undefined: not what our server says. */
  readonly read: (body: unknown) => Answer | undefined;
  /** With a body it is a POST. */
  readonly body?: object;
};

/** One question to our server beside the sync. Never throws. */
export const ask = async <Answer>(path: string, { read, body }: Question<Answer>): Promise<ServerAnswer<Answer>> => {
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

const problemIn = (json: unknown): Exclude<ServerAnswer<never>, { readonly answer: never }> => {
  const parsed = v.safeParse(problemSchema, json);
  if (!parsed.success) return { unreachable: true };
  const { code, detail } = parsed.output;
  if (!isProblemCode(code)) return { problem: 'server_failed' };
  return { problem: code, ...(detail === undefined ? {} : { detail }) };
};

/** A code of the catalogue this version knows. */
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code);

/** Given in seconds by our server and by proxies before it; a date, which depends on this device's clock, is passed over. */
export const retryAfterOf = ({ headers }: Response): { readonly retryAfterMs?: number } => {
  const seconds = /^\d{1,6}$/.exec(headers.get('retry-after') ?? '')?.[0];
  return seconds === undefined ? {} : { retryAfterMs: Number(seconds) * 1_000 };
};

/** No proxy keeps evidence on a phone for a day. */
export const LONGEST_QUIET_MS = 10 * 60_000;
