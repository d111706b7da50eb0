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

  erasedBar: '端末の消去',
  erasedTitle: 'この端末の記録を消去しました',
  erasedWhy:
    '紛失の届出か、登録の取消しがあったため、この端末の鍵と記録を消去しました。それまでに送れた記録は、事務局が預かっています。',
  erasedConfirmed:
    '消去したことは、事務局に届きました。もう一度使うときは、事務局から新しいリンクまたはコードを受け取ってください。',
  erasedNotConfirmed: '消去したことを、事務局へ知らせています。電波のある所で、この画面を開いてください。',
  erasedLeave: 'サインインの画面へ',
} as const;
