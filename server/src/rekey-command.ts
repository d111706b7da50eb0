import { backupCommand } from './backup/backup-commands.ts';
import type { Config } from './config.ts';
import type { ServerOptions } from './open-server.ts';
import { exchangeKeyFile, ExchangeRefused } from './seal/exchange-key-file.ts';
import { FolderInUse } from './store/folder-lock.ts';

type Said = { readonly lines: readonly string[]; readonly ok: boolean };

/** `rekey`: a new key file, every key wrapped anew under it, and a backup that opens with it. Answers the lines to print. */
export const rekeyCommand = async (config: Config, runtime: Pick<ServerOptions, 'clock' | 'log'>): Promise<Said> => {
  try {
    const { rewrapped, oldKeyFile } = await exchangeKeyFile(config, runtime.clock.nowMs());
    const backup = await backupCommand(config, runtime);
    return {
      ok: backup.ok,
      lines: [
        `鍵ファイルを取り替え、${rewrapped}件の鍵を包み直しました: ${config.keyFile}`,
        `前の鍵ファイル: ${oldKeyFile}`,
        'これまでのバックアップは、前の鍵ファイルで開きます（npm run restore の --old-key）。両方を、データベースとは別の場所に保管してください。',
        ...backup.lines,
      ],
    };
  } catch (error) {
    if (error instanceof FolderInUse) return { ok: false, lines: [REFUSED.serverRuns, UNCHANGED] };
    if (error instanceof ExchangeRefused) return { ok: false, lines: [REFUSED[error.why], UNCHANGED] };
    throw error;
  }
};

const UNCHANGED = '何も変えていません。';

const REFUSED: Readonly<Record<ExchangeRefused['why'], string>> = {
  noKeyFile: '鍵ファイル（KEY_FILE）がありません。',
  serverRuns: 'サーバーが動いています。このデータベースのサーバーをすべて止めてから、もう一度実行してください。',
  otherKey: '鍵ファイル（KEY_FILE）が、このデータベースのものではありません。',
};
