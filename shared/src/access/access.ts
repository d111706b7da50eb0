import * as v from 'valibot';
import { KINDS } from '../operation/envelope.ts';

/** What happened to personal data, or at the door to it. Each is one word of the log and one line in Japanese. */
export const ACCESS_EVENTS = {
  signedIn: 'サインイン',
  signInFailed: 'サインインの失敗',
  signedOut: 'サインアウト',
  signInSuspect: '疑わしいサインイン',
  accountChanged: 'サインインの方法・招待の変更',
  peopleListed: '利用者の一覧の表示',
  deviceRegistered: '端末の登録',
  deviceDeclared: '端末の届出',
  deviceRevoked: '端末の紛失・登録の取消し',
  deviceErased: '端末の消去の確認',
  deviceNoted: '端末の事故の経過の記録',
  restorationEnded: 'バックアップから戻した後の確認の終了',
  unsentTaken: '未送信データのファイルの取り込み',
  deviceLimitSet: '端末の台数の上限の変更',
  devicesShown: '端末の一覧の閲覧',
  received: '端末への受信',
  looked: '閲覧',
  revealed: '伏せた項目の表示',
  printed: '書類の作成・印刷',
  exported: '書き出し',
  bankFileTaken: '振込データの受取り',
  ledgerExported: '帳簿の書き出し',
  listSaved: '一覧の保存',
  codeShown: '確認コードの表示',
  photoShown: '写真の表示',
  noticesShown: '会社への連絡文の表示',
  companyPageShown: '会社のページの表示',
  guestPageShown: '会社の端末での確認画面の表示',
  logShown: 'アクセスの記録の閲覧',
  logReviewed: 'アクセスの記録の点検',
} as const;

export type AccessEvent = keyof typeof ACCESS_EVENTS;

/** Why it was done (FP-2-2): off-purpose access is what the log exists to show. */
export const ACCESS_PURPOSES = {
  support: '支援の実施',
  review: '報告の確認',
  contact: '会社への連絡',
  papers: '書類の作成',
  payment: '支払',
  audit: '記録の点検・監査',
  inquiry: '本人・会社からの問い合わせへの対応',
  signIn: '本人の確認',
  devices: '端末の管理',
  sync: '担当する記録の受信',
  company: '会社ご自身の確認',
} as const;

export type AccessPurpose = keyof typeof ACCESS_PURPOSES;

/** Purposes a person may give when showing what is masked. */
export const REVEAL_PURPOSES = ['contact', 'review', 'inquiry', 'audit'] as const satisfies readonly AccessPurpose[];

/** Which record it was about; null for the door, the log itself, or many at once. */
const subjectSchema = v.strictObject({
  kind: v.picklist(KINDS),
  aggregate: v.pipe(v.string(), v.maxLength(80)),
  part: v.nullable(v.pipe(v.string(), v.maxLength(120))),
});

export type AccessSubject = v.InferOutput<typeof subjectSchema>;

/** Ids and codes only, never what was seen: the log of looks must not be a second copy of the data. */
export type Access = {
  readonly event: AccessEvent;
  readonly purpose: AccessPurpose;
  /** Null for callers who are nobody yet. */
  readonly person: string | null;
  readonly device: string | null;
  readonly subject: AccessSubject | null;
  readonly detail: Readonly<Record<string, string | number | boolean | readonly string[]>>;
};

/**
 * What a device itself saw: opened from what it holds, with or without a network. It tells the server when it can. `id` is given
 * at the look, so that one told twice is one. `rows`: how many lines a saved list has.
 */
export const lookSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/)),
  event: v.picklist(['looked', 'revealed', 'listSaved'] as const),
  purpose: v.picklist(['support', 'review', 'contact', 'inquiry', 'audit'] as const),
  subject: subjectSchema,
  atMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
  rows: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

export type Look = v.InferOutput<typeof lookSchema>;

/** At most this many looks travel with one request; the rest follow. */
export const MAX_LOOKS = 200;
