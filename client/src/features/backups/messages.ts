import type { BackupRun } from '@banso/shared/protocol/backups.ts';

/** What バックアップの記録 says. */
export const messages = {
  title: 'バックアップの記録',
  back: 'その他へ戻る',
  intro:
    'サーバーは、決まった間隔でバックアップを作り、最後まで読み直して確かめます。週に一度は、別の場所に戻して、記録と台帳が一致することを試します（保有個人情報取扱特記事項 第10 二）。',
  loading: '読み込んでいます。',
  unreachable: 'サーバーにつながりません。電波のよい所で、もう一度お試しください。',
  again: 'もう一度読み込む',
  troubles: {
    none: {
      title: 'バックアップが、まだありません',
      mend: 'サーバーを動かし始めた直後は、一分ほどで最初のバックアップができます。',
    },
    late: {
      title: '最後のバックアップから、一日以上たっています',
      mend: 'バックアップを置く場所の空き容量と、サーバーの記録（backup_failed）を、サーバーの担当者に確かめてもらってください。',
    },
    untried: {
      title: '二週間、戻す試験ができていません',
      mend: 'サーバーの一時フォルダーの空き容量と、サーバーの記録（backup_tried）を、担当者に確かめてもらってください。',
    },
  },
  well: 'バックアップは、予定どおりにできています。',
  caption: 'バックアップの記録（新しい順）',
  at: '日時',
  what: '結果',
  size: '大きさ',
  hash: 'ファイルのSHA-256',
  nothing: 'まだありません。',
  megabytes: (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`,
  whats: {
    made: 'バックアップを作りました',
    failed: 'できませんでした',
    restored: '戻す試験に合格しました',
  } satisfies Record<BackupRun['what'], string>,
  because: (why: string) => `できませんでした（${why}）`,
} as const;
