/** 廃棄: asked for by one, approved by another, never to come back. */
export const messages = {
  title: '廃棄',
  intro:
    '保存期間の過ぎた記録を、鍵を壊して読めなくします。台帳とバックアップからも読めなくなり、元に戻すことはできません。契約など税務の証拠は、ここでは廃棄できません。',
  back: '戻る',
  waiting: (count: number) => `承認を待っている廃棄（${count}件）`,
  done: (count: number) => `廃棄の記録（${count}件）`,
  none: 'まだありません。',
  requestedBy: (who: string, when: string) => `申請：${who}（${when}）`,
  approvedBy: (who: string, when: string) => `承認：${who}（${when}）`,
  erased: (operations: number, parts: number, photos: number) =>
    `読めなくしたもの：台帳の操作${operations}件、記録${parts}件、写真${photos}枚`,
  notYet: '承認しました。サーバーに届くと、廃棄されます。',
  basis: (basis: string, number: string) => `根拠：${basis}　決裁番号：${number}`,
  /** Whoever looks in from outside has no list of the office's people. */
  ofTheOffice: '事務局の担当者',
  unknownCompany: 'この端末にない支援案件',
  ownWish: '申請した人は、承認できません。別の人に承認を依頼してください。',
  approve: '承認して廃棄する',
  approveTitle: '元に戻せません',
  approveHint: (company: string, classes: string) =>
    `${company}の「${classes}」を廃棄します。サーバーが鍵を壊すと、だれにも読めなくなります。`,
  approveCheck: '廃棄してよいことを、決裁で確かめました',
  approveNow: '廃棄する',
  cancel: 'やめる',

  due: '廃棄の時期が来る口座の情報',
  dueHint: '様式第6号と通帳の写しは、最後の支払から90日を過ぎたら廃棄します。自動では廃棄されません。',
  duePaid: (paid: string, by: string) => `最後の支払　${paid}　廃棄の期限　${by}`,
  dueLeft: (days: number) =>
    days < 0 ? `期限を${-days}日過ぎています` : days === 0 ? '今日が期限です' : `あと${days}日`,
  dueAsk: 'この口座の情報の廃棄を申請する',
  dueBasis: '最後の支払から90日の経過（口座の情報の保存期間の満了）',

  form: '廃棄を申請する',
  engagement: '支援案件',
  choose: '選んでください',
  classes: '廃棄する区分',
  classNames: {
    B: '事業の証拠',
    C: '作業用の記録',
    D: '口座の情報',
    E: '預かった資料',
  },
  classHelp: {
    B: '訪問の記録、会社の確認、計画、様式2〜4',
    C: '写真、位置の距離、下書き',
    D: '様式6、通帳の写し',
    E: '県やセンターから渡された名簿・計画',
  },
  reason: '根拠',
  reasonHelp: '例：契約第12条（保存期間の満了）、県からの返還・廃棄の指示',
  decision: '決裁番号',
  missing: '入力してください。',
  missingClass: '一つ以上、選んでください。',
  request: '申請する',
  requested: '申請しました。別の人が承認すると、廃棄されます。',
} as const;
