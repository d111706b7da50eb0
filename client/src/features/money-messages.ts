/** What phone and desk say of an engagement's money. */
export const moneyMessages = {
  title: '請求の見込み',
  travelKind: { none: '旅費なし', flat: '旅費（定額）', actual: '旅費（実費）' },
  claimState: { payable: '支払の対象', held: '確認待ち', notPayable: '対象外' },
  visits: '回ごとの内訳',
  fee: '謝金',
  travel: '旅費',
  total: '請求額（税込）',
  tax: 'うち消費税',
  taxUnits: '単価の税額を足した場合（使いません）',
  taxUnitsWhy: (difference: string) =>
    `要領に印刷された単価ごとの税額を足すと、${difference}ちがいます。税額は、請求書1枚につき税率ごとに1回だけ端数処理します。`,
  withheld: '源泉徴収',
  transfer: '振込額の見込み',
  assumed: '源泉徴収は、個人として計算した見込みです。経理が区分を決めると、その区分で計算します。',
  holds: '支払を止めているもの',
  notes: 'お知らせ',
  why: '計算の根拠をすべて見る',
  nothing: '請求の対象になる回は、まだありません。',
  noRules: 'この事業では、支払をこのシステムで扱いません。',
} as const;
