import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../support/machine.ts';
import type { Target } from './targets.ts';

/** What a scanner says is wrong, in its own words. */
export type Finding = { readonly scanner: string; readonly where: string; readonly what: string };

type Scan = {
  readonly findings: readonly Finding[];
  readonly ended: 'by itself' | 'at the limit of time';
  /** Parts of it that its own limit of time ended. */
  readonly cutShort: number;
};

/** Names of programs this machine lacks, as Debian's packages are called, too. */
export const missingScanners = (): readonly string[] =>
  ['sqlmap', 'wapiti'].filter((name) => findProgram([name]) === undefined);

// What a route answers to what it does not take is no reason to leave it.
const ANSWERS = '400,401,403,404,409,410,413,415,422,429';

/** sqlmap on one request: every value of its body, or every marked place of its address. */
export const runSqlmap = async (
  target: Target,
  { url, folder, limitMs }: { readonly url: string; readonly folder: string; readonly limitMs: number },
): Promise<Scan> => {
  const own = join(folder, target.name.replace(/\W+/g, '-'));
  mkdirSync(own, { recursive: true });
  const request = join(own, 'request.txt');
  writeFileSync(request, requestText(target, url));
  const args = ['-r', request, '--batch', '--dbms=PostgreSQL', '--level=1', '--risk=1', '--technique=BEUST'].concat(
    ['--time-sec=2', '--timeout=20', '--retries=0', '--skip-waf', '--drop-set-cookie', '--disable-coloring'],
    ['--output-dir', own, `--ignore-code=${ANSWERS}`, '--flush-session', '--ignore-stdin', '-v', '1'],
  );
  const { said, ended } = await runLimited('sqlmap', args, limitMs);
  writeFileSync(join(own, 'said.txt'), said);
  const found = /identified the following injection point|is vulnerable|appears to be '.*' injectable/.exec(said);
  if (!/testing|tested|injectable|heuristic/.test(said))
    throw new Error(`sqlmap did not test ${target.name}: ${said.slice(-600)}`);
  return {
    ended,
    cutShort: ended === 'by itself' ? 0 : 1,
    findings: found ? [{ scanner: 'sqlmap', where: target.name, what: found[0] }] : [],
  };
};

/** Only what needs no listener in the internet. Not `backup`: it makes host names of ours with endings, and asks for those. */
const MODULES =
  'blindsql,cookieflags,crlf,csp,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss';

/** Reading pages takes no longer; what is left is the modules', with some room for what each begins before its end. */
const CRAWL_MS = 60_000;

/** wapiti on these addresses: it reads pages, follows links, fills forms. */
export const runWapiti = async (
  starts: readonly string[],
  { url, folder, limitMs }: { readonly url: string; readonly folder: string; readonly limitMs: number },
): Promise<Scan> => {
  mkdirSync(folder, { recursive: true });
  const report = join(folder, 'wapiti.json');
  const perModuleS = Math.floor((limitMs - CRAWL_MS) / 1000 / MODULES.split(',').length / 1.5);
  const args = ['-u', `${url}/`, '--scope', 'folder', '-m', MODULES, '-l', '2', '-f', 'json', '-o', report].concat(
    [
      '--max-attack-time',
      String(perModuleS),
      '--max-scan-time',
      String(CRAWL_MS / 1000),
      '--no-bugreport',
      '--flush-session',
    ],
    ['--store-session', folder, '--store-config', join(folder, 'config'), '--endpoint', url, '-t', '20', '-v', '1'],
    starts.flatMap((start) => ['-s', start]),
  );
  const { said, ended } = await runLimited('wapiti', args, limitMs);
  writeFileSync(join(folder, 'said.txt'), said);
  const wrote = existsSync(report) && statSync(report).size > 0;
  // A scan without a report has shown nothing: that is a finding, too.
  const findings = wrote
    ? wapitiFindings(readFileSync(report, 'utf8'))
    : [{ scanner: 'wapiti', where: url, what: `it wrote no report: ${said.slice(-300)}` }];
  const cutShort = said.split('Max attack time was reached').length - 1 + (ended === 'by itself' ? 0 : 1);
  return { ended, cutShort, findings };
};

type WapitiReport = Readonly<
  Record<
    'vulnerabilities' | 'anomalies',
    Readonly<Record<string, readonly { readonly method: string; readonly path: string; readonly info: string }[]>>
  >
>;

/** What a scanner says and is right as it is. */
const ANSWERED: readonly { readonly says: string; readonly why: string }[] = [
  {
    says: 'X-XSS-Protection is not set',
    why: 'browsers have taken that filter out; the value that this scanner wants opened holes of its own',
  },
];

const wapitiFindings = (json: string): readonly Finding[] => {
  // The report's shape is that of wapiti 3.
  const { vulnerabilities, anomalies } = JSON.parse(json) as WapitiReport;
  return [vulnerabilities, anomalies].flatMap((kinds) =>
    Object.entries(kinds).flatMap(([kind, found]) =>
      found
        .filter(({ info }) => !ANSWERED.some(({ says }) => info.includes(says)))
        .map(({ method, path, info }) => ({
          scanner: 'wapiti',
          where: `${method} ${path}`,
          what: `${kind}: ${info}`,
        })),
    ),
  );
};

const requestText = ({ method, address, body, session }: Target, url: string): string =>
  [
    `${method} ${address} HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    'Accept: application/json',
    `Cookie: ${session}`,
    ...(body === null ? [] : ['Content-Type: application/json', '', body]),
    ...(body === null ? ['', ''] : []),
  ].join('\n');

const runLimited = (
  program: string,
  args: readonly string[],
  limitMs: number,
): Promise<{ readonly said: string; readonly ended: Scan['ended'] }> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let ended: Scan['ended'] = 'by itself';
    const hear = (bytes: Buffer) => {
      said += bytes.toString('utf8');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const timer = setTimeout(() => {
      ended = 'at the limit of time';
      child.kill('SIGKILL');
    }, limitMs);
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      resolve({ said, ended });
    });
  });
