/**
 * Every reason for which an operation is not carried out: what it means for the person, and what that person does next.
 * A refused operation stays on its device, with this reason and its text, until its author amends or withdraws it (L1).
 */
export const REFUSALS = {
  basis_changed: {
    meaning: 'ご覧になった後に、内容が別の場所で変わっていました。',
    next: '新しい内容を確かめて、もう一度操作してください。書いた文章は残っています。',
  },
  not_allowed: { meaning: 'この操作をする役割がありません。', next: '担当の方に操作を依頼してください。' },
  self_approval: {
    meaning: '自分が担当した支援を、自分で承認することはできません。',
    next: '別の承認者に承認を依頼してください。',
  },
  second_administrator: {
    meaning: '復旧を依頼した人と、復旧される本人は、承認できません。',
    next: 'もう一人の管理者に承認を依頼してください。',
  },
  own_administrator_role: {
    meaning: '自分の管理者の役割は、自分では外せません。',
    next: 'ほかの管理者に依頼してください。管理者がいなくなるのを防ぐためです。',
  },
  end_missing: {
    meaning: '県・委託者と監査の役割には、期限が必要です。',
    next: '最後の日を選んで、もう一度操作してください。',
  },
  end_out_of_range: {
    meaning: '役割の期限が、選べる範囲の外にあります。',
    next: '今日以後の日を選んでください。県・委託者と監査は、翌年度の3月31日までです。',
  },
  administrator_end: {
    meaning: '管理者の役割には、期限を付けられません。',
    next: '期限を消してください。管理者がいなくなるのを防ぐためです。',
  },
  proof_needed: {
    meaning: '本人であることを確かめてから10分がたったため、実行しませんでした。',
    next: '画面でもう一度操作し、パスキーなどで本人であることを確かめてください。書いた内容は残っています。',
  },
  blocked_by_finding: {
    meaning: '確認が必要な項目があるため、先へ進めません。',
    next: '項目の理由を見て直すか、承認者による解除を受けてください。',
  },
  wrong_state: {
    meaning: '今の状態では、この操作はできません。',
    next: '画面を新しくして、現在の状態を確かめてください。',
  },
  unknown_record: { meaning: '対象の記録が見つかりません。', next: '担当の支援案件か確かめてください。' },
  already_exists: { meaning: '同じ番号の記録がすでにあります。', next: '登録済みの記録を確かめてください。' },
  not_registered: {
    meaning: '選んだ専門家の登録が、この日に有効ではありません。（要領第2条第1項）',
    next: '登録の有効期間を確かめるか、別の専門家を選んでください。',
  },
  not_releasable: {
    meaning: 'この項目は、解除できません。',
    next: '記録を直してから、もう一度操作してください。',
  },
  not_in_programme: {
    meaning: 'この事業の定めでは、この操作はありません。',
    next: '事業の設定（要領・仕様の版）を確かめてください。',
  },
  malformed: {
    meaning: '入力に、長すぎる文字や使えない文字などがあります。',
    next: '示された項目を直してください。元の内容は保管しています。',
  },
  form_incomplete: {
    meaning: '様式に必要な項目が、まだそろっていません。',
    next: '印のついた項目を直してから、もう一度提出してください。書いた文章は残っています。',
  },
  no_contract_yet: {
    meaning: '契約が結ばれていないため、まだ提出できません。（要領第2条第3項）',
    next: '事務局が契約を登録した後に、もう一度提出してください。書いた文章は残っています。',
  },
  too_many_photos: {
    meaning: '写真は、1回の訪問につき20枚までです。',
    next: '不要な写真を外してから、追加してください。',
  },
  paper_is_evidence: {
    meaning: 'この紙の写しは、会社の確認か旅費の領収書のもとになっているため、外せません。',
    next: '写しがちがうときは、正しい紙を写して、確認をもう一度記録してください。前の記録も残ります。',
  },
  too_many_passbook_pictures: {
    meaning: '通帳の写真は、12枚までです。',
    next: '不要な写真を外してから、追加してください。',
  },
  passbook_is_evidence: {
    meaning: 'この写真は、登録した口座のもとになっているため、外せません。',
    next: '写真がちがうときは、正しい写真で口座をもう一度登録してください。前の登録も残ります。',
  },
  own_account: {
    meaning: '自分の口座や区分を、自分で確かめることはできません。',
    next: '別の経理担当に依頼してください。',
  },
  rules_too_early: {
    meaning: '新しい版の適用日が、早すぎます。',
    next: '明日以後で、今の版の適用日より後の日にしてください。すでに結んだ契約の版は、変わりません。（要領附則）',
  },
  contract_slots: {
    meaning: '契約書の文面の差し込み（{{ }}）に、使えないものか、足りないものがあります。',
    next: '示されたところを直してください。書いた文面は残っています。',
  },
  rules_changed: {
    meaning: '契約書を提示した後に、要領・仕様の版が変わりました。契約の日の版と、契約書の版が合いません。',
    next: '事務局が提示を取り下げ、新しい版で作り直してください。書いた内容は残っています。',
  },
  company_blank: {
    meaning: '支援事業者（会社）の名前がないため、契約書を作れません。（契約書第2条第1項第1号）',
    next: '会社の登録を確かめてください。',
  },
  contract_text_missing: {
    meaning: 'この事業には、契約書の文面として使える、承認された版がありません。',
    next: '「事業」の画面で正式な文面を登録し、別の人の承認を受けてください。見本の文面は、見本の事業でだけ使えます。',
  },
  contract_blank: {
    meaning: '契約書の文面に、この事業の定めにない金額や回数の差し込みがあります。',
    next: '文面の差し込みを見直すか、事業の新しい版に金額や回数を登録してください。',
  },
  not_declared: {
    meaning: '専門家が、契約書と別記を確かめて申告していません。（契約書第9条から第13条）',
    next: '専門家のアプリの「契約」の画面で、確認と申告を済ませてもらってください。',
  },
  passkey_wrong: {
    meaning: 'パスキーの署名が、この契約書のものと合わないため、署名しませんでした。',
    next: '画面を開き直し、契約書を確かめて、もう一度署名してください。契約書は残っています。',
  },
  notice_too_short: {
    meaning:
      '契約の終わりの日が、早すぎます。6か月以上の契約を途中で終えるには、30日前までの予告が必要です。（フリーランス法第16条）',
    next: '終わりの日を遅らせるか、予告のいらない理由を書いてください。',
  },
  nothing_to_claim: {
    meaning: '請求の対象になる回がないため、請求書は作りません。',
    next: '各回の状態と契約の期間を確かめてください。訪問の記録は、そのまま残っています。',
  },
  fare_not_due: {
    meaning: '実費を支払う条件に当たらないため、認められません。（要領第5条第2項）',
    next: '計画書の旅費の申し出、出発地・到着地・距離、金額・経路・領収書を確かめてください。',
  },
  package_incomplete: {
    meaning: '最終の提出に、まだそろっていないものがあります。',
    next: '「足りないもの」を見て、そろえてから提出してください。作った書類は残っています。',
  },
  late_undecided: {
    meaning: '期限後の提出です。支払うかどうかの決定が、まだ記録されていません。（契約書第6条第2項）',
    next: '可否、理由、決裁番号を記録してから、承認してください。自動では支払いません。',
  },
  stop_undecided: {
    meaning:
      '暴力団等の排除により、契約が解除されています。支払うかどうかの決定が、まだ記録されていません。（契約書第11条）',
    next: '可否、理由、決裁番号を記録してから、承認してください。自動では支払いません。',
  },
  checker_approves: {
    meaning: '検査をした人が、同じ書類を承認することはできません。',
    next: '別の承認者に承認を依頼してください。',
  },
  restoring: {
    meaning: 'サーバーをバックアップから戻した後の確認が、まだ終わっていません。（バックアップ）',
    next: '管理者が「バックアップの記録」の画面で確認を終えると、もう一度操作できます。書いた内容は残っています。',
  },
  same_person: {
    meaning: '支払案の作成・照合・承認は、それぞれ別の人がします。支払を受ける人もできません。（要領第6条）',
    next: 'ほかの担当の方に依頼してください。',
  },
  payment_held: {
    meaning: '支払えない請求書が含まれています。（要領第6条）',
    next: '「支払えるもの」の画面で理由を確かめ、その請求書を外して支払案を作り直してください。記録は残っています。',
  },
  before_transfer: {
    meaning: '振込の日より前の日を、振り込まれた日として記録することはできません。',
    next: '振込の日になり、銀行で入金を確かめてから記録してください。振込不能は、前の日でも記録できます。支払の記録は残っています。',
  },
  already_paying: {
    meaning: 'この請求書は、すでに支払案に入っているか、支払われているため、支払わない決定に改めません。',
    next: '銀行へ送る前なら、経理が支払案を取り消してから、もう一度決定してください。支払った後は、この画面では改められません。記録は残っています。',
  },
  dependency_missing: {
    meaning: '前提となる記録が、まだ取り込まれていません。',
    next: '前提の記録が取り込まれると、事務局で処理できます。',
  },
} as const satisfies Record<string, { readonly meaning: string; readonly next: string }>;

export type RefusalCode = keyof typeof REFUSALS;

/** A no, as a value. `detail` names fields, findings or ids; sentences come from the catalogue. */
export type Refusal = { readonly refused: RefusalCode; readonly detail?: readonly string[] };

export const refuse = (refused: RefusalCode, ...detail: readonly string[]): Refusal =>
  detail.length === 0 ? { refused } : { refused, detail };

export const isRefusal = (outcome: object): outcome is Refusal => 'refused' in outcome;
