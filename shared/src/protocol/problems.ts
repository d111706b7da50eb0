/** Every problem the server answers with: HTTP status, what happened in plain Japanese, and what the caller does. */
export const PROBLEMS = {
  malformed_request: {
    status: 400,
    title: '送られた内容を読み取れませんでした。',
    todo: 'アプリを新しい版に更新してください。記録は端末に残っています。',
  },
  signed_out: {
    status: 401,
    title: 'サインインの期限が切れています。',
    todo: 'もう一度サインインしてください。記録は端末に残っています。',
  },
  bad_credential: {
    status: 401,
    title: 'リンクまたはコードが正しくないか、期限が切れています。',
    todo: '事務局から新しいリンクまたはコードを受け取ってください。',
  },
  bad_passkey: {
    status: 401,
    title: 'パスキーを確かめられませんでした。',
    todo: 'もう一度お試しください。続けてできないときは、ほかの方法でサインインしてください。記録は端末に残っています。',
  },
  passkey_suspect: {
    status: 403,
    title: 'このパスキーは、複製されたおそれがあるため、使えなくしました。',
    todo: 'ほかの方法でサインインし、事務局の管理者に知らせてください。記録は端末に残っています。',
  },
  wrong_number: {
    status: 401,
    title: '6桁の番号が正しくないか、期限が切れています。',
    todo: 'いま表示されている番号を入れてください。同じ番号は一度だけ使えます。',
  },
  wait: {
    status: 429,
    title: '続けて違っていたため、しばらく待つ必要があります。',
    todo: '待つ間も、パスキーではサインインできます。記録は端末に残っています。',
  },
  no_mail: {
    status: 501,
    title: 'このサーバーは、メールを送れません。',
    todo: 'ほかの方法を選んでください。',
  },
  mail_failed: {
    status: 503,
    title: 'メールを送れませんでした。',
    todo: 'アドレスを確かめ、少し待ってから、もう一度お試しください。',
  },
  last_way: {
    status: 409,
    title: 'これを外すと、サインインする方法がなくなります。',
    todo: '先に、ほかの方法を加えてください。',
  },
  has_ways: {
    status: 409,
    title: 'この人には、もうサインインの方法があります。',
    todo: '方法をなくした人には、画面の「復旧を依頼する」から、管理者二人で新しいリンクを渡せます。',
  },
  not_administrator: {
    status: 403,
    title: 'この操作は、管理者だけができます。',
    todo: '管理者の方に依頼してください。',
  },
  proof_needed: {
    status: 403,
    title: '大切な操作の前に、本人であることをもう一度確かめます。',
    todo: 'パスキーなど、サインインの方法をもう一度示してください。入力した内容は残っています。',
  },
  not_approved: {
    status: 409,
    title: '復旧は、まだ承認されていないか、もう使われています。',
    todo: 'もう一人の管理者の承認を受けるか、新しく依頼してください。',
  },
  office_there: {
    status: 409,
    title: 'この最初のリンクは、もう使われています。',
    todo: 'サインインの画面から、パスキーでサインインしてください。',
  },
  device_unknown: {
    status: 403,
    title: 'この端末は登録されていません。',
    todo: 'サインインすると、この端末が登録されます。記録は端末に残っています。',
  },
  device_revoked: {
    status: 403,
    title: 'この端末の登録は取り消されています。',
    todo: '届いていない記録をサーバーが預かった後、この端末の記録は消去されます。事務局へ連絡してください。',
  },
  device_undeclared: {
    status: 403,
    title: 'この端末の届出が、まだないか、1年を過ぎています。',
    todo: '「端末の届出」を送ると、担当の記録がこの端末に届きます。記録は続けられ、送った記録は事務局に届いています。',
  },
  place_not_approved: {
    status: 403,
    title: 'この端末を使う場所が、事業の包括承諾に含まれていません。',
    todo: '事務局へ連絡してください。記録は続けられ、送った記録は事務局に届いています。',
  },
  too_many_devices: {
    status: 409,
    title: '登録できる端末の数を超えるため、この端末を登録できません。',
    todo: '使っていない端末の登録を外すか、事務局へ連絡してください。記録はこの端末に残っています。',
  },
  device_not_revoked: {
    status: 409,
    title: 'この端末は、消去の対象になっていません。',
    todo: '画面を新しくして、今の状態を確かめてください。',
  },
  file_damaged: {
    status: 422,
    title: 'このファイルは、途中で切れているか、書き換わっています。',
    todo: '何も取り込んでいません。端末でもう一度書き出したファイルを選んでください。記録は端末に残っています。',
  },
  file_other_office: {
    status: 422,
    title: 'このファイルは、別の事務局あてに書き出されたものです。',
    todo: '何も取り込んでいません。書き出した人の事務局に渡してください。',
  },
  file_unknown_device: {
    status: 422,
    title: 'このファイルを書き出した端末は、登録されていません。',
    todo: '何も取り込んでいません。書き出した人に、その端末で一度サインインしてもらうと、取り込めます。',
  },
  bad_signature: {
    status: 403,
    title: '端末の署名を確認できませんでした。',
    todo: '事務局へ連絡してください。記録は端末に残っています。',
  },
  notice_moved_on: {
    status: 409,
    title: 'このお知らせは、ほかの人か自動の処理で、先へ進んでいます。',
    todo: '画面に出ている今の状態を確かめてください。',
  },
  bad_link: {
    status: 403,
    title: 'このリンクは使えません。',
    todo: '新しく届いたお知らせのリンクを開いてください。お困りのときは、事務局へお電話ください。',
  },
  wrong_code: {
    status: 422,
    title: '番号が、この訪問の確認コードと一致しません。',
    todo: '事務局からのお知らせの番号を、もう一度ご覧ください。確認は、まだ記録されていません。',
  },
  not_found: { status: 404, title: 'ページまたは記録が見つかりません。', todo: 'アドレスを確かめてください。' },
  wrong_origin: {
    status: 403,
    title: '別のサイトからの操作は受け付けません。',
    todo: 'アプリの画面から操作してください。',
  },
  too_large: { status: 413, title: '一度に送る量が大きすぎます。', todo: '自動で小さく分けて送り直します。' },
  wrong_hash: {
    status: 422,
    title: '届いた写真の中身が、記録と一致しませんでした。',
    todo: '届いた分は捨てました。端末に残っている写真を、自動で初めから送り直します。',
  },
  not_a_photo: {
    status: 422,
    title: '写真として読み取れないファイルです。',
    todo: 'JPEGの写真だけを受け付けます。撮り直すか、別の写真を選んでください。元の写真は端末に残っています。',
  },
  photo_too_large: {
    status: 413,
    title: '写真の大きさが上限を超えています。',
    todo: '1枚400KB、長い辺1600ピクセルまでです。撮り直してください。元の写真は端末に残っています。',
  },
  not_arrived: {
    status: 404,
    title: '写真の本体は、まだ届いていません。',
    todo: '撮った人の端末が電波につながると、自動で届きます。',
  },
  too_many: { status: 429, title: '試行の回数が多すぎます。', todo: 'しばらく待ってから、もう一度お試しください。' },
  not_confirmed: {
    status: 409,
    title: '会社の確認がまだないため、確認書を印刷できません。',
    todo: '会社の確認が届いてから、もう一度開いてください。',
  },
  no_rules: {
    status: 409,
    title: '事業の設定がないため、様式を印刷できません。',
    todo: '事務局の管理者に連絡してください。記録はそのまま残っています。',
  },
  no_glyph: {
    status: 422,
    title: '印刷できない文字があります。',
    todo: '別の文字に直してから、もう一度開いてください。記録はそのまま残っています。',
  },
  no_printer: {
    status: 501,
    title: 'このサーバーの機械では、様式を印刷できません。',
    todo: '管理者に連絡してください（組版の部品に、この機械の版がありません）。記録はそのまま残っています。',
  },
  printing_failed: {
    status: 503,
    title: '印刷できませんでした。',
    todo: '少し待ってから、もう一度開いてください。記録はそのまま残っています。',
  },
  server_failed: {
    status: 500,
    title: 'サーバーで処理できませんでした。',
    todo: '時間をおいて自動で送り直します。記録は端末に残っています。',
  },
  unavailable: {
    status: 503,
    title: 'サーバーのデータベースが応答していません。',
    todo: '時間をおいて自動で送り直します。記録は端末に残っています。',
  },
} as const satisfies Record<string, { readonly status: number; readonly title: string; readonly todo: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
