/** 未送信データの書き出し: what is said about carrying to the office by hand what could not be sent. */
export const unsentMessages = {
  title: '送れないときは',
  lead: '電波やサインインの都合で送れないときは、未送信の記録・写真・下書きをファイルに書き出し、事務局に渡せます。ファイルは事務局だけが開けます。書き出しても、この端末の記録は減りません。',
  lockedLead:
    '開けなくなったときも、まだ送っていない記録と写真をファイルに書き出し、事務局に渡せます。ファイルは事務局だけが開けます。',
  write: 'ファイルに書き出す',
  writing: '書き出しています',
  nothing: '書き出すものはありません。未送信の記録はありません。',
  noKey:
    'この端末は、まだ一度も事務局と通信していないため、書き出せません。電波のある所で一度開いてください。記録は残っています。',
  failed: '書き出せませんでした。記録は端末に残っています。もう一度押してください。',
  written: (operations: number, photos: number, drafts: number) =>
    `書き出しました（記録${operations}件、写真${photos}枚、下書き${drafts}件）`,
  writtenNext:
    'ファイルを事務局に渡してください。まだ「送信済」ではありません。事務局が取り込み、この端末がサーバーの受領を確かめると、送信済になります。',
  left: (count: number) => `ほかの${count}件は、ロックを開けると書き出せます。`,
  earlier: (when: string) => `${when}に書き出しました。サーバーの受領は、まだ確かめていません。`,
  sendNow: 'いま送る',
  sending: '送っています',
  allSent: 'すべて送りました。サーバーの受領を確かめました。',
  stillUnsent: (count: number) => `いまは送れませんでした。${count}件は、この端末に残っています。`,
  unknownTitle: 'まだ送っていない記録があるか、確かめられません',
  unknownHint:
    '端末の記録を読み込めませんでした。どれを選んでも、記録は消えません。送っていない記録は、もう一度サインインして読み込めたときに、自動で送ります。',
  unknownAgain: 'もう一度確かめる',
  keptLocked: '記録は、ロックされたままこの端末に残ります。もう一度サインインすると、自動で送ります。',
  keptOpen: '記録はこの端末に残ります。もう一度サインインすると、自動で送ります。',
  unprotected: 'この端末は、まだ守られていません。残す記録は、端末を守ると、ほかの人に開けられなくなります。',
  protectFirst: '先にこの端末を守る',
  switchTitle: 'サインイン',
  switchBack: '戻る',
  switchAsk: (name: string, count: number) => `${name}さんの、まだ送っていない記録が${count}件あります`,
  switchHint: '別の人がサインインしても、この記録は消えません。どうするかを選んでください。',
  switchKeep: 'この端末に残して、サインインへ進む',
  switchGo: 'サインインへ進む',
} as const;
