import { Agent, createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fieldsOf, withFields } from './json-form.ts';

/** A form that a scanner finds and fills in; what it sends goes to the route as the JSON that the route reads. */
export type BridgedForm = {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
};

export type Failure = { readonly request: string; readonly body: string; readonly status: number | null };

/** What went through, counted here and not by the scanner or the server. */
export type Traffic = {
  readonly requests: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Answers of 500 and above, and requests that got none. */
  readonly failures: readonly Failure[];
};

export type Front = {
  readonly url: string;
  /** Counts from here on for this scanner. */
  readonly traffic: () => Traffic;
  readonly close: () => Promise<void>;
};

const BRIDGE = '/scan-form/';
const LONGEST_KEPT = 2_000;
const MOST_FAILURES_KEPT = 100;

/**
 * Stands between scanner and server on loopback: counts, gives a session to whoever brings none, and lets each request come
 * from another loopback address. The server counts wrong tries by address; behind one address a scanner would see nothing
 * but 429. What is counted by account or person is not got round.
 */
export const startFront = async ({
  target,
  cookie,
  forms,
}: {
  readonly target: string;
  readonly cookie: string;
  readonly forms: readonly BridgedForm[];
}): Promise<Front> => {
  const { hostname, port } = new URL(target);
  let requests = 0;
  const byStatus: Record<string, number> = {};
  const failures: Failure[] = [];
  const note = (request: string, body: Buffer, status: number | null) => {
    requests += 1;
    byStatus[status ?? 'none'] = (byStatus[status ?? 'none'] ?? 0) + 1;
    if ((status === null || status >= 500) && failures.length < MOST_FAILURES_KEPT)
      failures.push({ request, body: body.toString('utf8').slice(0, LONGEST_KEPT), status });
  };
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse, sent: Buffer) => {
    const { path, headers, body } = bridged(incoming, sent, forms);
    const options = {
      hostname,
      port,
      path,
      method: incoming.method,
      headers: { cookie, ...headers },
      agent: new Agent({ keepAlive: false }),
      ...(process.platform === 'linux' ? { localAddress: nextAddress(requests) } : {}),
    };
    const upstream = httpRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        note(`${incoming.method} ${path}`, body, response.statusCode ?? null);
        outgoing.writeHead(response.statusCode ?? 502, withoutLength(response.headers));
        outgoing.end(Buffer.concat(chunks));
      });
      // A stream of events never ends by itself.
      if (response.headers['content-type']?.startsWith('text/event-stream'))
        response.once('data', () => response.destroy());
      response.on('close', () => {
        if (!response.complete && !outgoing.headersSent) {
          note(`${incoming.method} ${path}`, body, response.statusCode ?? null);
          outgoing.writeHead(response.statusCode ?? 502, withoutLength(response.headers)).end();
        }
      });
    });
    upstream.on('error', () => {
      note(`${incoming.method} ${path}`, body, null);
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end();
    });
    upstream.end(body);
  };
  const server = createServer((incoming, outgoing) => {
    if (incoming.method === 'GET' && incoming.url === BRIDGE) {
      outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(formsPage(forms));
      return;
    }
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => pass(incoming, outgoing, Buffer.concat(chunks)));
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  // A TCP server's address has a port.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    traffic: () => ({ requests, byStatus: { ...byStatus }, failures: [...failures] }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** The address of the page with all forms, for a scanner that reads pages. */
export const formsAddress = (front: Pick<Front, 'url'>): string => `${front.url}${BRIDGE}`;

const bridged = (incoming: IncomingMessage, sent: Buffer, forms: readonly BridgedForm[]) => {
  const address = incoming.url ?? '/';
  const { 'content-length': _, ...headers } = incoming.headers;
  if (incoming.method !== 'POST' || !address.startsWith(BRIDGE)) return { path: address, headers, body: sent };
  const [place = '', query] = address.slice(BRIDGE.length).split('?', 2);
  const form = forms[Number(place)];
  if (!form) return { path: address, headers, body: sent };
  const body = Buffer.from(JSON.stringify(withFields(form.body, new URLSearchParams(sent.toString('utf8')))));
  const path = query === undefined ? form.path : `${form.path}?${query}`;
  return { path, headers: { ...headers, 'content-type': 'application/json' }, body };
};

const formsPage = (forms: readonly BridgedForm[]): string =>
  `<!doctype html><meta charset="utf-8"><title>forms</title>${forms
    .map(({ body }, place) => formOf(`${BRIDGE}${place}`, body))
    .join('')}`;

const formOf = (action: string, body: Readonly<Record<string, unknown>>): string =>
  `<form method="post" action="${action}">${fieldsOf(body)
    .map(([name, value]) => `<input name="${escaped(name)}" value="${escaped(value)}">`)
    .join('')}<button>send</button></form>`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);

const withoutLength = ({ 'content-length': _, 'transfer-encoding': __, ...headers }: IncomingMessage['headers']) =>
  headers;

/** Every address of the net 127/8 is this machine. */
const nextAddress = (n: number): string =>
  `127.${1 + (Math.floor(n / 62_500) % 250)}.${Math.floor(n / 250) % 250}.${1 + (n % 250)}`;
