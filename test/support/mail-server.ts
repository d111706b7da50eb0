import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** One mail as it was handed over, decoded. */
export type ReceivedMail = {
  readonly to: readonly string[];
  readonly messageId: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
};

/**
 * - take: takes every mail
 * - refuse: no such receiver (550)
 * - later: come again (451)
 * - silent: takes the connection and never says a word
 * - mute: takes the whole mail and never says so
 */
export type MailManners = 'take' | 'refuse' | 'later' | 'silent' | 'mute';

/** A real little mail server on a port of its own. */
export type MailServer = {
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  behave: (manners: MailManners) => void;
  /** Each mail takes so long. */
  beSlow: (ms: number) => void;
  /** Resolves at the next connection. */
  readonly nextCaller: () => Promise<void>;
  /** Resolves when so many mails are there. */
  readonly arrived: (count: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export const startMailServer = async (): Promise<MailServer> => {
  const received: ReceivedMail[] = [];
  let manners: MailManners = 'take';
  let slowMs = 0;
  const waiting = new Set<() => void>();
  const callers = new Set<() => void>();
  const tell = (listeners: Set<() => void>) => {
    for (const heard of listeners) heard();
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onConnect: (_session, answer) => {
      tell(callers);
      if (manners !== 'silent') answer();
    },
    onRcptTo: (_address, _session, answer) => {
      if (manners === 'refuse') return answer(refusal(550, 'no such user'));
      if (manners === 'later') return answer(refusal(451, 'come again'));
      return answer();
    },
    onData: (stream, session, answer) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        setTimeout(() => {
          received.push({ to, ...decodeMail(Buffer.concat(chunks).toString('latin1')) });
          tell(waiting);
          if (manners !== 'mute') answer();
        }, slowMs);
      });
    },
  });
  // A caller that was killed in the middle is no error of this server.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const next = (listeners: Set<() => void>) =>
    new Promise<void>((resolve) => {
      const heard = () => {
        listeners.delete(heard);
        resolve();
      };
      listeners.add(heard);
    });
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    behave: (how) => {
      manners = how;
    },
    beSlow: (ms) => {
      slowMs = ms;
    },
    nextCaller: () => next(callers),
    arrived: async (count) => {
      while (received.length < count) await next(waiting);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
};

const refusal = (responseCode: number, words: string): Error => Object.assign(new Error(words), { responseCode });

/** Headers and text of a plain mail as our own server writes it: one part, base64 or quoted-printable. */
const decodeMail = (raw: string): Omit<ReceivedMail, 'to'> => {
  const end = raw.indexOf('\r\n\r\n');
  const headers = new Map(
    raw
      .slice(0, end)
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const body = raw.slice(end + 4);
  const encoding = headers.get('content-transfer-encoding');
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? unquoted(body.replace(/=\r\n/g, ''))
        : Buffer.from(body, 'latin1');
  return {
    messageId: headers.get('message-id') ?? '',
    from: decodedWords(headers.get('from') ?? ''),
    subject: decodedWords(headers.get('subject') ?? ''),
    text: bytes.toString('utf8').replaceAll('\r\n', '\n'),
  };
};

/** =?UTF-8?B?…?= and =?UTF-8?Q?…?=; white space between two of them does not count. */
const decodedWords = (header: string): string =>
  header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_all, form: string, text: string) =>
      (form.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : unquoted(text.replaceAll('_', ' '))).toString('utf8'),
    );

const unquoted = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
