import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findPdfTools } from './find-pdf-tools.ts';

const run = promisify(execFile);

export type TimeAuthority = {
  readonly url: string;
  /** Whether this token is the authority's word about these bytes, by OpenSSL. */
  readonly vouchesFor: (token: Uint8Array, bytes: Uint8Array) => Promise<boolean>;
  /** From now on every request is answered like this, instead of with a token. */
  readonly answerInstead: (answer: (response: ServerResponse) => void) => void;
  readonly asked: () => number;
  /** The last answer that brought a token, whole. */
  readonly lastReply: () => Buffer;
  readonly close: () => Promise<void>;
};

/** A time-stamping authority (RFC 3161) of OpenSSL on a port of this machine, with a certificate of its own (サンプル). */
export const startTimeAuthority = async (): Promise<TimeAuthority> => {
  const { openssl } = await findPdfTools();
  const folder = mkdtempSync(join(tmpdir(), 'banso-tsa-'));
  const file = (name: string) => join(folder, name);
  writeFileSync(file('serial'), '01\n');
  writeFileSync(file('tsa.cnf'), SETTINGS(folder));
  const subject = ['-subj', '/CN=Banso Sample TSA', '-addext', 'extendedKeyUsage=critical,timeStamping'];
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', file('key.pem')];
  await run(openssl, ['req', '-x509', ...key, '-out', file('tsa.pem'), '-days', '2', ...subject]);
  let count = 0;
  let instead: ((response: ServerResponse) => void) | null = null;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    count += 1;
    const query = Buffer.concat((await request.toArray()) as readonly Buffer[]);
    if (instead) return instead(response);
    writeFileSync(file('query'), query);
    await run(openssl, [
      'ts',
      '-reply',
      '-config',
      file('tsa.cnf'),
      '-queryfile',
      file('query'),
      '-out',
      file('reply'),
    ]);
    return response.setHeader('content-type', 'application/timestamp-reply').end(readFileSync(file('reply')));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a port has one.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    vouchesFor: async (token, bytes) => {
      writeFileSync(file('token'), token);
      writeFileSync(file('data'), bytes);
      const given = ['-in', file('token'), '-token_in', '-data', file('data'), '-CAfile', file('tsa.pem')];
      return run(openssl, ['ts', '-verify', ...given]).then(
        () => true,
        () => false,
      );
    },
    answerInstead: (next) => {
      instead = next;
    },
    asked: () => count,
    lastReply: () => readFileSync(file('reply')),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const SETTINGS = (folder: string): string =>
  [
    '[tsa]',
    'default_tsa = sample',
    '[sample]',
    `dir = ${folder}`,
    'serial = $dir/serial',
    'crypto_device = builtin',
    'signer_cert = $dir/tsa.pem',
    'signer_key = $dir/key.pem',
    'signer_digest = sha256',
    'default_policy = 1.2.3.4.1',
    'digests = sha256',
    'accuracy = secs:1',
    'ess_cert_id_chain = no',
    'ess_cert_id_alg = sha256',
    '',
  ].join('\n');
