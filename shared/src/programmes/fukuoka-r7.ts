import type { RuleSet } from '../rules/rule-set.ts';

const REGULATION = '経営革新計画伴走支援事業派遣専門家事務処理要領';
const SETTING = '事業の設定';

/** 令和7年8月1日 version of Fukuoka's rules: a seed for a programme's record, which alone counts once it exists (L13). Source: 要領, 様式第1号, fiscal year R7. */
export const FUKUOKA_R7: RuleSet = {
  id: 'fukuoka-r7',
  version: '令和7年8月1日適用',
  name: '経営革新計画伴走支援事業',
  regulation: REGULATION,
  validFrom: '2025-08-01',
  programmeEndsOn: { value: '2026-01-31', source: '契約書第6条第2項' },
  minimumMinutes: { value: 180, unit: '分', meaning: 'limit', source: '要領第5条第1項' },
  numberOfVisits: { value: 5, unit: '回', meaning: 'limit', source: '要領第4条' },
  breaksDeducted: { value: true, source: SETTING },
  callBackShare: { value: 10, unit: '%', source: SETTING },
  offlineLeaseDays: { value: 30, unit: '日', source: SETTING },
  gistCharacters: { value: 100, unit: '字', source: SETTING },
  similarTextPercent: { value: 60, unit: '%', source: SETTING },
  travelMinutes: { value: 15, unit: '分', source: SETTING },
  sameStrokesPercent: { value: 1, unit: '%', source: SETTING },
  confirmationSentence: { value: '上記の指導を受けましたことを報告します。', source: '様式第5号' },
  visitReportForm: {
    name: '様式第3号',
    clause: '第3条関係',
    version: '令和7年8月1日',
    title: '経営革新計画伴走支援事業報告書',
    // A slip of the paper (報 twice), kept until the office approves another wording.
    officialTitle: '経営革新計画伴走支援報事業報告書',
    required: ['place', 'present', 'gist', 'content', 'effect', 'progress'],
    source: '要領第3条',
  },
  planForm: {
    name: '様式第2号',
    clause: '第3条関係',
    version: '令和7年8月1日',
    title: '経営革新計画伴走支援事業計画書',
    officialTitle: '経営革新計画伴走支援事業計画書',
    source: '要領第3条',
  },
  confirmationSlip: {
    name: '訪問確認書',
    clause: '会社控え',
    version: '1',
    title: '訪問確認書',
    officialTitle: '訪問確認書',
    source: SETTING,
  },
  printing: { officialWording: true, evidenceGrade: true, annex: true, source: SETTING },
  money: {
    fee: { value: 31_500, unit: '円／回', source: '要領第5条第1項・契約書第5条第1項' },
    travel: {
      flat: { value: 2_100, unit: '円／回', source: '要領第5条第1項・契約書第5条第2項' },
      actualFare: {
        regions: 'fukuoka-r5',
        overMetres: { value: 50_000, unit: 'm（片道）', source: '要領第5条第2項第2号' },
        conditions: { value: 'either', source: SETTING },
        source: '要領第5条第2項・センター旅費規程',
      },
    },
    onlineCounts: { value: true, source: SETTING },
    stretchesOfOneDay: { value: 'separate', source: SETTING },
    partialPayment: { value: false, source: '要領第3条第3号・契約書第4条' },
    withholding: { withholds: true, baseIncludesTax: false, source: SETTING },
    payWithin: { value: 60, unit: '日', source: 'フリーランス法第4条' },
  },
  expertChoice: { order: 'beforeVisits', source: '要領第2条' },
  findings: {
    'ends-before-start': {
      source: '様式第3号 実施日',
      severity: { submit: 'BLOCK', approve: 'BLOCK', invoice: 'BLOCK', pay: 'BLOCK' },
    },
    'in-the-future': {
      source: '様式第3号 実施日',
      severity: { submit: 'BLOCK', approve: 'BLOCK', invoice: 'BLOCK', pay: 'BLOCK' },
    },
    'report-incomplete': { source: '様式第3号', severity: { submit: 'BLOCK', approve: 'BLOCK' } },
    'undecided-text': { source: SETTING, severity: { submit: 'BLOCK', approve: 'BLOCK', invoice: 'BLOCK' } },
    'gist-too-long': { source: '様式第5号 支援内容', severity: { submit: 'BLOCK', approve: 'BLOCK' } },
    'too-short': {
      source: '要領第5条第1項',
      severity: { submit: 'WARN', approve: 'WARN', invoice: 'BLOCK', pay: 'BLOCK' },
    },
    'not-confirmed': {
      source: '様式第5号 署名欄',
      severity: { submit: 'WARN', approve: 'BLOCK', invoice: 'BLOCK', pay: 'BLOCK' },
    },
    'paper-missing': {
      source: SETTING,
      severity: { submit: 'note', approve: 'BLOCK', invoice: 'BLOCK', pay: 'BLOCK' },
    },
    'entered-by-desk': { source: SETTING, severity: { approve: 'WARN' } },
    'delegate-unknown': {
      source: '様式第5号 署名欄（代表者の職・氏名）',
      severity: { submit: 'note', approve: 'WARN', invoice: 'BLOCK', pay: 'BLOCK' },
    },
    'company-objected': {
      source: SETTING,
      severity: { approve: 'BLOCK', invoice: 'BLOCK', pay: 'BLOCK' },
    },
    'call-back-differs': { source: SETTING, severity: { approve: 'BLOCK', invoice: 'BLOCK', pay: 'BLOCK' } },
    'proxy-not-called': { source: SETTING, severity: { approve: 'WARN', invoice: 'WARN' } },
    overlap: {
      source: '様式第3号 実施日',
      severity: { submit: 'WARN', approve: 'BLOCK', invoice: 'BLOCK', pay: 'BLOCK' },
    },
    'outside-contract': {
      source: '要領第2条第3項・契約書第3条',
      severity: { submit: 'WARN', approve: 'WARN', invoice: 'BLOCK', pay: 'BLOCK' },
    },
    'no-plan': { source: '要領第3条第1号', severity: { submit: 'WARN', approve: 'BLOCK', invoice: 'BLOCK' } },
    'over-limit': {
      source: '要領第4条',
      severity: { submit: 'WARN', approve: 'WARN', invoice: 'BLOCK', pay: 'BLOCK' },
    },
    'number-taken': { source: '様式第3号 第＿回目', severity: { submit: 'WARN', approve: 'BLOCK', invoice: 'BLOCK' } },
    'similar-text': { source: SETTING, severity: { submit: 'note', approve: 'WARN' } },
    'short-way': { source: SETTING, severity: { submit: 'note', approve: 'WARN' } },
    'same-strokes': { source: SETTING, severity: { approve: 'WARN' } },
    'paper-reused': { source: SETTING, severity: { approve: 'WARN' } },
    'late-fact': { source: SETTING, severity: { invoice: 'BLOCK', pay: 'BLOCK' } },
    'confirmed-after-approval': { source: SETTING, severity: { invoice: 'BLOCK', pay: 'BLOCK' } },
  },
};
