import type { HoldCode } from './payment-facts.ts';

/** Why something is not paid now: what, how to mend it, and the article. */
export type Hold = {
  readonly code: HoldCode;
  readonly what: string;
  readonly mend: string;
  readonly article: string;
};

const hold = (code: HoldCode, what: string, [mend, article]: readonly [string, string]): Hold => ({
  code,
  what,
  mend,
  article,
});

/** Every reason for which an invoice or a run is not paid, in the words of the screens. */
export const HOLDS: Readonly<Record<HoldCode, Hold>> = {
  'no-invoice': hold('no-invoice', '請求書が見つかりません。', [
    '一覧から選び直してください。',
    '要領第6条・様式第5号',
  ]),
  'invoice-replaced': hold('invoice-replaced', '請求書が取り消されたか、新しいものに替わっています。', [
    '新しい請求書を選んでください。すでに支払ったものは、差額を専門家と確かめてください。',
    '消費税法第57条の4第4項',
  ]),
  'invoice-changed': hold('invoice-changed', '請求書を出した後に、訪問の記録が変わっています。', [
    '専門家が請求書を作り直すと、支払えます。',
    '要領第6条・様式第5号',
  ]),
  'statement-unconfirmed': hold('statement-unconfirmed', '仕入明細書を、専門家がまだ確かめていません。', [
    '専門家が画面で確認すると、支払えます。',
    '消費税法第30条第9項第3号',
  ]),
  package: hold('package', '終了報告書・請求書・口座確認票の検査が済んでいません。', [
    '事務局の検査が済むと、支払えます。',
    '要領第6条・契約書第4条、第6条第1項',
  ]),
  late: hold('late', '期限の後に提出されました。支払うかどうかの決定がありません。', [
    '事務局が決定を記録すると、先へ進めます。',
    '契約書第6条第2項',
  ]),
  terminated: hold('terminated', '暴力団等の排除により、契約が解除されています。支払うかどうかの決定がありません。', [
    '承認者が「請求と最終の提出」の画面で決定を記録すると、先へ進めます。',
    '契約書第11条第1項',
  ]),
  finding: hold('finding', '訪問に、支払を止める確認事項があります。', [
    '事務局が訪問の確認事項を直すか解除すると、支払えます。',
    '要領第6条',
  ]),
  'kind-undecided': hold('kind-undecided', '税務確認中（個人か法人かが決まっていません）。', [
    '「支払先」の画面で、区分を決めてください。',
    '所得税法第204条',
  ]),
  'non-resident': hold('non-resident', '非居住者への支払です。', [
    '「支払先」の画面で、国内源泉所得と租税条約を確かめた結果を記録すると、支払えます。',
    '所得税法第212条・租税条約',
  ]),
  'no-account': hold('no-account', '口座確認票がありません。', ['専門家が口座を登録すると、支払えます。', '様式第6号']),
  'account-unverified': hold('account-unverified', '口座を、経理がまだ確かめていません（または差し戻しています）。', [
    '「支払先」の画面で、通帳の写しと見比べてください。',
    '様式第6号',
  ]),
  'account-failed': hold('account-failed', 'この口座への振込は、銀行から戻っています（振込不能）。', [
    '専門家が口座確認票を出し直し、経理が確かめると、支払えます。',
    '様式第6号・契約書第6条第1項',
  ]),
  'account-kind': hold('account-kind', '受託者の区分（個人・法人）と、口座の名義の区分が違います。', [
    '「支払先」の画面で、契約の相手と口座のどちらが正しいかを決めてください。',
    '様式第6号・所得税法第204条',
  ]),
  'account-name': hold('account-name', '口座の名義・名前・銀行に、経理がまだ確かめていない違いがあります。', [
    '「支払先」の画面で、通帳の写しと見比べてください。',
    '様式第6号',
  ]),
  'account-characters': hold('account-characters', '口座の名義・銀行・支店に、振込データに使えないものがあります。', [
    '「支払先」の画面で口座を差し戻してください。専門家が、通帳のとおりにカナで登録し直します。',
    '全銀協 総合振込 レコード・フォーマット',
  ]),
  'in-run': hold('in-run', 'すでに支払案に入っているか、支払われています。', [
    '二度は支払いません。「支払」の一覧で確かめてください。',
    '要領第6条',
  ]),
  'visit-paid': hold('visit-paid', '同じ訪問が、別の請求書で支払案に入っているか、支払われています。', [
    '二度は支払いません。差額があるときは、専門家と確かめてください。',
    '要領第6条・消費税法第57条の4第4項',
  ]),
  'closed-day': hold('closed-day', '振込の日が、銀行の営業日ではありません。', [
    '銀行の営業日を選んでください。',
    '銀行法施行令第5条',
  ]),
  'no-rules': hold('no-rules', 'この事業の版に、支払の決まりがありません。', [
    '事業の設定を確かめてください。単価の定めがない事業では、支払はありません。',
    '事業の設定',
  ]),
};

/** A reason that a newer server knows and this app does not yet: it holds the payment all the same. */
export const UNKNOWN_HOLD: Hold = hold('finding', '事務局のサーバーが、支払を止めています。', [
  'アプリを新しくすると、理由が表示されます。',
  '要領第6条',
]);
