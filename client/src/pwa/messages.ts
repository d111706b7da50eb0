/** What the installed app says about itself. */
export const messages = {
  updateTitle: '新しい版があります',
  updateNow: '更新する',
  updateWaits: '入力を保存すると、更新できます。',
  updateElsewhere: '別の画面で入力中です。終わると、更新できます。',
  switchedTitle: '新しい版に切り替わりました',
  switchedWaits: '入力を保存すると、読み込み直せます。',
  reload: '読み込み直す',
  installTitle: 'はじめに、この端末に入れてください',
  installWhy: '電波がなくても開けます。記録を始める前に入れると、記録がアプリの中にまとまります。',
  install: 'この端末に入れる',
  installLater: 'あとで',
  installOnIos: [
    'Safariの下（iPadは上）にある共有ボタンを押します。',
    '「ホーム画面に追加」を選びます。',
    'ホーム画面の「伴走」を開き、コードを入れます。',
  ],
  iosWhy: 'Safariで記録したものは、アプリには移りません。',
} as const;
