import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openServer } from '@banso/server/open-server.ts';
import { builtForms } from './built-forms.ts';
import { digestOfFiles, templateFolder } from './templates.ts';

type BansoServer = Awaited<ReturnType<typeof openServer>>;

/** Who can sign in to the sample, as the server's announcement names them. */
export type SamplePerson =
  | '青柳 由美子'
  | '大庭 光'
  | '桐野 誠'
  | '中原 さとみ'
  | '室見 千春'
  | '河原 徹'
  | '足立 こずえ'
  | '宮脇 諭'
  | '生田 みずほ';

/** The built server as a process of its own, on one port and one data folder for all of its lives. */
export type AppServer = {
  readonly url: string;
  /** A link that works once; every start of the server makes new ones. */
  readonly linkOf: (person: SamplePerson) => string;
  readonly codeOf: (person: SamplePerson) => string;
  /** What the console has said in this life. */
  readonly said: () => string;
  /** Runs a command of the product on the stopped server's folder; answers what it says. */
  readonly run: (...args: readonly string[]) => Promise<string>;
  /** The stopped server's database is lost, and put back from the newest backup of it. */
  readonly restore: () => Promise<string>;
  /** Opens the stopped server's folder and does something to its records; `later` as with `start`. */
  readonly prepare: (work: (server: BansoServer) => Promise<void>, later?: Later) => Promise<void>;
  /** Ends it as an operator does (SIGTERM) and waits for its end. */
  readonly stop: () => Promise<void>;
  /** Ends it as a power cut does (SIGKILL). */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same port and folder; `later`: as if so many minutes more had passed. */
  readonly start: (later?: Later) => Promise<void>;
  /** Kills what is left and removes the folder. */
  readonly close: () => Promise<void>;
};

type Later = { readonly minutes: number };

/** What lies apart from the database. */
const KEPT: readonly string[] = ['keys', 'backups', 'backup-keys'];

type Life = { readonly process: ChildProcess; readonly url: string; readonly said: string };

export type AppServerOptions = { readonly smtpUrl?: string; readonly sample?: 'auto' | 'off' };

/**
 * Starts the server with the sample in its first hour, or on an empty folder. Throws with the server's own words when it does
 * not come up.
 */
export const startAppServer = async ({ smtpUrl, sample = 'auto' }: AppServerOptions = {}): Promise<AppServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'banso-e2e-'));
  if (sample === 'auto') cpSync(await sampleFolder(), folder, { recursive: true });
  const mail = smtpUrl === undefined ? {} : { SMTP_URL: smtpUrl, MAIL_FROM: 'banso@office.example' };
  const settings = { ...mail, SAMPLE: sample };
  let life = await live({ folder, port: '0', settings });
  const { url } = life;
  const end = async (signal: NodeJS.Signals) => {
    if (life.process.exitCode !== null || life.process.signalCode !== null) return;
    const ended = once(life.process, 'exit');
    life.process.kill(signal);
    await ended;
  };
  const run: AppServer['run'] = async (...args) => {
    const child = startProcess({ folder, port: new URL(url).port, settings }, args);
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await once(child, 'close');
    return said;
  };
  return {
    url,
    linkOf: (person) => invitationOf(life.said, person).link,
    codeOf: (person) => invitationOf(life.said, person).code,
    said: () => life.said,
    run,
    restore: () => {
      const backups = join(folder, 'backups');
      const [newest = ''] = readdirSync(backups).toSorted().toReversed();
      for (const entry of readdirSync(folder))
        if (!KEPT.includes(entry)) rmSync(join(folder, entry), { recursive: true, force: true });
      return run('restore', '--backup', join(backups, newest));
    },
    prepare: async (work, later = { minutes: 0 }) => {
      const { BANSO_PGLITE_DIR: pgliteDir, BANSO_MIGRATIONS_DIR: migrationsDir } = buildEnvironment();
      const keyFile = join(folder, 'keys', 'key-file');
      const server = await openServer({
        dataDir: folder,
        migrationsDir,
        pgliteDir,
        keyFile,
        formsDir: builtForms,
        clock: { nowMs: () => Date.now() + later.minutes * 60_000 },
        log: () => {},
      });
      try {
        await work(server);
      } finally {
        await server.close();
      }
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    start: async (later) => {
      life = await live({ folder, port: new URL(url).port, settings, later });
    },
    close: async () => {
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = (path: string): string => join(root, path);

/** `npm test` sets the folders of the build; a test run by hand takes those of this checkout. */
const buildEnvironment = () => ({
  BANSO_CLIENT_DIR: process.env.BANSO_CLIENT_DIR ?? built('client/dist'),
  BANSO_MIGRATIONS_DIR: process.env.BANSO_MIGRATIONS_DIR ?? built('server/dist/migrations'),
  BANSO_FORMS_DIR: builtForms,
  BANSO_PGLITE_DIR: process.env.BANSO_PGLITE_DIR ?? built('server/dist'),
});

/** The folder after the first start of this very build: the sample is dated around that hour. */
const sampleFolder = (): Promise<string> => {
  const { BANSO_PGLITE_DIR: dist, BANSO_MIGRATIONS_DIR: migrations } = buildEnvironment();
  const build = `${digestOfFiles(dist, ['main.js'])}-${digestOfFiles(migrations)}`;
  return templateFolder({ kind: 'sample', of: `${new Date().toISOString().slice(0, 13)}-${build}` }, async (folder) => {
    const { process: first } = await live({ folder, port: '0', settings: { SAMPLE: 'auto' } });
    const ended = once(first, 'exit');
    first.kill('SIGTERM');
    await ended;
  });
};

type LiveOptions = {
  readonly folder: string;
  readonly port: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly later?: Later | undefined;
};

const startProcess = ({ folder, port, settings, later }: LiveOptions, args: readonly string[]) => {
  const build = buildEnvironment();
  // The test runner has a BASE_URL of its own.
  const { BASE_URL: _, ...machine } = process.env;
  const clock = later ? ['--import', clockAhead(later.minutes)] : [];
  return spawn(process.execPath, [...clock, join(build.BANSO_PGLITE_DIR, 'main.js'), ...args], {
    env: { ...machine, ...build, ...settings, PORT: port, HOST: '127.0.0.1', DATA_DIR: folder, BACKUP_HOURS: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
};

/** The machine's clock as the process reads it, so many minutes on. */
const clockAhead = (minutes: number): string =>
  `data:text/javascript,const now = Date.now; Date.now = () => now() + ${minutes} * 60000;`;

const live = ({ settings, ...options }: LiveOptions): Promise<Life> =>
  new Promise((resolve, reject) => {
    const child = startProcess({ settings, ...options }, []);
    let said = '';
    let log = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = /(http:\/\/\S+) で開始しました/.exec(said)?.[1];
      // The blank line after the last invitation, or after the first link, ends the announcement.
      const end = settings['SAMPLE'] === 'off' ? /\n\n$/ : /コード \S+\n\n$/;
      if (url !== undefined && end.test(said)) resolve({ process: child, url, said });
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}${log}`)));
  });

const invitationOf = (said: string, person: SamplePerson): { readonly link: string; readonly code: string } => {
  const found = new RegExp(`${person}\\n +リンク (\\S+)\\n +コード (\\S+)`).exec(said);
  if (!found?.[1] || !found[2]) throw new Error(`The server offered no link for ${person}: ${said}`);
  return { link: found[1], code: found[2] };
};
