import { describe, expect, test } from 'vitest';
import { EXPERT } from '../../../test/fixtures/engagement.ts';
import {
  ANSWER,
  meetingOf,
  OFFICER_NAME,
  opinionOf,
  TEAM,
  teamVisit,
  tottoriEngagement,
} from '../../../test/fixtures/tottori.ts';
import type { Engagement } from '../engagement/engagement.ts';
import type { Visit } from '../engagement/visit.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { TOTTORI_R6 } from '../programmes/tottori-r6.ts';
import { instantInJapan } from '../time/day.ts';
import { evaluateEngagement, evaluateVisit } from './evaluate.ts';

const TODAY = '2025-12-20';

const found = (visit: Visit, change: Partial<Engagement> = {}) =>
  evaluateVisit(TOTTORI_R6, {
    engagement: tottoriEngagement(visit, change),
    visit,
    otherVisits: [],
    likeTexts: [],
    likeStrokes: [],
    likePapers: [],
    today: TODAY,
  });

const reasonOf = (code: string, visit: Visit, change?: Partial<Engagement>) =>
  found(visit, change).find((finding) => finding.code === code)?.reason;

const without = (present: string): Visit => {
  const visit = teamVisit();
  return { ...visit, fields: { ...visit.fields, present } };
};

describe('[L13.44] what belongs to a visit of a team is told, with its article and the way to mend it', () => {
  test('a signed visit of 120 minutes with its officer and its meeting has no finding, though no plan was handed in', () => {
    const visit = teamVisit({ time: { on: '2025-12-18', from: '13:00', to: '15:10', toOn: '2025-12-18' } });
    expect(found(visit).map(({ code }) => code)).toEqual([]);
  });
  test.each([
    ['the officer by name', `川上 正一、${OFFICER_NAME}`, undefined],
    ['spaces and width do not matter', '足立こずえ(サンプル)', undefined],
    ['the company alone', '川上 正一', '「同席した人」に、支援員（足立 こずえ（サンプル））の名前がありません。'],
  ])('present: %s', (_, present, reason) => {
    expect(reasonOf('officer-absent', without(present))).toBe(reason);
  });
  test('nobody was named as support officer', () => {
    for (const team of [null, { ...TEAM, officers: [] }])
      expect(reasonOf('officer-absent', teamVisit(), { team })).toBe('この支援案件には、支援員が登録されていません。');
  });
  test.each([
    ['before it', { m: meetingOf('visit-1', { when: 'before' }) }, false],
    ['after it', { m: meetingOf('visit-1', { when: 'after', on: '2025-12-19' }) }, false],
    ['around another visit', { m: meetingOf('visit-2') }, true],
    ['never', {}, true],
  ] as const)('a meeting %s', (_, meetings, missing) => {
    const reason = reasonOf('meeting-not-recorded', teamVisit(), { meetings });
    expect(reason).toBe(missing ? 'この訪問の前にも後にも、支援員とのミーティングの記録がありません。' : undefined);
  });
  test.each([
    ['said the day before, open', opinionOf(), true],
    ['said during the visit', opinionOf({ atMs: instantInJapan('2025-12-18', '13:00') }), false],
    ['answered', opinionOf({ answers: [ANSWER] }), false],
    ['declined with a reason', opinionOf({ answers: [{ ...ANSWER, handling: 'declined' }] }), false],
  ] as const)('an opinion %s', (_, opinion, due) => {
    const reason = reasonOf('opinion-unanswered', teamVisit(), { opinions: { [opinion.id]: opinion } });
    expect(reason).toBe(
      due
        ? 'この訪問より前に出された、足立 こずえ（サンプル）さんの意見「後継ぎの方にも話を聞いてほしい。」に、まだ答えていません。'
        : undefined,
    );
  });
  test('several opinions are counted, a long one is shortened', () => {
    const opinions = {
      a: opinionOf({ id: 'a', said: 'あ'.repeat(40) }),
      b: opinionOf({ id: 'b', atMs: instantInJapan('2025-12-17', '11:00') }),
    };
    expect(reasonOf('opinion-unanswered', teamVisit(), { opinions })).toContain(
      `「${'あ'.repeat(30)}…」と、ほか1件の意見に、まだ答えていません。`,
    );
  });
  test('a visit that has not ended owes nothing yet', () => {
    const visit = teamVisit({ time: { on: '2025-12-18', from: '13:00', to: null, toOn: '2025-12-18' } });
    expect(reasonOf('officer-absent', visit, { team: null })).toBeUndefined();
    expect(reasonOf('meeting-not-recorded', visit, { meetings: {} })).toBeUndefined();
  });
  test('each says in Japanese what to do, and a programme without support officers says nothing of it', () => {
    const opinions = { o: opinionOf() };
    const engagement = tottoriEngagement(without('川上 正一'), { meetings: {}, opinions });
    const facts = {
      engagement,
      visit: without('川上 正一'),
      otherVisits: [],
      likeTexts: [],
      likeStrokes: [],
      likePapers: [],
      today: TODAY,
    };
    const team = evaluateVisit(TOTTORI_R6, facts).filter(({ code }) => code !== 'not-confirmed');
    expect(team.map(({ code }) => code)).toEqual(['officer-absent', 'meeting-not-recorded', 'opinion-unanswered']);
    for (const { mend, source } of team) {
      expect(mend).toMatch(/(ください|なります|できます)。$/);
      expect(source).toMatch(/^仕様書4\(1\)\(エ\)/);
    }
    const inFukuoka = evaluateVisit(FUKUOKA_R7, facts).map(({ code }) => code);
    expect(inFukuoka).not.toContain('officer-absent');
    expect(inFukuoka).not.toContain('meeting-not-recorded');
  });
});

describe('[L13.43] what can be said only at the end is asked when the engagement is closed', () => {
  const held = (count: number, modes: readonly ('onSite' | 'online')[] = []): Engagement => {
    const visits = Array.from({ length: count }, (_, i) => {
      const visit = teamVisit({ id: `visit-${i + 1}`, number: i + 1 });
      const on = `2025-12-0${i + 1}`;
      return {
        ...visit,
        time: { on, from: '13:00', to: '15:10', toOn: on },
        fields: { ...visit.fields, mode: modes[i] ?? 'onSite' },
      };
    });
    return { ...tottoriEngagement(teamVisit()), visits: Object.fromEntries(visits.map((visit) => [visit.id, visit])) };
  };
  const atTheEnd = (engagement: Engagement) => evaluateEngagement(TOTTORI_R6, { engagement, today: TODAY });

  test.each([
    [4, '実施した訪問は4回で、目安の5回程度と違います。'],
    [5, undefined],
    [6, '実施した訪問は6回で、目安の5回程度と違います。'],
  ])('%i visits held', (count, reason) => {
    expect(atTheEnd(held(count)).find(({ code }) => code === 'visits-differ-from-guide')?.reason).toBe(reason);
  });
  test('cancelled and planned visits are not counted, and while visits go on nothing is said about their number', () => {
    const engagement = held(6);
    const [first] = Object.values(engagement.visits);
    if (!first) throw new Error('no visit');
    const visits = { ...engagement.visits, [first.id]: { ...first, status: 'cancelled' as const } };
    expect(atTheEnd({ ...engagement, visits })).toEqual([]);
    expect(found(teamVisit()).map(({ code }) => code)).not.toContain('visits-differ-from-guide');
  });
  test.each([
    ['all online', ['online', 'online', 'online', 'online', 'online'], true],
    ['one on site', ['online', 'online', 'onSite', 'online', 'online'], false],
  ] as const)('%s', (_, modes, lacking) => {
    const reason = atTheEnd(held(5, modes)).find(({ code }) => code === 'no-on-site-visit')?.reason;
    expect(reason).toBe(
      lacking ? '担当の専門家の現地訪問が、原則の1回に届いていません（オンラインの回は数えません）。' : undefined,
    );
  });
  test('each expert who held a visit is asked; one who was replaced before any visit is not', () => {
    const choice = { department: '事務局', reason: 'テーマによる', by: 'office' };
    const core = (...assignments: readonly { readonly expert: string; readonly on: string }[]) => {
      const engagement = held(5, ['online', 'online']);
      return {
        ...engagement,
        core: engagement.core && {
          ...engagement.core,
          assignments: assignments.map((one) => ({ ...one, ...choice })),
        },
      };
    };
    const codes = (engagement: Engagement) =>
      atTheEnd(engagement).map(({ code, reason }) => [code, reason.slice(0, 10)]);
    expect(codes(core({ expert: 'expert-old', on: '2025-11-01' }, { expert: EXPERT, on: '2025-12-03' }))).toEqual([
      ['no-on-site-visit', '前に担当した専門家の'],
    ]);
    expect(codes(core({ expert: 'expert-old', on: '2025-11-01' }, { expert: EXPERT, on: '2025-11-20' }))).toEqual([]);
  });
  test('neither stops anything', () => {
    for (const { severity } of atTheEnd(held(1, ['online']))) expect(severity).toEqual({ close: 'WARN' });
    expect(atTheEnd(held(1, ['online']))).toHaveLength(2);
  });
});
