/** 支払通知 for the person who is paid. */
export const notifiedMessages = {
  title: '支払の通知',
  back: '戻る',
  intro: '事務局が銀行へ送った支払です。振込手数料は差し引かれません。金額が合わないときは、事務局へお知らせください。',
  none: '支払の通知は、まだありません。',
  withTax: (gross: string, tax: string) => `${gross}（うち消費税等 ${tax}）`,
} as const;
