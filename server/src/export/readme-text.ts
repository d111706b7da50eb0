import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { FILES } from './export-format.ts';

/** What an export says about itself, to whoever unpacks it: plain text with Windows line ends. */
export const readmeText = ({
  office,
  engagement,
  exportedAtMs,
}: {
  readonly office: string;
  readonly engagement: string;
  readonly exportedAtMs: number;
}): string => `${LINES({ office, engagement, on: wareki(dayInJapan(exportedAtMs)) }).join('\r\n')}\r\n`;

const LINES = ({
  office,
  engagement,
  on,
}: {
  readonly office: string;
  readonly engagement: string;
  readonly on: string;
}): readonly string[] => [
  '支援案件の書き出し（伴走 Banso）',
  '',
  `事務局　　：${office}`,
  `支援案件　：${engagement}`,
  `書き出し　：${on}`,
  '',
  '■ 取り扱い',
  'このファイルには、支援企業、専門家、署名した方の個人情報が入っています。監査など、決められた目的だけに使い、',
  '要らなくなったら消してください。振込先などの口座の情報、ほかの支援案件の内容、鍵は、入っていません。',
  '',
  '■ まず読むもの',
  `${FILES.summary}　ブラウザーで開くと、訪問、会社の確認、操作の一覧を読めます。通信はしません。`,
  'papers/　書面（PDF）。この書き出しのために、いまの記録から印刷し、事務局の証明書で署名したものです。',
  'photos/　届いている写真。',
  '',
  '■ 変わっていないことの確かめ方',
  'サーバーもデータベースも要りません。伴走の同じ版のソースと Node.js がある計算機で、次を実行します。',
  '  npm run verify -- このファイル.zip --certificate 事務局が公表している証明書の指紋',
  '各行に○か×、意味、場所が出ます。すべて成り立てば終了コードは0、何か見つかれば1、この形式のファイルでなければ2です。',
  '指紋を与えないと「この署名者が本当にその事務局か」は分かりません。指紋は、この中のものではなく、',
  '事務局が別に公表しているものを使ってください（npm run certificate で表示されます）。',
  '',
  '■ 中身',
  `${FILES.index}　すべてのファイルの SHA-256、サーバーの公開鍵、台帳の終わり。`,
  `${FILES.indexSignature}　上の目録への、事務局の証明書による署名（CAdES）。`,
  'certificates/　事務局の証明書（鍵は入っていません）。',
  `${FILES.operations}　この案件の操作。text は端末が書いたままの文で、この文字列の SHA-256 が hash です。`,
  '  端末の鎖：deviceChain = SHA-256(before.chain ＋ text)',
  `${FILES.chain}　事務局の台帳全体のハッシュだけ（番号、本文のハッシュ、端末の鎖）。ほかの案件の内容は読み取れません。`,
  '  台帳の鎖：次の値 = SHA-256(前の値 ＋ 本文のハッシュ ＋ 端末の鎖)、初めの値は空',
  `${FILES.receipts}　サーバーが署名した受領証。同じ送信に入っていたほかの案件の操作は、番号、ハッシュ、判定の符号だけです。`,
  `${FILES.devices}　端末の公開鍵（P-256、SPKI、base64url）。`,
  `${FILES.records}　操作を順に適用した結果の記録。`,
  `${FILES.papers}　書面の照合コードと SHA-256。これまでに渡した書面の SHA-256 も並べています。`,
  `${FILES.photos}　写真の記録とファイルの対応。`,
  '',
  '■ この中では示せないこと',
  '・同じ送信に、ほかの案件の操作がはさまっている場合、端末の署名からこの案件の操作までの鎖は、途中の本文なしにはたどれません。',
  '  その場合は、サーバーの受領証が、操作のハッシュと順序を示します。',
  '・判定に使った事実（context）のうち、役割と氏名は、サーバーの記録によります。時刻の範囲と端末の署名は、計算し直して比べます。',
  '・消去した記録は、ハッシュだけが残ります。',
];
