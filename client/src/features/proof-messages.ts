/** What is said before the gravest acts, when the last proof is older than ten minutes. */
export const messages = {
  title: '本人であることを確かめます',
  lead: '大切な操作なので、サインインの方法をもう一度示してください。そのまま続けます。入力した内容は残っています。',
  passkey: 'パスキーで確かめる',
  cancelled: 'パスキーを確かめられませんでした。端末の画面で、指紋・顔・暗証番号のどれかで確かめてください。',
  totp: '認証アプリの6桁の番号',
  totpButton: 'この番号で確かめる',
  noWay:
    'ここで示せる方法がありません。サインアウトして、サインインし直してから、もう一度操作してください。まだ何も実行していません。',
  cancel: 'やめる',
} as const;
