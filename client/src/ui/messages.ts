/** The few words that the ui kit itself says; every other text is passed in. */
export const messages = {
  sample: 'サンプル',
  required: '必須',
  optional: '任意',
  close: '閉じる',
  removed: '消した文字',
  added: '加えた文字',
  changedTo: 'から',
  errorMark: 'エラー',
  characters: ({ count, limit }: { readonly count: number; readonly limit: number }) => `${count}／${limit}字`,
  charactersOver: (over: number) => `${over}字 多すぎます`,
  undoStroke: '一つ戻す',
  clearStrokes: 'やり直す',
  strokesDrawn: (count: number) => (count === 0 ? 'まだ書かれていません' : `${count}画が書かれています`),
  newTab: '（新しいタブで開きます）',
  readOn: 'つづきを見る',
  comingLater: '画面を読み込んでいます',
} as const;
