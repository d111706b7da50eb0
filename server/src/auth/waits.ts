import { createHash } from 'node:crypto';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import type { PersonKey } from '../store/sessions.ts';
import { beginTry, forgetFailures, type WaitLimits } from '../store/sign-in-waits.ts';
import { noteSignIn } from './sign-in-log.ts';

/** A few slips are free; then one caller waits longer and longer for this account, up to a quarter of an hour. */
const PAIR: WaitLimits = { freeTries: 5, mostSeconds: 15 * 60 };
/** All callers together: guessing from a thousand addresses is slow, and the person themselves waits a minute at most. */
const ACCOUNT: WaitLimits = { freeTries: 50, mostSeconds: 60 };

export type Guess = PersonKey & { readonly caller: string; readonly way: string };

/**
 * One try at a number that could be guessed. `attempt` answers undefined when it was wrong. Throws `wait` without trying, or
 * `wrong_number`. A passkey cannot be guessed and never waits: no stranger locks a person out.
 */
export const guarded = async <T>(
  server: Server,
  { tenant, person, caller, way }: Guess,
  attempt: () => Promise<T | undefined>,
): Promise<T> => {
  const now = new Date(server.clock.nowMs());
  const pair = subjectOf(tenant, person, caller);
  const account = subjectOf(tenant, person);
  const until = await server.store.door(
    async (tx) =>
      (await beginTry(tx, { subject: pair, now, limits: PAIR })) ??
      (await beginTry(tx, { subject: account, now, limits: ACCOUNT })),
  );
  if (until) {
    await noteSignIn(server, 'sign_in_must_wait', { tenant, person, way });
    throw new Problem('wait', waitWords(until.getTime() - now.getTime()));
  }
  const answer = await attempt();
  if (answer === undefined) {
    await noteSignIn(server, 'sign_in_failed', { tenant, person, way });
    throw new Problem('wrong_number');
  }
  await server.store.door(async (tx) => {
    await forgetFailures(tx, pair);
    await forgetFailures(tx, account);
  });
  return answer;
};

/** Counts against a caller alone, where no account is named. Throws `wait`. */
export const countCaller = async (
  server: Server,
  purpose: string,
  caller: string,
  limits: WaitLimits,
): Promise<void> => {
  const now = new Date(server.clock.nowMs());
  const until = await server.store.door((tx) => beginTry(tx, { subject: subjectOf(purpose, caller), now, limits }));
  if (until) throw new Problem('wait', waitWords(until.getTime() - now.getTime()));
};

const waitWords = (ms: number): string => {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 60
    ? `あと${seconds}秒待ってから、もう一度お試しください。`
    : `あと${Math.ceil(seconds / 60)}分待ってから、もう一度お試しください。`;
};

const subjectOf = (...words: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(words)).digest('hex');
