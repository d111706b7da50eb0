import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import type { Config } from '../config.ts';
import { openServer, type ServerOptions } from '../open-server.ts';
import { refold } from '../refold.ts';
import { readKeyFile } from '../seal/key-file.ts';
import { FolderInUse } from '../store/folder-lock.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { BackupUnreadable } from './backup-file.ts';
import { KEYS_NAME, makeBackup } from './make-backup.ts';
import { RestoreRefused, restoreBackup } from './restore-backup.ts';

type Said = { readonly lines: readonly string[]; readonly ok: boolean };
type Runtime = Pick<ServerOptions, 'clock' | 'log'>;

/** `backup`: one backup now, of a server that stands still or runs on PostgreSQL. Answers the lines to print. */
export const backupCommand = async (config: Config, runtime: Runtime): Promise<Said> => {
  const server = await openServer({ ...config, ...runtime }).catch((error: unknown) => {
    if (error instanceof FolderInUse) return null;
    throw error;
  });
  if (!server)
    return no(
      'このデータフォルダーのサーバーが動いています。動いているサーバーは、自分でバックアップを作ります（BACKUP_HOURS）。',
      'いますぐ作るときは、サーバーを止めてから、もう一度実行してください。',
      ...(await newestIn(config.backupDir)),
    );
  try {
    const made = await makeBackup(server, { ...config, keyFile: readKeyFile(config.keyFile) });
    return {
      lines: [
        `バックアップを作り、最後まで読み直して確かめました: ${made.path}`,
        `鍵のバックアップ: ${made.keysPath}`,
        `事務局${made.offices}件、${made.rows}行です。鍵ファイル（${config.keyFile}）は、どちらのバックアップにも入っていません。別の場所に保管してください。`,
      ],
      ok: true,
    };
  } finally {
    await server.close();
  }
};

const RESTORE_USAGE =
  '使い方: npm run restore -- --backup バックアップのファイル（鍵のバックアップが別の場所にあるときは --keys 鍵のバックアップのファイル、鍵ファイルを取り替える前のバックアップは --old-key 前の鍵ファイル）';

/** `restore --backup FILE [--keys FILE] [--old-key FILE]`: into an empty data folder or database. Answers the lines to print. */
export const restoreCommand = async (config: Config, runtime: Runtime, args: readonly string[]): Promise<Said> => {
  const { backup: path, keys = join(config.backupKeysDir, KEYS_NAME), 'old-key': oldKey } = optionsIn(args);
  if (path === undefined) return no(RESTORE_USAGE, ...(await newestIn(config.backupDir)));
  const missing = [path, keys, config.keyFile, oldKey ?? path].find((file) => !existsSync(file));
  if (missing !== undefined) return no(`「${missing}」がありません。何も変えていません。`, RESTORE_USAGE);
  try {
    const restored = await withStore(config, (store) =>
      restoreBackup(store, {
        path,
        keysPath: keys,
        keyFile: readKeyFile(config.keyFile),
        oldKeyFile: oldKey === undefined ? undefined : readKeyFile(oldKey),
        migrationsDir: config.migrationsDir,
        nowMs: runtime.clock.nowMs(),
      }),
    );
    const flaws = await proofOf(config, runtime);
    if (flaws.length > 0)
      return no('戻しましたが、記録と台帳が一致しません。サーバーを動かさないでください。', ...flaws);
    const at = `${wareki(dayInJapan(restored.atMs))} ${clockTimeInJapan(restored.atMs)}`;
    return {
      lines: [
        `${at}のバックアップから、事務局${restored.offices.length}件を戻しました。記録と台帳は一致しています。`,
        'サーバーを動かすと、それより後の記録は、端末に残っている分が自動で送り直されます。利用者は、サインインし直してください。',
      ],
      ok: true,
    };
  } catch (error) {
    if (error instanceof BackupUnreadable) return no(UNREADABLE[error.why], '何も変えていません。');
    if (error instanceof RestoreRefused) return no(REFUSED[error.why], '何も変えていません。');
    throw error;
  }
};

const withStore = async <T>(config: Config, work: (store: Store) => Promise<T>): Promise<T> => {
  const store = await openStore(config);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};

const proofOf = async (config: Config, runtime: Runtime): Promise<readonly string[]> => {
  const server = await openServer({ ...config, ...runtime });
  try {
    return await refold(server);
  } finally {
    await server.close();
  }
};

const UNREADABLE: Readonly<Record<BackupUnreadable['why'], string>> = {
  foreign: 'Bansoのバックアップのファイルではありません。',
  otherKey:
    '鍵ファイルが、このバックアップのものではありません。バックアップを作ったときの鍵ファイルを KEY_FILE に、取り替えた後なら --old-key に指定してください。',
  damaged: 'バックアップのファイルが壊れているか、途中で切れています。別のバックアップをお使いください。',
};

const REFUSED: Readonly<Record<RestoreRefused['why'], string>> = {
  notEmpty: '戻す先に、すでに記録があります。空のデータフォルダー（DATA_DIR）かデータベースを指定してください。',
  newer: 'このバックアップは、新しい版のBansoで作られています。新しい版で戻してください。',
  notRecords: '指定したファイルは、記録のバックアップではありません。',
  notKeys: '指定したファイルは、鍵のバックアップではありません。',
  keysOlder:
    '鍵のバックアップが、記録のバックアップより古いものです。いちばん新しい鍵のバックアップを指定してください。',
};

const no = (...lines: readonly string[]): Said => ({ lines, ok: false });

const newestIn = async (folder: string): Promise<readonly string[]> => {
  const names = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith('.bak')).toSorted() : [];
  const newest = names.at(-1);
  return newest === undefined ? [] : [`いちばん新しいバックアップ: ${join(folder, newest)}`];
};

const optionsIn = (
  args: readonly string[],
): {
  readonly backup?: string | undefined;
  readonly keys?: string | undefined;
  readonly 'old-key'?: string | undefined;
} => {
  try {
    const string = { type: 'string' } as const;
    return parseArgs({ args: [...args], options: { backup: string, keys: string, 'old-key': string } }).values;
  } catch {
    return {};
  }
};
