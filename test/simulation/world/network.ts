import { problemBody } from '@banso/server/http/problem.ts';
import type { Chance } from './chance.ts';
import type { Life } from './life.ts';
import type { Scheduler } from './scheduler.ts';
import type { Holder, ServerProcess, WireAnswer } from './servers.ts';
import type { Troubles } from './trouble.ts';

/** What came back, or null: nothing did in time. `body` is null where it was not JSON. */
export type Reply = WireAnswer | null;

export type NetworkPorts = {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly troubles: Troubles;
  /** Server processes that run now. */
  readonly servers: () => readonly ServerProcess[];
  readonly say: (line: string) => void;
};

export type Network = {
  readonly send: (from: Life, message: { path: string; body: unknown; holder: Holder }) => Promise<Reply>;
};

const TIMEOUT_MS = 120_000;

/** The way from devices to servers and back, with everything that mobile networks and hotels do to a message. */
export const newNetwork = ({ scheduler, chance, troubles, servers, say }: NetworkPorts): Network => {
  const travel = () =>
    scheduler.sleep(troubles.strikes('slow') ? chance.between(1_000, 90_000) : chance.between(20, 250));

  const deliver = async (text: string, path: string, holder: Holder): Promise<WireAnswer | null> => {
    await travel();
    const running = servers();
    if (running.length === 0) return null;
    const server = chance.pick(running);
    // A process that dies closes its connections; the proxy before it says so.
    const died = new Promise<WireAnswer>((resolve) => {
      server.life.whenOver(() => resolve({ status: 502, body: null }));
    });
    const answer = await Promise.race([server.handle(path, text, holder), died]);
    // What travels is text.
    return {
      ...answer,
      body: answer.body === null ? null : (JSON.parse(JSON.stringify(answer.body)) as unknown),
    };
  };

  const send: Network['send'] = async (from, { path, body, holder }) => {
    let text = JSON.stringify(body);
    const stopped = interference(troubles);
    if (stopped) {
      say(`${from.name} ${path} ${stopped.what}`);
      await travel();
      return stopped.reply;
    }
    if (troubles.strikes('requestCut')) {
      say(`${from.name} ${path} request cut`);
      text = text.slice(0, Math.floor(text.length * (troubles.has('requestCut')?.fraction() ?? 0)));
    }
    const session = troubles.strikes('signedOut') ? null : holder;
    if (troubles.strikes('duplicated')) {
      say(`${from.name} ${path} twice`);
      void deliver(text, path, session);
    }
    const answer = await deliver(text, path, session);
    await travel();
    if (troubles.strikes('answerLost')) {
      say(`${from.name} ${path} answer lost`);
      await scheduler.sleep(TIMEOUT_MS);
      return null;
    }
    if (answer && troubles.strikes('truncated')) {
      say(`${from.name} ${path} answer cut`);
      return { ...answer, body: null };
    }
    return answer;
  };

  return {
    send: (from, message) => {
      const timeout = new Promise<null>((resolve) => {
        scheduler.after(TIMEOUT_MS, () => resolve(null));
      });
      return from.through(() => Promise.race([send(from, message), timeout]));
    },
  };
};

/** Somebody on the way answers, or nobody does. */
const interference = (troubles: Troubles): { readonly what: string; readonly reply: Reply } | null => {
  if (troubles.strikes('requestLost')) return { what: 'lost', reply: null };
  if (troubles.strikes('captivePortal'))
    return { what: 'meets a sign-in page', reply: { status: 200, body: { ok: true } } };
  if (troubles.strikes('htmlPage')) return { what: 'meets a page', reply: { status: 200, body: null } };
  if (troubles.strikes('badGateway')) return { what: 'bad gateway', reply: { status: 502, body: null } };
  if (troubles.strikes('tooMany')) return { what: 'too many', reply: { status: 429, body: problemBody('too_many') } };
  if (troubles.strikes('tooLarge')) return { what: 'too large', reply: { status: 413, body: null } };
  return null;
};
