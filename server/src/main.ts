import { existsSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { compress } from 'hono/compress';
import { createApp } from './app.ts';
import { administratorLinkCommand, isWaitingForAdministrator } from './administrator-link-command.ts';
import { firstStartLink } from './auth/first-start.ts';
import { backupCommand, restoreCommand } from './backup/backup-commands.ts';
import { runBackups } from './backup/run-backups.ts';
import { certificateCommand } from './certificate-command.ts';
import { type Config, readConfig } from './config.ts';
import { exportCommand } from './export-command.ts';
import { callerAddress } from './http/caller.ts';
import { staticFiles } from './http/static-files.ts';
import { openMailer } from './notices/mailer.ts';
import { type RunningNotices, runNotices } from './notices/run-notices.ts';
import { openServer } from './open-server.ts';
import { refold } from './refold.ts';
import { rekeyCommand } from './rekey-command.ts';
import { loadSample } from './sample/load-sample.ts';
import { unfinishedKeyFile } from './seal/exchange-key-file.ts';
import { readKeyFile } from './seal/key-file.ts';
import type { Log, Server } from './server.ts';
import { FolderInUse } from './store/folder-lock.ts';

const log: Log = (line) => process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);

const main = async (): Promise<number | null> => {
  const read = readConfig(process.env);
  if ('wrong' in read)
    return say(`設定に誤りがあります: ${read.wrong.join(', ')}（README の「設定」の表をご覧ください）`);
  const { config } = read;
  try {
    if (process.argv[2] === 'rekey') return saidBy(await rekeyCommand(config, runtime));
    if (existsSync(unfinishedKeyFile(config.keyFile)))
      return say('鍵ファイルの取り替えが途中です。npm run rekey を、もう一度実行してください。');
    if (process.argv[2] === 'refold') return await runRefold(config);
    if (process.argv[2] === 'certificate') return await runCertificate(config);
    if (process.argv[2] === 'export') return await runExport(config);
    if (process.argv[2] === 'backup') return saidBy(await backupCommand(config, runtime));
    if (process.argv[2] === 'restore') return saidBy(await restoreCommand(config, runtime, process.argv.slice(3)));
    if (process.argv[2] === 'administrator-link') return await runAdministratorLink(config);
    await runServer(config);
    return null;
  } catch (error) {
    if (error instanceof FolderInUse) return say(error.message);
    throw error;
  }
};

const runtime = { clock: { nowMs: () => Date.now() }, log };
const open = (config: Config) => openServer({ ...config, ...runtime });

const runServer = async (config: Config): Promise<void> => {
  const server = await open(config);
  const mailer = config.mail && openMailer({ ...config.mail, limitMs: MAIL_LIMIT_MS });
  const options = {
    mailer,
    baseUrl: config.baseUrl ?? `http://localhost:${config.port}`,
    callerOf: (context: Parameters<typeof getConnInfo>[0]) =>
      callerAddress({
        proxies: config.proxies,
        socket: getConnInfo(context).remote.address,
        forwardedFor: context.req.header('x-forwarded-for'),
      }),
  };
  const app = createApp(server, options);
  app.get('*', compress(), staticFiles(config.clientDir));
  let notices: RunningNotices | undefined;
  const backups = runBackups(server, { ...config, keyFile: readKeyFile(config.keyFile), hours: config.backupHours });
  const http = serve({ fetch: app.fetch, port: config.port, hostname: config.host }, ({ port }) => {
    const url = config.baseUrl ?? `http://localhost:${port}`;
    notices = runNotices(server, { mailer, baseUrl: url, leaseMs: MAIL_LEASE_MS });
    void announce({ server, config, url });
  });
  const end = async () => {
    await notices?.stop();
    await backups.stop();
    await server.close();
  };
  const stop = () => {
    http.close(() => void end().then(() => process.exit(0)));
    // Streams to open screens never end by themselves.
    if ('closeAllConnections' in http) setTimeout(() => http.closeAllConnections(), 500).unref();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
};

/** A mail server may take ten minutes to say that it took a mail (RFC 5321, 4.5.3.2.6); the lease outlasts the try. */
const MAIL_LIMIT_MS = 11 * 60_000;
const MAIL_LEASE_MS = 15 * 60_000;

const announce = async ({
  server,
  config,
  url,
}: {
  readonly server: Awaited<ReturnType<typeof open>>;
  readonly config: Config;
  readonly url: string;
}): Promise<void> => {
  const invitations = config.sample ? await loadSample(server) : [];
  process.stdout.write(`\n伴走 Banso を ${url} で開始しました。\n`);
  if (config.mail && config.baseUrl === null)
    process.stdout.write(
      `会社へのメールのリンクは ${url} になります。BASE_URL に、会社から開けるアドレスを設定してください。\n`,
    );
  if (!config.sample) await announceFirstStart(server, url);
  if (invitations.length > 0)
    process.stdout.write('\nサンプルの利用者（リンクとコードは、どちらも一度だけ使えます）\n');
  for (const { who, linkToken, code } of invitations) {
    process.stdout.write(`\n  ${who}\n    リンク ${url}/sign-in#${linkToken}\n    コード ${code}\n`);
  }
  process.stdout.write('\n');
};

/** Once in the life of a server without an office. Whoever reads the console may open it. */
const announceFirstStart = async (server: Server, url: string): Promise<void> => {
  const token = await firstStartLink(server);
  if (token !== null) process.stdout.write(firstStartWords(`${url}/sign-in#${token}`));
  else if (await isWaitingForAdministrator(server))
    process.stdout.write(
      '\n最初の管理者は、まだ登録されていません。リンクは前に一度表示しました。\nなくしたときは、サーバーを止めて npm run administrator-link を実行してください。\n',
    );
};

const firstStartWords = (link: string): string =>
  `\n最初の管理者の方は、24時間以内に、次のリンクをブラウザーで開いてください（このリンクは二度と表示しません）\n\n    ${link}\n`;

const runAdministratorLink = async (config: Config): Promise<number> => {
  const server = await open(config);
  const url = config.baseUrl ?? `http://localhost:${config.port}`;
  const said = await administratorLinkCommand(server, url, process.argv.slice(3));
  await server.close();
  return saidBy(said);
};

const runRefold = async (config: Config): Promise<number> => {
  const server = await open(config);
  const problems = await refold(server);
  await server.close();
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  return say(
    problems.length === 0 ? '記録と台帳は一致しています。' : `${problems.length}件の不一致があります。`,
    problems.length === 0 ? 0 : 1,
  );
};

const runCertificate = async (config: Config): Promise<number> => {
  const server = await open(config);
  const said = await certificateCommand(server, process.argv.slice(3));
  await server.close();
  return saidBy(said);
};

const runExport = async (config: Config): Promise<number> => {
  const server = await open(config);
  const baseUrl = config.baseUrl ?? `http://localhost:${config.port}`;
  const said = await exportCommand(server, process.argv.slice(3), baseUrl);
  await server.close();
  return saidBy(said);
};

const saidBy = ({ lines, ok }: { readonly lines: readonly string[]; readonly ok: boolean }): number =>
  say(lines.join('\n'), ok ? 0 : 1);

const say = (sentence: string, code = 1): number => {
  process.stdout.write(`${sentence}\n`);
  return code;
};

const code = await main();
if (code !== null) process.exit(code);
