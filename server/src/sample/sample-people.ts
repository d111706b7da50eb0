import type { SampleCompany, SamplePerson } from './sample-office.ts';

/** Invented people and companies of Fukuoka's sample office. None of them exists. */
export const PEOPLE = {
  administrator: {
    id: 'sample-admin',
    name: '中原 さとみ',
    kana: 'ナカハラ サトミ',
    roles: ['administrator', 'staff'],
    invitedAs: '事務局（管理者）',
  },
  approver: {
    id: 'sample-approver',
    name: '桐野 誠',
    kana: 'キリノ マコト',
    roles: ['approver', 'staff'],
    invitedAs: '事務局（承認者）',
  },
  accountant: {
    id: 'sample-accountant',
    name: '室見 千春',
    kana: 'ムロミ チハル',
    roles: ['accounting'],
    invitedAs: '経理',
  },
  expert: {
    id: 'sample-expert',
    name: '青柳 由美子',
    kana: 'アオヤギ ユミコ',
    roles: ['expert'],
    invitedAs: '専門家',
  },
  otherExpert: {
    id: 'sample-expert-2',
    name: '大庭 光',
    kana: 'オオバ ヒカル',
    roles: ['expert'],
    invitedAs: '専門家',
  },
} as const satisfies Readonly<Record<string, SamplePerson>>;

export const COMPANIES: Readonly<Record<'noodles' | 'dyeing' | 'precision' | 'seafood', SampleCompany>> = {
  noodles: {
    id: 'sample-noodles',
    name: '有限会社 みのり野製麺（サンプル）',
    kana: 'ミノリノセイメン',
    address: '福岡県うきは市麦生町1-2',
    business: '米粉麺の製造と直売',
    industry: '食料品製造業',
    contact: '川上 麻衣',
    representative: { title: '代表取締役', name: '川上 正一' },
    places: ['本社工場', '直売所'],
    position: { latitude: 33.3471, longitude: 130.7553 },
  },
  dyeing: {
    id: 'sample-dyeing',
    name: '合同会社 くすのき染工（サンプル）',
    kana: 'クスノキセンコウ',
    address: '福岡県久留米市藍川町3-4',
    business: '藍染めの反物と小物の製造',
    industry: '繊維工業',
    contact: '樋口 藍',
    representative: { title: '代表社員', name: '樋口 一葉' },
    places: ['染場', '事務所'],
  },
  precision: {
    id: 'sample-precision',
    name: '株式会社 ひびき谷精工（サンプル）',
    kana: 'ヒビキダニセイコウ',
    address: '福岡県北九州市若松区響谷5-6',
    business: '精密部品の切削加工',
    industry: '金属製品製造業',
    contact: '宗像 健',
    representative: { title: '代表取締役', name: '宗像 勝' },
    places: ['本社工場'],
  },
  seafood: {
    id: 'sample-seafood',
    name: '株式会社 さかえ浦水産（サンプル）',
    kana: 'サカエウラスイサン',
    address: '福岡県福津市栄浦7-8',
    business: '水産加工品の製造と通信販売',
    industry: '食料品製造業',
    contact: '津田 渚',
    representative: { title: '代表取締役', name: '津田 航' },
    places: ['加工場', '本社'],
  },
};
