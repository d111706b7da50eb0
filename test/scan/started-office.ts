import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createApp } from '@banso/server/app.ts';
import { addDevice } from '@banso/server/auth/devices.ts';
import { openSession, sessionOf } from '@banso/server/auth/sessions.ts';
import { declareDevice } from '@banso/server/device/declare-device.ts';
import { pageTokenOf } from '@banso/server/company-page/page-token.ts';
import { openServer } from '@banso/server/open-server.ts';
import { loadSample } from '@banso/server/sample/load-sample.ts';
import { SAMPLE_OFFICES } from '@banso/server/sample/sample-offices.ts';
import type { StoreOptions } from '@banso/server/store/open-store.ts';
import { partsOfAggregates } from '@banso/server/store/parts.ts';
import { builtForms } from '../support/built-forms.ts';
import { freePort } from '../support/find-postgres.ts';
import { newDevice } from '../support/test-device.ts';
import { SAMPLE_DECLARATION } from '../support/test-server.ts';

/** The sample office behind a server that was started as `npm start` starts it. */
export type StartedOffice = {
  readonly url: string;
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  readonly tenant: string;
  readonly expert: string;
  readonly administrator: string;
  readonly engagement: string;
  readonly visit: string;
  readonly pageToken: string;
  /** A whole session of this person that nobody has used yet. Throws when all of them were given away. */
  readonly newSession: (person: 'expert' | 'administrator') => string;
  /** How the server ended by itself, or by a hand that was not ours; null while it lives. */
  readonly ended: () => string | null;
  /** Lines of the server's log so far. */
  readonly logLines: () => readonly string[];
  /** Ends the server as an operator does, and answers what `refold` says of what is left. */
  readonly stop: () => Promise<{ readonly code: number | null; readonly said: string }>;
};

/** `smtpUrl`: a mail server of the scan's own, that takes every mail and passes none on. */
type OfficePlace = StoreOptions & { readonly keyFile: string; readonly smtpUrl: string };

/** As in production: cookies are `Secure` and answers ask for HTTPS. The scanners come by the counting front. */
const BASE_URL = 'https://banso.example';
const SESSIONS = 120;

/** Loads the sample into this empty place, opens sessions for the scanners, and starts the built server on it. */
export const startOffice = async (place: OfficePlace): Promise<StartedOffice> => {
  const prepared = await prepare(place);
  const builtDir = place.pgliteDir ?? '';
  const port = await freePort();
  const environment = {
    PATH: process.env['PATH'],
    PORT: String(port),
    HOST: '127.0.0.1',
    SAMPLE: 'auto',
    BASE_URL,
    DATA_DIR: place.dataDir,
    KEY_FILE: place.keyFile,
    SMTP_URL: place.smtpUrl,
    MAIL_FROM: 'banso@office.example',
    ...(place.databaseUrl === undefined ? {} : { DATABASE_URL: place.databaseUrl }),
    BANSO_CLIENT_DIR: process.env['BANSO_CLIENT_DIR'],
    BANSO_MIGRATIONS_DIR: place.migrationsDir,
    BANSO_FORMS_DIR: builtForms,
    BANSO_PGLITE_DIR: builtDir,
  };
  const main = join(builtDir, 'main.js');
  const child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  while (!said.includes('開始しました')) {
    if (child.exitCode !== null) throw new Error(`the server did not start: ${said}${log}`);
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  }
  const given = { expert: 0, administrator: 0 };
  return {
    ...prepared,
    url: `http://127.0.0.1:${port}`,
    newSession: (person) => {
      const session = prepared.sessions[person][given[person]++];
      if (session === undefined) throw new Error(`no session of ${person} is left`);
      return session;
    },
    ended: () =>
      child.exitCode === null && child.signalCode === null ? null : (child.signalCode ?? `code ${child.exitCode}`),
    logLines: () => log.split('\n').filter((line) => line !== ''),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      const refolding = spawn(process.execPath, [main, 'refold'], {
        env: environment,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let answer = '';
      refolding.stdout.setEncoding('utf8').on('data', (text: string) => {
        answer += text;
      });
      await once(refolding, 'close');
      return { code: refolding.exitCode, said: answer.trim() };
    },
  };
};

/** Everything that needs the server's own keys and store, before the server that is scanned has them. */
const prepare = async (place: OfficePlace) => {
  const clock = { nowMs: () => Date.now() };
  const server = await openServer({ ...place, formsDir: builtForms, clock, log: () => {} });
  try {
    const { tenant, people } = SAMPLE_OFFICES.fukuoka;
    await loadSample(server);
    const engagement = 'sample-engagement-1';
    const parts = await server.store.read(tenant, (tx) =>
      partsOfAggregates(tx, [{ kind: 'engagement', id: engagement }]),
    );
    const visit = parts.find(({ part }) => part.startsWith('visit/'))?.part.slice('visit/'.length);
    if (visit === undefined) throw new Error('the sample has no visit');
    const sessionsOf = async (person: string): Promise<readonly string[]> => {
      const tokens: string[] = [];
      // Every session belongs to one declared device: what scanners could read must be within their reach.
      const { id: device, publicKey } = newDevice({ tenant, person, nowMs: clock.nowMs });
      for (let n = 0; n < SESSIONS; n += 1) {
        const { token } = await openSession(server, { tenant, person, ways: ['passkey'], label: 'scan' });
        const session = await sessionOf(server, token);
        if (!session) throw new Error('a session that was just opened is not there');
        const holder = { tenant, person, device, session: session.id };
        await addDevice(server, holder, { device, publicKey, label: 'scan', appVersion: 'scan' });
        if (n === 0) await declareDevice(server, holder, { device, declaration: SAMPLE_DECLARATION });
        tokens.push(token);
      }
      return tokens;
    };
    const { routes } = createApp(server, { baseUrl: BASE_URL, callerOf: () => 'none' });
    return {
      tenant,
      expert: people.expert.id,
      administrator: people.administrator.id,
      engagement,
      visit,
      pageToken: pageTokenOf(server.serverKey, { tenant, engagement, linkNumber: 0 }),
      routes: routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => ({ method, path })),
      sessions: {
        expert: await sessionsOf(people.expert.id),
        administrator: await sessionsOf(people.administrator.id),
      },
    };
  } finally {
    await server.close();
  }
};
