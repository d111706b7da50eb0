/** What the verification pages say, to anybody who holds a paper, or the voucher of a confirmation. */
export const messages = {
  title: '書類の確認',
  asking: '確かめています。',
  results: {
    genuine: '本物です。内容は、いまの記録のとおりです。',
    superseded: '本物ですが、古い書類です。印刷した後に、記録が変わりました。',
    altered: '事務局が出したファイルではありません。書き換えられたか、保存し直されています。',
    unknown: 'この書類は、ここでは確かめられません。',
  },
  mend: {
    genuine: '',
    superseded: '新しい書類を、事務局にお求めください。',
    altered: '元のファイルを、事務局にお求めください。保存し直しただけでも、このように出ることがあります。',
    unknown: 'コードの読み違いか、別の事務局の書類かもしれません。書類の発行元にお問い合わせください。',
  },
  form: '書類',
  number: '回',
  numberOf: (number: number) => `第${number}回`,
  day: '実施日',
  firstPrinted: '初回印刷',
  fileTitle: 'PDFファイルを確かめる',
  fileHelp:
    'ファイルを選ぶか、ここに落としてください。ファイルはどこにも送りません。照合の値だけをサーバーに尋ねます。',
  choose: 'PDFファイルを選ぶ',
  notPdf: 'PDFファイルではありません。',
  unreachable: 'サーバーにつながりません。通信を確かめて、もう一度お試しください。',
  tooMany: '続けて何度も確かめたため、しばらく受け付けません。十分ほどしてからお試しください。',
  again: 'もう一度確かめる',
  voucher: {
    title: '確認の控え',
    results: {
      genuine: '事務局に届いています。ご確認いただいたとおりの内容です。',
      superseded: '事務局に届いています。ただし、いまの訪問の記録は、ご確認いただいた内容と違います。',
      altered: '事務局に届いた確認は、この控えと違います。',
      notArrived: '未着です。事務局には、まだ届いていません。',
      unknown: 'この控えは、ここでは確かめられません。',
    },
    mend: {
      genuine: '',
      superseded: 'もう一度確認をお願いすることがあります。お心当たりのないときは、事務局にお問い合わせください。',
      altered: '事務局に、この控えをお見せになって、お問い合わせください。',
      notArrived:
        '専門家の端末が電波の届く所に出ると、自動で届きます。数日たっても届かないときは、この控えをお持ちになって、事務局にお問い合わせください。',
      unknown: 'コードの読み違いか、別の事務局の控えかもしれません。記録の保存期間が過ぎた後にも、このように出ます。',
    },
    arrived: '届いた日時',
  },
} as const;
