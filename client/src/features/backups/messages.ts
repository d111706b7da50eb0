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
  restoration: 'バックアップから戻した後の確認',
  restorationOpen: '契約の記録、会社の受入れ、報告の承認を止めています',
  restorationLead: (at: string, from: string) => `${at}に、${from}の状態へ戻しました。`,
  restorationNext:
    'その後の記録は、各端末が次に通信したとき、自動で届きます。届いていない端末の人に、端末を電波のある所で開くように頼み、そろってから確認を終えてください。記録と送信は、止まっていません。',
  restorationCounts: (back: number, contacted: number, away: number) =>
    `戻した後に届いた記録：${back}件。通信した端末：${contacted}台、まだ通信していない端末：${away}台。`,
  restorationDevices: '端末ごとの届き方',
  device: '使う人・端末',
  contact: '戻した後の通信',
  notYet: 'まだありません',
  cameBack: '届いた記録',
  stillMissing: '届いていない記録',
  unknown: '分かりません',
  endRestoration: '確認を終える',
  endRestorationTitle: '確認を終えますか',
  endRestorationNow: '終えて、承認などを再開する',
  endAway: (count: number) =>
    `まだ通信していない端末が${count}台あります。その端末の記録は、後から届いても受け付けられますが、いま承認すると、届く前の内容で承認することになります。`,
  endAll: 'すべての端末が、戻した後に通信しています。',
  endNote: '確かめたこと',
  endNoteMissing: '確かめたことを書いてください。',
  cancel: 'やめる',
  because: (why: string) => `できませんでした（${why}）`,
} as const;
