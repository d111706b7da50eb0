import { once } from 'node:events';
import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Chance } from '../simulation/world/chance.ts';

/** What a mobile network does to a message, and how often. */
const USUAL = {
  requestLost: 0.05,
  requestCut: 0.03,
  answerLost: 0.06,
  answerCut: 0.03,
  duplicated: 0.06,
  delayed: 0.1,
} as const;

export type Fault = keyof typeof USUAL;

export type FaultProxy = {
  readonly url: string;
  /** How often each fault came. */
  readonly counts: Readonly<Record<Fault | 'passed', number>>;
  /** From now on faults strike. */
  readonly blow: () => void;
  /** From now on everything goes through again; resolves when nothing of what was sent twice is still under way. */
  readonly calm: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Answer = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer };

/** A proxy before several server processes; each message goes to one of them, with everything that can happen to it on its way. */
export const startFaultProxy = async (
  chance: Chance,
  servers: () => readonly { readonly url: string }[],
): Promise<FaultProxy> => {
  let calm = true;
  const counts: Record<Fault | 'passed', number> = {
    requestLost: 0,
    requestCut: 0,
    answerLost: 0,
    answerCut: 0,
    duplicated: 0,
    delayed: 0,
    passed: 0,
  };
  const underWay = new Set<Promise<unknown>>();
  const strikes = (fault: Fault): boolean => {
    const comes = chance.happens(USUAL[fault]) && !calm;
    if (comes) counts[fault] += 1;
    return comes;
  };
  const toOne = (incoming: IncomingMessage, body: Buffer, sent = body.length): Promise<Answer | null> => {
    const running = servers();
    if (running.length === 0) return Promise.resolve(null);
    const going = forward(chance.pick(running).url, { incoming, body, sent });
    underWay.add(going);
    return going.finally(() => underWay.delete(going));
  };

  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await bodyOf(incoming);
    if (strikes('requestLost')) return void outgoing.destroy();
    if (strikes('requestCut')) {
      await toOne(incoming, body, Math.floor(body.length * chance.fraction()));
      return void outgoing.destroy();
    }
    if (strikes('delayed')) await delay(chance.between(20, 1_500));
    if (strikes('duplicated')) void toOne(incoming, body);
    const answer = await toOne(incoming, body);
    if (!answer || strikes('answerLost')) return void outgoing.destroy();
    outgoing.writeHead(answer.status, { ...unframed(answer.headers), 'content-length': String(answer.body.length) });
    if (strikes('answerCut')) {
      outgoing.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => outgoing.destroy());
      return;
    }
    counts.passed += 1;
    outgoing.end(answer.body);
  };

  const proxy = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    counts,
    blow: () => {
      calm = false;
    },
    calm: async () => {
      calm = true;
      await Promise.allSettled(underWay);
    },
    close: async () => {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
};

/** Without what says where a message ends: that is said anew. */
const unframed = (headers: IncomingMessage['headers']): IncomingMessage['headers'] => {
  const { 'transfer-encoding': _encoding, connection: _connection, ...kept } = headers;
  return kept;
};

const bodyOf = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** The whole answer of this server; null when it dies before, or when only the beginning of the message was sent. */
const forward = (
  url: string,
  { incoming, body, sent }: { readonly incoming: IncomingMessage; readonly body: Buffer; readonly sent: number },
): Promise<Answer | null> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const headers = { ...unframed(incoming.headers), 'content-length': String(body.length) };
    const options = { hostname, port, path: incoming.url, method: incoming.method, headers, agent: false };
    const upstream = httpRequest(options, (response) => {
      bodyOf(response).then(
        (answer) => resolve({ status: response.statusCode ?? 502, headers: response.headers, body: answer }),
        () => resolve(null),
      );
    });
    upstream.on('error', () => resolve(null));
    if (sent === body.length) upstream.end(body);
    else upstream.write(body.subarray(0, sent), () => upstream.destroy());
  });

/** A slow way, not a wait for something to happen. */
const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
