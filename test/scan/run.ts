import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rightBodies } from '../fixtures/right-bodies.ts';
import { builtFolder } from '../bench/built-folder.ts';
import { startPostgres } from '../support/find-postgres.ts';
import { startMailServer } from '../support/mail-server.ts';
import { inviteGuest } from '../support/guest-phone.ts';
import { newDevice } from '../support/test-device.ts';
import { register, syncRequest } from '../support/test-server.ts';
import { type BridgedForm, formsAddress, startFront, type Traffic } from './front.ts';
import { type Finding, missingScanners, runSqlmap, runWapiti } from './scanners.ts';
import { type StartedOffice, startOffice } from './started-office.ts';
import { addressOf, targetsOf } from './targets.ts';

type Database = 'pglite' | 'postgres';

type Result = {
  readonly database: Database;
  readonly scanner: string;
  readonly targets: number;
  readonly cutShort: number;
  readonly traffic: Traffic;
  readonly findings: readonly Finding[];
  readonly seconds: number;
};

const SQLMAP_LIMIT_MS = 90_000;
const WAPITI_LIMIT_MS = 12 * 60_000;
const SESSION_COOKIE = '__Host-banso_session';

const output = fileURLToPath(new URL('../output/scan', import.meta.url));

/** Two scanners that others wrote, on a started server with the sample; answers 1 when anything was found or failed. */
const run = async (): Promise<number> => {
  const missing = missingScanners();
  if (missing.length > 0) {
    console.error(
      `Missing: ${missing.join(', ')}. Install them, on Debian: apt-get install -y --no-install-recommends sqlmap wapiti`,
    );
    return 1;
  }
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const wanted = (['pglite', 'postgres'] as const).filter((name) => isWanted('--database', name));
  const results: Result[] = [];
  const problems: string[] = [];
  for (const database of wanted) {
    const done = await scan(database);
    results.push(...done.results);
    problems.push(...done.problems);
  }
  report(results, problems);
  return results.every(({ findings, traffic }) => findings.length + traffic.failures.length === 0) &&
    problems.length === 0
    ? 0
    : 1;
};

/** `--database postgres`, `--scanner sqlmap`: only these; without, all. */
const isWanted = (option: string, name: string): boolean => {
  const said = process.argv.flatMap((argument, at) => (argument === option ? [process.argv[at + 1]] : []));
  return said.length === 0 || said.includes(name);
};

const scan = async (
  database: Database,
): Promise<{ readonly results: readonly Result[]; readonly problems: readonly string[] }> => {
  const folder = mkdtempSync(join(tmpdir(), 'banso-scan-'));
  const postgres = database === 'postgres' ? await startPostgres() : null;
  const mails = await startMailServer();
  try {
    const office = await startOffice({
      dataDir: join(folder, 'data'),
      keyFile: join(folder, 'keys', 'key-file'),
      smtpUrl: mails.url,
      migrationsDir: builtFolder('BANSO_MIGRATIONS_DIR'),
      pgliteDir: builtFolder('BANSO_PGLITE_DIR'),
      ...(postgres === null ? {} : { databaseUrl: postgres.url }),
    });
    const results = await scanned(database, office).catch(async (error: unknown) => {
      await office.stop();
      throw error;
    });
    const log = office.logLines();
    writeFileSync(join(output, `${database}-server.log`), log.join('\n'));
    const ended = office.ended();
    const { code, said } = await office.stop();
    const failed = log.filter((line) => line.includes('request_failed'));
    return {
      results,
      problems: [
        ...(ended === null ? [] : [`${database}: the server ended while it was scanned: ${ended}`]),
        ...failed.slice(0, 10).map((line) => `${database}: the server's log: ${line}`),
        ...(code === 0 ? [] : [`${database}: refold says after the scan: ${said}`]),
      ],
    };
  } finally {
    await mails.stop();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

const scanned = async (database: Database, office: StartedOffice): Promise<readonly Result[]> => {
  const bodies = await bodiesOf(office);
  return [
    ...(isWanted('--scanner', 'sqlmap') ? [shown(await withSqlmap(database, office, bodies))] : []),
    ...(isWanted('--scanner', 'wapiti') ? [shown(await withWapiti(database, office, bodies))] : []),
  ];
};

/** Right requests of a phone that the server knows, about the sample's own records. */
const bodiesOf = async (office: StartedOffice): Promise<Readonly<Record<string, unknown>>> => {
  const { tenant, expert, engagement, visit, pageToken } = office;
  const device = newDevice({ tenant, person: expert, nowMs: () => Date.now() });
  const cookie = `${SESSION_COOKIE}=${office.newSession('expert')}`;
  const fetchHere = (path: string, init: RequestInit) => fetch(`${office.url}${path}`, init);
  await register(fetchHere, device, cookie);
  const guestToken = inviteGuest(device, visit, engagement).token;
  const pushed = await fetchHere('/api/sync', {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(syncRequest(device, { push: device.push() })),
  });
  if (pushed.status !== 200) throw new Error(`the scan's own phone was not heard: ${pushed.status}`);
  return rightBodies({ device, engagement, visit, pageToken, guestToken });
};

const withSqlmap = async (
  database: Database,
  office: StartedOffice,
  bodies: Readonly<Record<string, unknown>>,
): Promise<Result> => {
  const startedMs = Date.now();
  const targets = targetsOf(office, bodies).map((target) => ({
    ...target,
    session: `${SESSION_COOKIE}=${target.session}`,
  }));
  const front = await startFront({ target: office.url, cookie: '', forms: [] });
  const findings: Finding[] = [];
  let cutShort = 0;
  try {
    for (const target of targets) {
      const before = front.traffic().requests;
      const {
        findings: found,
        ended,
        cutShort: cut,
      } = await runSqlmap(target, {
        url: front.url,
        folder: join(output, `${database}-sqlmap`),
        limitMs: SQLMAP_LIMIT_MS,
      });
      cutShort += cut;
      findings.push(...found);
      console.log(
        `${database} sqlmap ${target.name}: ${front.traffic().requests - before} requests, ${found.length} findings, ended ${ended}`,
      );
    }
    const seconds = Math.round((Date.now() - startedMs) / 1000);
    return {
      database,
      scanner: 'sqlmap',
      targets: targets.length,
      cutShort,
      traffic: front.traffic(),
      findings,
      seconds,
    };
  } finally {
    await front.close();
  }
};

/** What would end the scanner's own session. */
const ENDS_SESSIONS = ['/api/sign-out', '/api/account/sessions/end-others'];

const withWapiti = async (
  database: Database,
  office: StartedOffice,
  bodies: Readonly<Record<string, unknown>>,
): Promise<Result> => {
  const startedMs = Date.now();
  const forms = Object.entries(bodies).flatMap(([path, body]): readonly BridgedForm[] =>
    typeof body === 'object' && body !== null && Object.keys(body).length > 0 && !ENDS_SESSIONS.includes(path)
      ? // Every body of ours that is an object has names.
        [{ path: addressOf(path, office), body: body as Readonly<Record<string, unknown>> }]
      : [],
  );
  const cookie = `${SESSION_COOKIE}=${office.newSession('administrator')}`;
  const front = await startFront({ target: office.url, cookie, forms });
  try {
    const reads = targetsOf(office, bodies).filter(({ method }) => method === 'GET');
    const starts = [formsAddress(front), ...reads.map(({ address }) => `${front.url}${address.replaceAll('*', '')}`)];
    const { findings, cutShort } = await runWapiti(starts, {
      url: front.url,
      folder: join(output, `${database}-wapiti`),
      limitMs: WAPITI_LIMIT_MS,
    });
    const seconds = Math.round((Date.now() - startedMs) / 1000);
    return {
      database,
      scanner: 'wapiti',
      targets: forms.length + starts.length - 1,
      cutShort,
      traffic: front.traffic(),
      findings,
      seconds,
    };
  } finally {
    await front.close();
  }
};

/** Prints what a scanner came to as soon as it has ended: the next may take a while. */
const shown = (result: Result): Result => {
  const { database, scanner, targets, cutShort, traffic, findings, seconds } = result;
  const statuses = Object.entries(traffic.byStatus).map(([status, count]) => `${status}: ${count}`);
  console.log(`\n${scanner} on ${database}: ${targets} targets, ${traffic.requests} requests in ${seconds} s`);
  console.log(`  answers: ${statuses.join(', ')}`);
  console.log(`  failures (5xx or none): ${traffic.failures.length}, findings: ${findings.length}`);
  console.log(`  parts cut short by their limit of time: ${cutShort}`);
  for (const { where, what } of findings) console.log(`  ✗ ${where}: ${what}`);
  for (const { status, request, body } of traffic.failures.slice(0, 10))
    console.log(`  ✗ ${status ?? 'no answer'}: ${request.slice(0, 200)} ${body.slice(0, 200)}`);
  return result;
};

const report = (results: readonly Result[], problems: readonly string[]): void => {
  writeFileSync(join(output, 'results.json'), `${JSON.stringify({ results, problems }, null, 2)}\n`);
  for (const problem of problems) console.log(`✗ ${problem}`);
  console.log('\nAlso in test/output/scan: requests, reports and the words of each scanner.');
};

process.exitCode = await run();
