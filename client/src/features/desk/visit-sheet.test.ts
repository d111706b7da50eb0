import { EMPTY_ENGAGEMENT } from '@banso/shared/engagement/engagement.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import { writeSheets } from '@banso/shared/sheet/write-sheet.ts';
import { describe, expect, test } from 'vitest';
import { engagementWith, goodVisit } from '../../../../test/fixtures/engagement.ts';
import { COMPANY, EXPERT_PERSON, PROGRAMME } from '../../../../test/fixtures/forms.ts';
import { readZip } from '../../../../test/support/read-zip.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { deskRows } from './desk-rows.ts';
import { sheetFileName, visitSheets } from './visit-sheet.ts';

const NOW = Date.parse('2025-12-20T01:00:00Z');
const approved = goodVisit({
  status: 'approved',
  submission: { by: 'expert', atMs: Date.parse('2025-12-18T09:00:00Z'), operation: 'o' },
  approval: { by: 'approver-kirino', atMs: Date.parse('2025-12-19T15:30:00Z'), operation: 'o' },
});
const planned = goodVisit({
  id: 'visit-2',
  number: 2,
  status: 'scheduled',
  schedule: { on: '2026-01-15', from: '13:30', to: '16:40', mode: 'onSite', place: '' },
  time: null,
});
const view: EngagementView = {
  id: 'engagement-1',
  engagement: { ...engagementWith(approved), visits: { 'visit-1': approved, 'visit-2': planned } },
  company: COMPANY,
  programme: PROGRAMME,
  ruleSet: FUKUOKA_R7,
  expert: EXPERT_PERSON,
  elsewhere: [],
  waiting: [],
};

const sheetsOf = (views: readonly EngagementView[], search = '') =>
  visitSheets({
    rows: deskRows(views, '2025-12-20'),
    looking: { filter: 'all', search },
    nowMs: NOW,
    sample: true,
    names: new Map([['approver-kirino', '桐野 誠（サンプル）']]),
  });

const lineOf = (row: number): Readonly<Record<string, unknown>> => {
  const [sheet] = sheetsOf([view]);
  return Object.fromEntries(sheet?.columns.map(({ head }, i) => [head, sheet.rows[row]?.[i]]) ?? []);
};

describe('[L18.63] the list as a sheet', () => {
  test('a visit with everything the desk has decided about it', () => {
    expect(lineOf(0)).toMatchObject({
      会社: { text: '有限会社 みのり野製麺（サンプル）' },
      専門家: { text: '青柳 由美子（サンプル）' },
      契約番号: { text: 'サンプル-001' },
      回: { number: 1 },
      '実施日（予定日）': { day: '2025-12-18' },
      開始: { time: '13:00' },
      終了: { time: '16:10' },
      '実働（分）': { number: 180 },
      状態: { text: '承認' },
      承認不可の項目: null,
      会社の確認: { text: '署名 有効' },
      確認した人: { text: '代表取締役 川上 正一さん' },
      提出日: { day: '2025-12-18' },
      // Half past midnight in Japan.
      承認日: { day: '2025-12-20' },
      承認した人: { text: '桐野 誠（サンプル）' },
    });
  });
  test('a visit still to come has its plan, and nothing is found or confirmed yet', () => {
    expect(lineOf(1)).toMatchObject({
      状態: { text: '予定' },
      '実施日（予定日）': { day: '2026-01-15' },
      開始: { time: '13:30' },
      '実働（分）': null,
      注意の項目: null,
      会社の確認: null,
      承認日: null,
    });
  });
  test('what is not known yet is blank or said', () => {
    const bare = { ...view, engagement: { ...EMPTY_ENGAGEMENT, visits: { v: planned } }, company: null, expert: null };
    const [sheet] = sheetsOf([bare]);
    expect(sheet?.rows[0]?.slice(0, 2)).toEqual([
      { text: '会社名が届いていません' },
      { text: '専門家は決まっていません' },
    ]);
  });
  test.each(['=', '+', '-', '@', '\t', '\r'])(
    '[L15.184] whatever people wrote, a cell that begins with %j is a text and stays one when it is edited',
    (first) => {
      const hostile = (text: string) => `${first}${text}`;
      const written = { ...approved, fields: { ...approved.fields, gist: hostile('gist') } };
      const core = view.engagement.core;
      const attacked: EngagementView = {
        ...view,
        engagement: {
          ...engagementWith(written),
          core: core?.contract ? { ...core, contract: { ...core.contract, number: hostile('number') } } : core,
        },
        company: { ...COMPANY, name: hostile('company') },
        programme: { ...PROGRAMME, name: hostile('programme') },
        expert: { ...EXPERT_PERSON, name: hostile('expert') },
      };
      const { text } = readZip(writeSheets(sheetsOf([attacked], hostile('search'))));
      const xml = text('xl/worksheets/sheet1.xml') + text('xl/worksheets/sheet2.xml');
      expect(xml).not.toContain('<f');
      const cells = [...xml.matchAll(/<c r="\w+" s="(\d)" t="inlineStr"><is><t[^>]*>([^<]*)</g)];
      const marked = cells.filter(([, style]) => style === '3').map(([, , words]) => words?.replace(/&#13;/, '\r'));
      expect(new Set(marked)).toEqual(
        new Set(['company', 'expert', 'gist', 'number', 'programme', 'search'].map(hostile)),
      );
    },
  );
  test('beside it stands what it is, and its name says so', () => {
    const [sheet, about] = sheetsOf([view], 'みのり野');
    expect(sheet?.name).toBe('訪問（サンプル）');
    const words = about?.rows.map((row) => row.map((cell) => (cell && 'text' in cell ? cell.text : '')).join('：'));
    expect(words).toContain('表示していた訪問：すべての訪問 2件');
    expect(words).toContain('検索した言葉：みのり野');
    expect(words).toContain('作成した日時：2025年12月20日（土）10:00');
    expect(sheetFileName({ looking: { filter: 'submitted', search: '' }, nowMs: NOW })).toBe(
      '訪問の一覧_要確認_20251220.xlsx',
    );
  });
});
