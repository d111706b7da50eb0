/** What the app says around its screens. */
export const messages = {
  brokenTitle: '画面を表示できませんでした',
  brokenSafe: '記録した内容は、この端末に残っています。',
  brokenTodo: '読み込み直しても続くときは、事務局へ連絡してください。',
  reload: '読み込み直す',
  noStorageTitle: 'この端末に記録を保存できません',
  noStorageWhy: 'ブラウザーの保存領域を開けませんでした。すでに保存した記録は消していません。',
  noStorageTodo: [
    'プライベートブラウズのときは、ふつうのウィンドウで開いてください。',
    '端末の空き容量を確かめてください。',
    'ブラウザーをいったん閉じて、開き直してください。',
  ],
  notFoundTitle: 'ページが見つかりません',
  notFoundTodo: 'アドレスを確かめるか、はじめの画面へ戻ってください。',
  home: 'はじめの画面へ',
} as const;
