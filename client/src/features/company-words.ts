/** What the facts of a company are called, wherever they are written or shown. */
export const companyWords = {
  name: '企業名',
  kana: 'フリガナ',
  representative: '代表者',
  representativeTitle: '代表者の役職',
  representativeName: '代表者のお名前',
  contact: '担当者氏名',
  address: '住所',
  business: '事業内容',
  industry: '業種',
  industryHelp: '下の大分類から選ぶか、そのまま書き入れてください。様式には、ここに書いたとおりに印刷します。',
  industryFromList: '日本標準産業分類の大分類から選ぶ',
  industryNone: '選ばない（書き入れる）',
  places: '訪問する場所',
  placesHelp: '1行に1か所ずつ書いてください。',
  errorBlank: '入力してください。',
} as const;
