import type { RuleChoiceId } from '@banso/shared/rules/rule-choices.ts';

type Words = { readonly label: string; readonly help?: string; readonly values: Readonly<Record<string, string>> };

/** What an office reads where its programme has to decide. */
export const RULE_CHOICE_WORDS: Readonly<Record<RuleChoiceId, Words>> = {
  breaksDeducted: {
    label: '休憩の時間',
    values: { yes: '訪問の時間から除く', no: '除かない' },
  },
  onlineCounts: {
    label: 'オンラインの訪問',
    values: { yes: '回数に数える', no: '回数に数えない' },
  },
  stretchesOfOneDay: {
    label: '同じ日の2回の訪問',
    values: { separate: '2回と数える', together: '合わせて1回と数える' },
  },
  fareConditions: {
    label: '旅費の実費の条件「(1)及び(2)に該当する場合」',
    help: '読み方は、支払ごとに根拠として残ります。',
    values: { either: 'どちらかに当たればよい', both: '両方に当たるとき' },
  },
  partialPayment: {
    label: '最終の提出の前の支払',
    values: { no: 'しない（最終の提出の後にまとめて支払う）', yes: 'できる' },
  },
  buyerStatement: {
    label: '請求書の代わりの仕入明細書',
    help: '事務局が作り、専門家が画面で確認したものを、請求書の代わりにします（消費税法第30条第9項第3号）。',
    values: { no: '使わない', yes: '使う' },
  },
  checkerApproves: {
    label: '最終の提出の確認と承認',
    values: { no: '別の人がする', yes: '同じ人でもよい' },
  },
  withholds: {
    label: '源泉徴収',
    help: '個人の専門家に支払うときの扱いです。税務署または税理士に確かめてから変えてください。',
    values: { yes: 'する', no: 'しない' },
  },
  withholdingBase: {
    label: '源泉徴収のもとになる額',
    values: { net: '消費税を除いた額', gross: '消費税を含めた額' },
  },
  supportWorkByOthers: {
    label: '契約した専門家ではない人の支援（再委託）',
    help: '契約書第10条第1項は再委託を禁じ、別記の第12は委託者の承諾を条件にしています。別記の第12は、保有個人情報を取り扱う事務だけの定めとして扱います。承諾は、承認者が理由と決裁番号を付けて、回ごとに記録します。',
    values: { never: '認めない（謝金の対象にならない）', withConsent: '委託者の承諾があれば認める' },
  },
  reportDue: {
    label: '支援実施報告書の提出の期限',
    help: '契約書第4条第1項は、派遣の都度の提出を求め、日数は定めていません。期限を過ぎても提出でき、遅れは、提出と承認の画面に示します。',
    values: {
      none: '日数を決めない',
      '3': '訪問の日から3日以内',
      '5': '訪問の日から5日以内',
      '7': '訪問の日から7日以内',
      '14': '訪問の日から14日以内',
      '30': '訪問の日から30日以内',
    },
  },
  readingEnds: {
    label: '契約の終了後に、専門家が記録を閲覧できる期間',
    help: '契約書第9条は、契約の終了後も秘密を守ることを求め、日数は定めていません。契約の終わりと、最終の提出の承認（または支払わない決定）の、遅い方から数えます。期間が過ぎると、専門家の画面と端末から、この案件の記録が消えます。端末で送信を待っている記録は、消えずに届きます。',
    values: {
      none: '期間を決めない（閲覧を続けられる）',
      '30': '30日間',
      '60': '60日間',
      '90': '90日間',
      '180': '180日間',
      '365': '365日間',
    },
  },
  wording: {
    label: '様式の言い回し',
    help: '公表された様式の誤記を、そのまま印字するか、直して印字するかです。',
    values: { official: '公表されたとおり（下で選んだものだけ直す）', corrected: 'すべて直して印字する' },
  },
};
