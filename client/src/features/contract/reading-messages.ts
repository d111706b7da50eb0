/** Words of the expert's reading after the contract (契約書第9条). */
export const readingMessages = {
  head: '専門家の閲覧',
  ended: (on: string) => `専門家の閲覧は、${on}に終わりました（契約書第9条）。`,
  stillArrives: '専門家の端末で送信を待っている記録は、消えずに届きます。',
  because: (reason: string) => `理由：${reason}`,
  until: (on: string) => `専門家がこの案件の記録を見られるのは、${on}までです（契約書第9条）。`,
  counted: (days: number) => `契約の終わりと、最終の提出の承認（または支払わない決定）の、遅い方から${days}日間です。`,
  waits: '契約は終わりましたが、専門家の提出が済んでいないため、専門家はまだ記録を見られます。',
  after: (days: number) =>
    `契約の終わりと最終の提出の承認から${days}日間を過ぎると、専門家はこの案件の記録を見られなくなります。`,
  noDays: 'この事業では、契約の終了後の閲覧の期間を決めていません。事業の設定で決められます。',
  endNow: '専門家の閲覧を終える',
  endLead: '専門家の画面と端末から、この案件の記録が消えます。端末で送信を待っている記録は、消えずに届きます。',
  openAgain: '専門家の閲覧を再び開く',
  openLead: '会社からの照会に答えるなど、必要な間だけ開きます。最後の日を過ぎると、また見られなくなります。',
  lastDay: '閲覧できる最後の日',
  past: '今日以後の日を選んでください。',
  endReason: '終える理由',
  openReason: '再び開く理由',
  blank: '入力してください。',
  own: (on: string) =>
    `この案件の記録を見られるのは、${on}までです（契約書第9条）。必要な書類は、それまでに保存してください。`,
} as const;
