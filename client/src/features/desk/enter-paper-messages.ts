/** Words of 代理入力, and of a confirmation on paper in the review. */
export const enterPaperMessages = {
  open: '届いた紙の確認を入力する（代理入力）',
  title: '届いた紙の確認を入力する（代理入力）',
  hint: (name: string) =>
    `会社が署名した紙が、郵送・FAX・メール・持参で届いたときに使います。入力した人として「${name}」が、書面と会社のページに出ます。`,
  notReady: '会社・専門家・事業の記録が、この端末にまだそろっていません。少し待ってから開き直してください。',
  compare: '紙と記録を見比べて、同じ項目に印を付ける',
  agrees: (what: string) => `${what}は、紙と同じ`,
  differs: 'ちがう項目があるときは、入力せずに、専門家へ差し戻すか、会社に確かめてください。',
  compareAll: '五つの項目すべてを、紙と見比べてください。',
  came: '届き方',
  enter: 'この内容で入力する',
  later: '閉じる（入力中の内容は残ります）',
  incomplete: 'まだ足りない項目があります。赤い印の項目を直してください。',

  stands: '有効な紙の確認があります',
  waiting: '紙の確認の写しが、まだ届いていません',
  proxyEntered: '代理入力',
  enteredBy: '入力した人',
  enteredWords: (name: string, came: string) => `${name}さん（${came}で届いた紙から）`,
  agreedWith: '見比べた項目',
  ownEntry: 'あなたが代理入力した確認です。承認は、別の承認者に依頼してください。',
  writtenOn: '紙に書かれた日',
  recordedAt: '記録した時刻',
  code: '内容の照合番号',
} as const;
