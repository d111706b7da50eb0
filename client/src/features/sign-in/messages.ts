/** The words of signing in. */
export const messages = {
  title: 'サインイン',
  lead: '事務局から届いたリンクを開くか、コードを入れてください。',
  linkTitle: 'リンクを受け取りました',
  linkLead: 'ボタンを押すと、この端末で使えるようになります。リンクは一度だけ使えます。',
  linkButton: 'この端末で始める',
  codeInstead: 'コードを入れる',
  code: 'コード',
  codeHelp: '大文字・小文字、ハイフンの有無はどちらでもかまいません。',
  codeEmpty: 'コードを入れてください。',
  codeButton: 'サインインする',
  busy: '確かめています…',
  unreachableTitle: 'サーバーにつながりませんでした。',
  unreachableTodo: '電波のある所で、もう一度お試しください。この端末の記録は残っています。',
} as const;
