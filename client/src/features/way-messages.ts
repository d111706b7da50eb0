/** The words of making a way to sign in: at the first sign-in, and later among the person's own ways. */
export const messages = {
  unreachableTitle: 'サーバーにつながりませんでした。',
  unreachableTodo: '電波のある所で、もう一度お試しください。この端末の記録は残っています。',
  passkeyButton: 'パスキーを作る',
  passkeyBusy: '端末の画面の指示に従ってください…',
  passkeyWhat:
    'パスキーは、この端末の指紋・顔・暗証番号でサインインする方法です。合言葉を覚える必要はなく、盗まれる番号もありません。',
  passkeyPrivate: '指紋や顔の情報は、この端末から出ません。',
  passkeyCancelled: 'パスキーは、まだ作られていません。',
  passkeyCancelledTodo: '端末の画面で、指紋・顔・暗証番号のどれかで確かめてください。',
  passkeyKnown: 'この端末には、あなたのパスキーがすでにあります。',
  passkeyKnownTodo: 'サインインの画面で「パスキーでサインイン」を押してください。',
  passkeyImpossible: 'この端末では、パスキーを作れませんでした。',
  passkeyImpossibleTodo:
    '端末の画面ロック（暗証番号など）を設定してから、もう一度お試しください。できないときは、認証アプリをお使いください。',
  totpWhat: '認証アプリ（Google Authenticator、Microsoft Authenticator など）で、下のQRコードを読み取ってください。',
  totpQr: '認証アプリに登録するQRコード',
  totpSecret: 'QRコードを読めないときは、次の文字をアプリに入れてください。',
  totpCode: 'アプリに出た6桁の番号',
  totpButton: 'この番号で登録する',
  totpBusy: '確かめています…',
  codeMissing: '6桁の番号を入れてください。',
  preparing: '準備しています',
  again: 'もう一度',
} as const;
