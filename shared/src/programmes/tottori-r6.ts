import type { RuleSet } from '../rules/rule-set.ts';

const SETTING = '事業の設定';
const VISITS = '仕様書4(1)(エ)イ';

/**
 * 令和6年度 of Tottori's programme. It has no form for a visit, no plan before it, no fee and no limit: its figures are guides
 * (目安) and 原則, so nothing of them stops anything. A seed for a programme's record, which alone counts once it exists (L13).
 * Source: 業務仕様書, fiscal year R6.
 */
export const TOTTORI_R6: RuleSet = {
  id: 'tottori-r6',
  version: '令和6年度',
  name: '小規模事業者の自走化伴走支援事業',
  regulation: '令和６年度小規模事業者の自走化伴走支援事業実施業務仕様書',
  validFrom: '2024-04-01',
  programmeEndsOn: { value: '2025-03-31', source: '仕様書3' },
  minimumMinutes: { value: 120, unit: '分', meaning: 'guide', source: VISITS },
  numberOfVisits: { value: 5, unit: '回', meaning: 'guide', source: VISITS },
  onSiteVisits: { value: 1, unit: '回', meaning: 'guide', source: VISITS },
  breaksDeducted: { value: true, source: SETTING },
  callBackShare: { value: 10, unit: '%', source: SETTING },
  offlineLeaseDays: { value: 30, unit: '日', source: SETTING },
  gistCharacters: { value: 100, unit: '字', source: SETTING },
  similarTextPercent: { value: 60, unit: '%', source: SETTING },
  travelMinutes: { value: 15, unit: '分', source: SETTING },
  sameStrokesPercent: { value: 1, unit: '%', source: SETTING },
  confirmationSentence: { value: '上記のとおり、支援を受けたことを確認します。', source: SETTING },
  visitReportForm: {
    // No form is prescribed: the paper has the name of what is handed in at the end.
    name: '支援記録',
    clause: '仕様書6(1)(ア)',
    version: '令和6年度',
    title: '自走化伴走支援業務　支援記録',
    officialTitle: '自走化伴走支援業務　支援記録',
    required: ['place', 'present', 'gist', 'content'],
    prescribed: false,
    source: '仕様書6(1)(ア)',
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
  supportOfficers: { source: '仕様書4(1)(エ)ア' },
  acceptance: {
    companiesAtMost: { value: 10, unit: '社', source: '仕様書4(1)(イ)' },
    prefecture: { value: '鳥取県', source: '仕様書4(1)(ア)ア' },
    themes: {
      offered: ['技術経営戦略', 'ＤＸ戦略', 'マーケティング戦略', '事業承継・組織づくり', '資金・財務の改善'],
      mandatory: ['技術経営戦略', 'ＤＸ戦略', 'マーケティング戦略'],
      source: '仕様書4(1)(ウ)',
    },
    source: '仕様書4(1)(ア)',
  },
  // The specification gives no unit price: what an expert is paid is between the contractor and the expert.
  money: {
    onlineCounts: { value: true, source: VISITS },
    stretchesOfOneDay: { value: 'separate', source: SETTING },
    partialPayment: { value: false, source: SETTING },
    withholding: { withholds: true, baseIncludesTax: false, source: SETTING },
    payWithin: { value: 60, unit: '日', source: 'フリーランス法第4条' },
  },
  expertChoice: { order: 'free', source: '仕様書4(1)(エ)ア' },
  findings: {
    'ends-before-start': { source: SETTING, severity: { submit: 'BLOCK', approve: 'BLOCK' } },
    'in-the-future': { source: SETTING, severity: { submit: 'BLOCK', approve: 'BLOCK' } },
    'report-incomplete': { source: '仕様書6(1)(ア)', severity: { submit: 'BLOCK', approve: 'BLOCK' } },
    'undecided-text': { source: SETTING, severity: { submit: 'BLOCK', approve: 'BLOCK' } },
    'gist-too-long': { source: SETTING, severity: { submit: 'BLOCK', approve: 'BLOCK' } },
    'too-short': { source: VISITS, severity: { submit: 'WARN', approve: 'WARN' } },
    'not-confirmed': { source: SETTING, severity: { submit: 'WARN', approve: 'BLOCK' } },
    'paper-missing': { source: SETTING, severity: { submit: 'note', approve: 'BLOCK' } },
    'entered-by-desk': { source: SETTING, severity: { approve: 'WARN' } },
    'delegate-unknown': { source: SETTING, severity: { submit: 'note', approve: 'WARN' } },
    'company-objected': { source: SETTING, severity: { approve: 'BLOCK' } },
    'call-back-differs': { source: SETTING, severity: { approve: 'BLOCK' } },
    'proxy-not-called': { source: SETTING, severity: { approve: 'WARN' } },
    overlap: { source: SETTING, severity: { submit: 'WARN', approve: 'BLOCK' } },
    'outside-contract': { source: '仕様書3', severity: { submit: 'WARN', approve: 'WARN' } },
    'number-taken': { source: SETTING, severity: { submit: 'WARN', approve: 'BLOCK' } },
    'similar-text': { source: SETTING, severity: { submit: 'note', approve: 'WARN' } },
    'short-way': { source: SETTING, severity: { submit: 'note', approve: 'WARN' } },
    'same-strokes': { source: SETTING, severity: { approve: 'WARN' } },
    'paper-reused': { source: SETTING, severity: { approve: 'WARN' } },
    'late-fact': { source: SETTING, severity: { close: 'WARN' } },
    'confirmed-after-approval': { source: SETTING, severity: { close: 'WARN' } },
    'officer-absent': { source: '仕様書4(1)(エ)ア', severity: { submit: 'WARN', approve: 'WARN' } },
    'meeting-not-recorded': { source: '仕様書4(1)(エ)ウ', severity: { submit: 'WARN', approve: 'WARN' } },
    'opinion-unanswered': { source: '仕様書4(1)(エ)エ', severity: { submit: 'WARN', approve: 'WARN' } },
    'no-on-site-visit': { source: VISITS, severity: { close: 'WARN' } },
    'visits-differ-from-guide': { source: VISITS, severity: { close: 'WARN' } },
  },
};
