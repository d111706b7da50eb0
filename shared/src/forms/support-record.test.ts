import { describe, expect, test } from 'vitest';
import { goodVisit } from '../../../test/fixtures/engagement.ts';
import { formFacts, PROGRAMME } from '../../../test/fixtures/forms.ts';
import { opinionOf, teamVisit, tottoriEngagement } from '../../../test/fixtures/tottori.ts';
import type { Engagement } from '../engagement/engagement.ts';
import { opinionsAround } from '../engagement/team.ts';
import type { Visit } from '../engagement/visit.ts';
import { TOTTORI_R6 } from '../programmes/tottori-r6.ts';
import { instantInJapan } from '../time/day.ts';
import type { PrintData, PrintSection } from './print-data.ts';
import { visitReport } from './visit-report.ts';

const cells = (sections: readonly PrintSection[]) => sections.flatMap(({ rows }) => rows.flatMap((row) => row));

const lineOf = (sections: readonly PrintSection[], label: string): string => {
  const value = cells(sections).find((cell) => cell.label === label)?.value;
  return `${label}：${value?.kind === 'text' ? value.text : '–'}`;
};

describe('[L13.90] where no form is prescribed the record holds everything itself', () => {
  const programme = { ...PROGRAMME, id: 'tottori', ruleSets: [TOTTORI_R6] };
  const recordOf = (visit: Visit, change: Partial<Engagement> = {}): PrintData => {
    const data = visitReport(formFacts(visit, { programme, engagement: tottoriEngagement(visit, change) }));
    if ('refused' in data) throw new Error(data.refused);
    return data;
  };
  test('its sections in order, without a 別紙', () => {
    const { sections, annex, form } = recordOf(teamVisit({ number: 2 }), { opinions: { a: opinionOf() } });
    expect(form.name).toBe('支援記録');
    expect(annex).toBe(null);
    expect(sections.map(({ heading }) => heading)).toEqual([
      '1　支援企業',
      '2　支援チーム',
      '3　支援の内容（第2回目）',
      '4　支援員とのミーティング',
      '5　支援員の意見・要望と、その扱い',
      '6　支援企業の確認',
    ]);
    expect(lineOf(sections, '支援員')).toBe('支援員：足立 こずえ（サンプル）（見本町商工会（サンプル））');
    expect(lineOf(sections, '支援場所')).toBe('支援場所：本社工場');
    expect(lineOf(sections, '訪問の前')).toBe(
      '訪問の前：令和7年12月18日（木）　出席：足立 こずえ（サンプル）\n原価の把握から始める。',
    );
    expect(lineOf(sections, '足立 こずえ（サンプル）')).toBe(
      '足立 こずえ（サンプル）：令和7年12月17日（水）　支援全体について\n後継ぎの方にも話を聞いてほしい。\n回答：まだありません。',
    );
  });
  test('what nobody wrote takes no room; a missing meeting is said', () => {
    const { fields } = goodVisit();
    const bare = recordOf(goodVisit({ fields: { ...fields, effect: '', progress: '' } }), { meetings: {} });
    const labels = cells(bare.sections).map(({ label }) => label);
    expect(labels).not.toContain('支援効果');
    expect(labels).not.toContain('進捗状況');
    expect(lineOf(bare.sections, '記録')).toBe('記録：記録はありません。');
    const next = {
      nextOn: '2026-01-15',
      nextFrom: '13:30',
      nextTo: '15:40',
      nextContent: '',
      message: '直売所で会います。',
    };
    const more = recordOf(goodVisit({ fields: { ...fields, ...next } })).sections.map(({ heading }) => heading);
    expect(more).toContain('5　次回の予定（第2回目）');
    expect(more).toContain('6　連絡事項');
  });
});

describe('[L13.91] opinions in the record of a visit', () => {
  const visit = teamVisit();
  const began = instantInJapan('2025-12-18', '13:00');
  const answered = (atMs: number) => ({ handling: 'adopted', reply: 'はい', by: 'e', atMs, operation: 'o' }) as const;
  test.each([
    ['about it, said afterwards', { visit: visit.id, atMs: began + 1 }, true],
    ['about it, answered long ago', { visit: visit.id, atMs: began - 2, answers: [answered(began - 1)] }, true],
    ['open when it began', { atMs: began - 1 }, true],
    ['open when it began, answered since', { visit: 'visit-0', atMs: began - 1, answers: [answered(began)] }, true],
    ['answered before it began', { atMs: began - 2, answers: [answered(began - 1)] }, false],
    ['said afterwards, about the whole support', { atMs: began }, false],
  ])('%s: %s', (_, change, isThere) => {
    const opinions = { a: opinionOf(change) };
    expect(opinionsAround(tottoriEngagement(visit, { opinions }), visit)).toHaveLength(isThere ? 1 : 0);
  });
  test('before a visit has begun only what is about it', () => {
    const opinions = { a: opinionOf(), b: opinionOf({ id: 'b', visit: 'visit-1' }) };
    const found = opinionsAround({ opinions }, { id: 'visit-1', time: null });
    expect(found.map(({ id }) => id)).toEqual(['b']);
  });
});
