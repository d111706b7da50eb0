/** What the company reads. Plain words, one question a screen. */
export const messages = {
  question: ['今日の支援は、', 'このとおりでしたか'],
  questionOn: (day: string) => [`${day}の支援は、`, 'このとおりでしたか'],
  readAloud: '読み上げる',
  stopReading: '止める',
  readOn: 'つづきを見る',
  yes: 'はい、このとおりです',
  no: 'ちがうところがあります',
  blank: '（記入なし）',
  changed: '内容が変わりました。もう一度ご覧ください。',

  who: ['お名前を', '確かめてください'],
  whoLabel: '署名される方',
  representative: (title: string, name: string) => `${title}　${name}さん`,
  representativeHelp: '代表者の方',
  delegate: '別の方',
  delegateHelp: '代表者から任された方',
  name: 'お名前',
  title: '役職',
  titleHelp: '例：工場長、経理担当',
  enter: '入力してください。',
  next: '署名へ進む',
  back: '前の画面に戻る',

  padLabel: '署名の欄',
  padHint: '線の上に、指でお名前を書いてください',
  changeSigner: '変える',
  confirm: '確認する',
  factsAgain: (visit: {
    readonly day: string;
    readonly from: string;
    readonly to: string;
    readonly number: string;
  }) => [visit.day, `${visit.from}から`, `${visit.to}まで`, `・${visit.number}`],
  doubt: {
    empty: 'まだ書かれていません。線の上に、お名前を書いてください。',
    dot: '点のようです。お手数ですが、お名前を大きめに書いてください。',
    line: 'まっすぐな線のようです。お手数ですが、お名前を書いてください。',
  },
  failed: '保存できませんでした',
  failedSafe: '書いていただいた署名は、この画面に残っています。',
  failedMend: 'もう一度「確認する」を押してください。直らないときは、専門家にお知らせください。',

  thanks: ['ご確認', 'ありがとうございました'],
  thanksSaved: '署名は、この端末に保存しました。',
  differentTitle: ['お知らせ', 'ありがとうございます'],
  different: 'まだ何も確認されていません。ちがうところを、専門家にお伝えください。',
  giveBack: '専門家に端末をお返しください。',
  missing: 'この訪問の記録が見つかりません',
  missingHint: '専門家に端末をお返しください。',

  takeBack: '専門家が端末を受け取る',
  forExpert: '専門家の方へ',
  takeBackHint: '端末を受け取ってから、次の二つを順に押してください。',
  iAmExpert: (name: string) => `私は専門家（${name}）です`,
  goOn: '受け取って続ける',
  stay: '会社の方の画面に戻る',
} as const;
