import { describe, expect, test } from 'vitest';
import { APPROVER, DAY, engagementWith, EXPERT, goodVisit, operation } from '../../../test/fixtures/engagement.ts';
import {
  meetingOf,
  OFFICER,
  OFFICER_NAME,
  opinionOf,
  TEAM,
  teamVisit,
  TOTTORI_CONTEXT,
  tottoriEngagement,
} from '../../../test/fixtures/tottori.ts';
import { apply } from '../operation/apply.ts';
import type { Role } from '../operation/context.ts';
import type { Envelope } from '../operation/envelope.ts';
import { isRefusal } from '../operation/refusals.ts';
import { OPERATION_TYPES } from '../operation/register.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { TOTTORI_R6 } from '../programmes/tottori-r6.ts';
import { carriesPart, reachOf, scopesOfPerson, workScope } from '../scope/reach.ts';
import { EMPTY_ENGAGEMENT, type Engagement, engagementParts } from './engagement.ts';
import { expertInCharge, meetingsOf, openOpinions } from './team.ts';
import { blankVisit } from './visit.ts';

const VISIT = 'visit-1';
const INTERIM = 'expert-oba';
const carriedOut = (engagement: Engagement, ...envelopes: readonly Envelope[]): Engagement =>
  envelopes.reduce((state, envelope) => {
    const outcome = apply(state, envelope, TOTTORI_CONTEXT);
    if (isRefusal(outcome)) throw new Error(`${envelope.type}: ${outcome.refused} ${outcome.detail?.join() ?? ''}`);
    return outcome.state;
  }, engagement);

const naming = (interimExpert: string | null) =>
  operation('team-named@1', { officers: [...TEAM.officers], interimExpert }, { actor: APPROVER });
const chosen = (expert: string) =>
  operation(
    'expert-assigned@1',
    { expert, on: DAY, department: '事務局', reason: '訪問で聞いたテーマによる。' },
    { actor: APPROVER },
  );
const unassigned = (): Engagement => {
  const engagement = tottoriEngagement(blankVisit(VISIT), { team: null, confirmations: {}, meetings: {} });
  return { ...engagement, core: engagement.core && { ...engagement.core, expert: null } };
};
const startedBy = (actor: string) => operation('visit-started@1', { visit: VISIT }, { actor });

describe('[L1.40] a team is named only where the programme has one', () => {
  test('support officers and an interim expert, in Tottori', () => {
    expect(carriedOut(unassigned(), naming(INTERIM)).team).toEqual({ ...TEAM, interimExpert: INTERIM });
  });
  test.each([
    ['support officers', { officers: [...TEAM.officers], interimExpert: null }, 'officers'],
    ['an interim expert', { officers: [], interimExpert: INTERIM }, 'interimExpert'],
  ])('%s, in a programme that chooses the expert first and knows no officers', (_, body, detail) => {
    const inFukuoka = { ...TOTTORI_CONTEXT, ruleSet: FUKUOKA_R7 };
    expect(apply(unassigned(), operation('team-named@1', body, { actor: APPROVER }), inFukuoka)).toEqual({
      refused: 'not_in_programme',
      detail: [detail],
    });
  });
});

describe('[L1.41] where the choice is free, visits go before it', () => {
  test('the interim expert visits; once another is chosen, only that one', () => {
    const before = carriedOut(unassigned(), naming(INTERIM), startedBy(INTERIM));
    expect(before.visits[VISIT]?.status).toBe('started');
    const after = carriedOut(before, chosen(EXPERT));
    expect(expertInCharge(after)).toBe(EXPERT);
    const end = (actor: string) => operation('visit-ended@1', { visit: VISIT }, { actor });
    expect(apply(after, end(INTERIM), TOTTORI_CONTEXT)).toEqual({ refused: 'not_allowed' });
    expect(carriedOut(after, end(EXPERT)).visits[VISIT]?.status).toBe('ended');
  });
  test('nobody approves a visit of their own, chosen or not', () => {
    const engagement = carriedOut(unassigned(), naming(APPROVER));
    const visit = goodVisit({ status: 'submitted', submission: { by: EXPERT, atMs: 1, operation: 'o' } });
    const release = { visit: VISIT, finding: 'not-confirmed', reason: '入院', decisionNumber: '決-1' };
    const { basis } = OPERATION_TYPES.get('finding-released@1') ?? {};
    const state = { ...engagement, visits: { [VISIT]: visit } };
    const released = operation('finding-released@1', release, {
      actor: APPROVER,
      basis: basis?.(state, release) ?? null,
    });
    expect(apply(state, released, TOTTORI_CONTEXT)).toEqual({ refused: 'self_approval' });
  });
  test('the interim expert sees the engagement until the choice, and it is taken back with it', () => {
    const before = carriedOut(unassigned(), naming(INTERIM));
    const scopesOf = (engagement: Engagement) =>
      reachOf('engagement', 'engagement-1', engagement, () => true)
        .filter(({ kind, scope }) => kind === 'engagement' && !/^(accounting|commissioner|auditor):/.test(scope))
        .map(({ scope }) => scope);
    expect(scopesOf(before)).toEqual([
      'desk:tottori',
      `person:${INTERIM}`,
      `officer:${OFFICER}`,
      workScope(INTERIM),
      workScope(OFFICER),
    ]);
    expect(scopesOf(carriedOut(before, chosen(EXPERT)))).toEqual([
      'desk:tottori',
      `person:${EXPERT}`,
      `officer:${OFFICER}`,
      workScope(EXPERT),
      workScope(OFFICER),
    ]);
  });
});

describe('[L1.42] a joint meeting is kept as it was written, beside the visit', () => {
  const body = { ...meetingOf(VISIT), meeting: 'meeting-2', corrects: null };
  const record = ({
    id: _,
    by: __,
    atMs: ___,
    operation: ____,
    ...written
  }: Omit<typeof body, 'corrects'> & { corrects: string | null }) => operation('joint-meeting-recorded@1', written);

  test('also after the approval: it is no late fact', () => {
    const approved = tottoriEngagement(teamVisit({ status: 'approved' }), { meetings: {} });
    const outcome = apply(approved, record({ ...body, when: 'after' }), TOTTORI_CONTEXT);
    expect(outcome).toMatchObject({ flags: [], state: { visits: { [VISIT]: { lateFacts: [] } } } });
  });
  test('a correction stands instead of it; the first stays in the record', () => {
    const engagement = carriedOut(
      tottoriEngagement(teamVisit()),
      record({ ...body, agreed: '直した内容', corrects: 'meeting-1' }),
    );
    expect(meetingsOf(engagement, VISIT).map(({ agreed }) => agreed)).toEqual(['直した内容']);
    expect(Object.keys(engagement.meetings)).toEqual(['meeting-1', 'meeting-2']);
  });
});

describe('[L1.43] an opinion waits for an answer, and every answer is kept', () => {
  const given = (actor: string) =>
    operation(
      'opinion-given@1',
      { opinion: 'opinion-2', visit: VISIT, officer: OFFICER_NAME, said: '店も見てほしい。' },
      { actor },
    );
  const answered = (reply: string) =>
    operation('opinion-answered@1', { opinion: 'opinion-2', handling: 'adopted', reply });

  test.each([OFFICER, EXPERT, APPROVER])('written down by %s', (actor) => {
    const engagement = carriedOut(tottoriEngagement(teamVisit()), given(actor));
    expect(openOpinions(engagement)).toMatchObject([{ officer: OFFICER_NAME, by: actor, said: '店も見てほしい。' }]);
  });
  test('answered twice', () => {
    const engagement = carriedOut(
      tottoriEngagement(teamVisit()),
      given(OFFICER),
      answered('次回に行く。'),
      answered('店長とも話した。'),
    );
    expect(openOpinions(engagement)).toEqual([]);
    expect(engagement.opinions['opinion-2']?.answers.map(({ reply }) => reply)).toEqual([
      '次回に行く。',
      '店長とも話した。',
    ]);
  });
});

describe('[L1.44] a support officer comments and writes what the team plans, on their own engagements, and nothing more', () => {
  const asOfficer = { ...TOTTORI_CONTEXT, roles: [{ role: 'supportOfficer', programme: 'tottori' }] } as const;
  const opinion = { opinion: 'opinion-2', visit: null, officer: OFFICER_NAME, said: '声' };
  test.each([
    [OFFICER, TEAM, false],
    ['officer-nobody', TEAM, true],
    [OFFICER, null, true],
  ] as const)('%s with team %o', (actor, team, refused) => {
    const engagement = tottoriEngagement(teamVisit(), { team });
    expect(isRefusal(apply(engagement, operation('opinion-given@1', opinion, { actor }), asOfficer))).toBe(refused);
  });
  test('every other operation on an engagement is refused', () => {
    const engagement = tottoriEngagement(teamVisit());
    expect(apply(engagement, startedBy(OFFICER), asOfficer)).toEqual({ refused: 'not_allowed' });
    const theirs = [...OPERATION_TYPES.values()].filter(({ by }) => by.includes('supportOfficer'));
    // What is planned for the company is the team's work, in whatever order it goes.
    expect(theirs.filter(({ kind }) => kind === 'engagement').map(({ type }) => type)).toEqual([
      'hearing-saved@1',
      'business-plan-saved@1',
      'action-saved@1',
      'kpi-saved@1',
      'kpi-measured@1',
      'opinion-given@1',
    ]);
    // An accident, and what becomes of one's own refused entries, is anybody's to say.
    expect(new Set(theirs.map(({ kind }) => kind))).toEqual(new Set(['engagement', 'incident', 'person']));
  });
});

describe('[L13.45] no step of an engagement needs a support officer (T-5-3)', () => {
  const secretariat: readonly Role[] = ['expert', 'staff', 'approver', 'accounting', 'administrator', 'privacyManager'];
  test('whatever a support officer may record, somebody else may record for them', () => {
    const theirs = [...OPERATION_TYPES.values()].filter(({ by }) => by.includes('supportOfficer'));
    expect(theirs.filter(({ by }) => !by.some((role) => secretariat.includes(role)))).toEqual([]);
  });
  test('what an officer leaves undone stops no intent, in any programme', () => {
    const restOnOfficers = ['officer-absent', 'meeting-not-recorded', 'opinion-unanswered'];
    for (const { findings } of [FUKUOKA_R7, TOTTORI_R6])
      for (const code of restOnOfficers) expect(Object.values(findings[code]?.severity ?? {})).not.toContain('BLOCK');
  });
  test('without any officer, meeting or opinion a visit is handed in and approved', () => {
    const visit = goodVisit();
    const engagement = tottoriEngagement(visit, { team: null, meetings: {} });
    const basisOf = (state: Engagement) =>
      OPERATION_TYPES.get('visit-submitted@1')?.basis?.(state, { visit: VISIT }) ?? null;
    const submitted = carriedOut(
      engagement,
      operation('visit-submitted@1', { visit: VISIT }, { basis: basisOf(engagement) }),
    );
    const approved = carriedOut(
      submitted,
      operation('visit-approved@1', { visit: VISIT }, { actor: APPROVER, basis: basisOf(submitted) }),
    );
    expect(approved.visits[VISIT]?.status).toBe('approved');
  });
});

describe('[L1.45] a support officer sees the support, never the signatures or the money', () => {
  const engagement = tottoriEngagement(teamVisit(), { opinions: { 'opinion-1': opinionOf() } });
  test('of the parts there are, all but the confirmations', () => {
    const carried = engagementParts
      .toParts({ ...engagement, plan: engagementWith(goodVisit()).plan })
      .map(({ part }) => part)
      .filter((part) => carriesPart(`officer:${OFFICER}`, 'engagement', part));
    expect(carried).toEqual(['core', 'plan', 'team', 'visit/visit-1', 'meeting/meeting-1', 'opinion/opinion-1']);
  });
  test.each(['confirmation/confirmation-1', 'paper/1', 'photo/1', 'location/1', 'delegation/1', 'invitation/1'])(
    'a part called %s is not in their feed, and is in the others',
    (part) => {
      expect(carriesPart(`officer:${OFFICER}`, 'engagement', part)).toBe(false);
      expect(carriesPart('desk:tottori', 'engagement', part)).toBe(true);
      expect(carriesPart(`person:${EXPERT}`, 'engagement', part)).toBe(true);
    },
  );
  test('their feed is one of its own, so that somebody who is an expert elsewhere sees more only there', () => {
    const roles = [
      { role: 'supportOfficer', programme: 'tottori' },
      { role: 'expert', programme: 'fukuoka' },
    ] as const;
    expect(scopesOfPerson('someone', roles, [])).toEqual(['person:someone', 'officer:someone']);
  });
  test('an engagement with its team comes out of its parts as it went in', () => {
    expect(engagementParts.fromParts(engagementParts.toParts(engagement))).toEqual(engagement);
    const later = [{ part: 'of-a-later-version/1', body: '{}' }];
    expect(engagementParts.fromParts(later)).toEqual(EMPTY_ENGAGEMENT);
  });
});
