import { describe, expect, test } from 'vitest';
import {
  APPROVER,
  confirmationBodyOf,
  CONTEXT,
  DAY,
  engagementWith,
  EXPERT,
  goodVisit,
  operation,
} from '../../../test/fixtures/engagement.ts';
import { COMPANY_CASES } from '../../../test/fixtures/company-cases.ts';
import type { Case } from '../../../test/fixtures/operation-case.ts';
import { PAPER_CASES } from '../../../test/fixtures/paper-cases.ts';
import { REGISTER_CASES } from '../../../test/fixtures/register-cases.ts';
import { TEAM_CASES } from '../../../test/fixtures/team-cases.ts';
import { ACCEPTANCE_CASES } from '../../../test/fixtures/acceptance.ts';
import { CONSENT_CASES } from '../../../test/fixtures/consent-cases.ts';
import { INCIDENT_CASES } from '../../../test/fixtures/incident-cases.ts';
import { DISPOSAL_CASES } from '../../../test/fixtures/disposal-cases.ts';
import { PERSON_CASES } from '../../../test/fixtures/person-cases.ts';
import { GUEST_CASES } from '../../../test/fixtures/guest-cases.ts';
import { TOLD_CASES } from '../../../test/fixtures/told-cases.ts';
import { type Engagement, EMPTY_ENGAGEMENT } from '../engagement/engagement.ts';
import { blankVisit, type Visit } from '../engagement/visit.ts';
import { visitBasis } from '../engagement/visit-basis.ts';
import { fieldHash } from '../engagement/visit-fields.ts';
import type { Photo } from '../engagement/photo.ts';
import { apply } from './apply.ts';
import { type Role, ROLES } from './context.ts';
import type { Need } from './define.ts';
import { SYSTEM } from './envelope.ts';
import { isRefusal } from './refusals.ts';
import { type BodyOf, OPERATION_TYPES, PARTS_OF_KIND } from './register.ts';

type Type = keyof BodyOf;

const VISIT = 'visit-1';
const NEEDS: readonly Need[] = ['ruleSet', 'parties', 'otherVisits', 'likeness', 'bounds'];

const withVisitIn = (status: Visit['status'], change: Partial<Visit> = {}): Engagement =>
  engagementWith(goodVisit({ status, ...change }));

const submitted = withVisitIn('submitted', { submission: { by: EXPERT, atMs: 1, operation: 'o' } });
const ended = withVisitIn('ended');
const scheduled = engagementWith({ ...blankVisit(VISIT), number: 1 }, { signed: false });
const conflict = { id: 'o/effect', field: 'effect', value: '別の文', by: EXPERT, atMs: 1 } as const;
const noted = { operation: 'o', atMs: 1, distanceMetres: 120, accuracyMetres: 20 };
const withLocation: Engagement = {
  ...ended,
  locations: { [VISIT]: { visit: VISIT, start: noted, end: null } },
};
const withDelegation: Engagement = {
  ...ended,
  delegations: {
    'delegation-1': {
      id: 'delegation-1',
      name: '川上 麻衣',
      title: '専務',
      from: DAY,
      to: null,
      toldBy: 'telephone',
      note: '',
      by: APPROVER,
      atMs: 1,
      ended: null,
    },
  },
};
const undecided = withVisitIn('ended', { conflicts: [conflict] });

const seenBy = (actor: string, state: Engagement) => ({ actor, basis: visitBasis(state, VISIT) });
const stranger = { actor: 'expert-nobody' };
/** One who holds no engagement: whatever an expert may do, they may not. */
const byStranger = <T extends Type>(state: unknown, type: T, body: BodyOf[T]) =>
  ({ state, operation: operation(type, body, stranger), as: 'not_allowed' }) as const;

const onVisit = { visit: VISIT };
const schedule = { on: '2025-12-25', from: '10:00', to: '13:10', mode: 'onSite', place: '直売所' } as const;
const plan = {
  situation: '',
  issues: '',
  goal: '',
  deliverable: '',
  actualFareWanted: false,
  nearestStop: '',
  rows: [],
};
const times = { ...onVisit, on: DAY, from: '13:00', to: '16:20', reason: '終了を押し忘れた' };
const setBack = { ...onVisit, how: 'cancelled', requestedBy: 'company', reason: '急な納品' } as const;
const assignment = { expert: EXPERT, on: DAY, department: '経営支援課', reason: '計画の内容による' };
const contract = { number: 'サンプル-002', concludedOn: '2025-09-02', from: '2025-09-02', to: '2026-01-31' };
const release = { ...onVisit, finding: 'no-plan', reason: '別便で受領', decisionNumber: '決-1' };
const delegation = {
  delegation: 'delegation-1',
  name: '川上 麻衣',
  title: '専務',
  from: DAY,
  to: null,
  toldBy: 'telephone',
  note: '',
} as const;
const location = { ...onVisit, at: 'start', distanceMetres: 120, accuracyMetres: 20 } as const;
const ending = { delegation: 'delegation-1', on: DAY, reason: '代表者が戻った' };
const comments = [{ field: 'effect', text: '数字を書いてください。' }] as const;
const saved = { ...onVisit, changes: [{ field: 'effect' as const, base: fieldHash('別'), value: '直した文' }] };
const choice = { ...onVisit, conflict: conflict.id, base: fieldHash(goodVisit().fields.effect), value: '選んだ文' };

const picture = {
  ...onVisit,
  photo: 'photo-1',
  purpose: 'whiteboard',
  caption: '工程の並べ替え',
  type: 'image/jpeg',
  sha256: 'a'.repeat(64),
  bytes: 300_000,
  width: 1_600,
  height: 1_200,
} as const;
const kept = { ...onVisit, photo: 'photo-1', sha256: 'b'.repeat(64), bytes: 200_000, width: 1_600, height: 1_200 };
const removal = { ...onVisit, photo: 'photo-1', reason: '人の顔が写っていた' };
const withPictures = (count: number, stored: Photo['stored'] = null): Engagement => {
  const { photo: _, ...facts } = picture;
  const photos = Array.from(
    { length: count },
    (_one, i): Photo => ({
      id: `photo-${i + 1}`,
      ...facts,
      by: EXPERT,
      atMs: 1,
      operation: 'o',
      stored,
      removed: null,
    }),
  );
  return { ...ended, photos: Object.fromEntries(photos.map((photo) => [photo.id, photo])) };
};

/** The type makes a case for every published operation a duty of whoever adds one. */
const CASES: Readonly<Record<Type, Case>> = {
  ...COMPANY_CASES,
  ...REGISTER_CASES,
  ...ACCEPTANCE_CASES,
  ...TOLD_CASES,
  ...DISPOSAL_CASES,
  ...INCIDENT_CASES,
  ...CONSENT_CASES,
  ...GUEST_CASES,
  ...PERSON_CASES,
  ...TEAM_CASES,
  ...PAPER_CASES,
  'engagement-created@1': {
    carriedOut: {
      state: EMPTY_ENGAGEMENT,
      operation: operation('engagement-created@1', { programme: 'fukuoka', company: 'noodles' }),
    },
    refused: {
      state: ended,
      operation: operation('engagement-created@1', { programme: 'fukuoka', company: 'noodles' }),
      as: 'already_exists',
    },
  },
  'contract-recorded@1': {
    carriedOut: { state: withoutContract(ended), operation: operation('contract-recorded@1', contract) },
    refused: { state: ended, operation: operation('contract-recorded@1', contract), as: 'already_exists' },
  },
  'expert-assigned@1': {
    carriedOut: { state: ended, operation: operation('expert-assigned@1', assignment) },
    refused: {
      state: ended,
      operation: operation('expert-assigned@1', { ...assignment, on: '2026-04-01' }),
      as: 'not_registered',
    },
  },
  'plan-saved@1': {
    carriedOut: { state: ended, operation: operation('plan-saved@1', plan) },
    refused: byStranger(ended, 'plan-saved@1', plan),
  },
  'plan-submitted@1': {
    carriedOut: { state: ended, operation: operation('plan-submitted@1', {}) },
    refused: { state: { ...ended, plan: null }, operation: operation('plan-submitted@1', {}), as: 'unknown_record' },
  },
  'visit-scheduled@1': {
    carriedOut: {
      state: ended,
      operation: operation('visit-scheduled@1', { visit: 'visit-2', number: 2, ...schedule }),
    },
    refused: {
      state: ended,
      operation: operation('visit-scheduled@1', { visit: 'visit-2', number: 0, ...schedule }),
      as: 'malformed',
    },
  },
  'visit-started@1': {
    carriedOut: { state: scheduled, operation: operation('visit-started@1', onVisit) },
    refused: byStranger(scheduled, 'visit-started@1', onVisit),
  },
  'visit-ended@1': {
    carriedOut: { state: scheduled, operation: operation('visit-ended@1', onVisit) },
    refused: byStranger(scheduled, 'visit-ended@1', onVisit),
  },
  'visit-time-corrected@1': {
    carriedOut: { state: ended, operation: operation('visit-time-corrected@1', times) },
    refused: {
      state: ended,
      operation: operation('visit-time-corrected@1', { ...times, reason: '　' }),
      as: 'malformed',
    },
  },
  'visit-set-back@1': {
    carriedOut: { state: scheduled, operation: operation('visit-set-back@1', setBack) },
    refused: {
      state: scheduled,
      operation: operation('visit-set-back@1', { ...setBack, reason: '' }),
      as: 'malformed',
    },
  },
  'visit-report-saved@1': {
    carriedOut: { state: ended, operation: operation('visit-report-saved@1', saved) },
    refused: {
      state: ended,
      operation: operation('visit-report-saved@1', { ...saved, changes: [] }),
      as: 'malformed',
    },
  },
  'text-chosen@1': {
    carriedOut: { state: undecided, operation: operation('text-chosen@1', choice) },
    refused: {
      state: undecided,
      operation: operation('text-chosen@1', { ...choice, base: fieldHash('もう変わった文') }),
      as: 'basis_changed',
    },
  },
  'confirmation-signed@1': {
    carriedOut: { state: scheduled, operation: operation('confirmation-signed@1', confirmationBodyOf(goodVisit())) },
    refused: {
      state: ended,
      operation: operation('confirmation-signed@1', confirmationBodyOf(goodVisit())),
      as: 'already_exists',
    },
  },
  'location-noted@1': {
    carriedOut: { state: ended, operation: operation('location-noted@1', location) },
    refused: {
      state: withLocation,
      operation: operation('location-noted@1', location),
      as: 'already_exists',
    },
  },
  'signer-delegated@1': {
    carriedOut: { state: ended, operation: operation('signer-delegated@1', delegation, { actor: APPROVER }) },
    refused: {
      state: withDelegation,
      operation: operation('signer-delegated@1', delegation, { actor: APPROVER }),
      as: 'already_exists',
    },
  },
  'delegation-ended@1': {
    carriedOut: { state: withDelegation, operation: operation('delegation-ended@1', ending, { actor: APPROVER }) },
    refused: {
      state: ended,
      operation: operation('delegation-ended@1', ending, { actor: APPROVER }),
      as: 'unknown_record',
    },
  },
  'photo-added@1': {
    carriedOut: { state: ended, operation: operation('photo-added@1', picture) },
    refused: {
      state: withPictures(20),
      operation: operation('photo-added@1', { ...picture, photo: 'photo-21' }),
      as: 'too_many_photos',
    },
  },
  'photo-removed@1': {
    carriedOut: { state: withPictures(1), operation: operation('photo-removed@1', removal) },
    refused: { state: ended, operation: operation('photo-removed@1', removal), as: 'unknown_record' },
  },
  'photo-stored@1': {
    carriedOut: { state: withPictures(1), operation: operation('photo-stored@1', kept, { actor: SYSTEM }) },
    refused: { state: withPictures(1), operation: operation('photo-stored@1', kept), as: 'not_allowed' },
  },
  'visit-submitted@1': {
    carriedOut: { state: ended, operation: operation('visit-submitted@1', onVisit, seenBy(EXPERT, ended)) },
    refused: {
      state: undecided,
      operation: operation('visit-submitted@1', onVisit, seenBy(EXPERT, undecided)),
      as: 'blocked_by_finding',
    },
  },
  'visit-withdrawn@1': {
    carriedOut: { state: submitted, operation: operation('visit-withdrawn@1', onVisit) },
    refused: { state: ended, operation: operation('visit-withdrawn@1', onVisit), as: 'wrong_state' },
  },
  'visit-sent-back@1': {
    carriedOut: {
      state: submitted,
      operation: operation('visit-sent-back@1', { ...onVisit, comments: [...comments] }, seenBy(APPROVER, submitted)),
    },
    refused: {
      state: ended,
      operation: operation('visit-sent-back@1', { ...onVisit, comments: [...comments] }, seenBy(APPROVER, ended)),
      as: 'wrong_state',
    },
  },
  'visit-approved@1': {
    carriedOut: { state: submitted, operation: operation('visit-approved@1', onVisit, seenBy(APPROVER, submitted)) },
    refused: {
      state: submitted,
      operation: operation('visit-approved@1', onVisit, seenBy(EXPERT, submitted)),
      as: 'self_approval',
    },
  },
  'finding-released@1': {
    carriedOut: { state: ended, operation: operation('finding-released@1', release, seenBy(APPROVER, ended)) },
    refused: {
      state: ended,
      operation: operation('finding-released@1', { ...release, finding: 'in-the-future' }, seenBy(APPROVER, ended)),
      as: 'not_releasable',
    },
  },
};

describe('[L14.1] every published operation type is carried out once and refused once', () => {
  test('the cases are the register’s types', () => {
    expect(Object.keys(CASES).toSorted()).toEqual([...OPERATION_TYPES.keys()].toSorted());
  });
  test.each(Object.entries(CASES))('%s is carried out', (_, { carriedOut }) => {
    expect(apply(carriedOut.state, carriedOut.operation, carriedOut.context ?? CONTEXT)).not.toHaveProperty('refused');
  });
  test.each(Object.entries(CASES))('%s is refused', (_, { refused }) => {
    expect(apply(refused.state, refused.operation, refused.context ?? CONTEXT)).toMatchObject({ refused: refused.as });
  });
  test.each([...OPERATION_TYPES.values()])('$type names what it needs in the order of the list', ({ needs }) => {
    expect(needs).toEqual(NEEDS.filter((need) => needs.includes(need)));
  });
});

test.each(Object.entries(CASES))('[L16.4] %s changes only parts of its own retention class', (name, { carriedOut }) => {
  const outcome = apply(carriedOut.state, carriedOut.operation, carriedOut.context ?? CONTEXT);
  if (isRefusal(outcome)) throw new Error(outcome.refused);
  const { toParts } = PARTS_OF_KIND[carriedOut.operation.kind];
  const before = new Map(toParts(carriedOut.state).map(({ part, body }) => [part, body]));
  const changed = toParts(outcome.state).filter(({ part, body }) => before.get(part) !== body);
  expect(changed.length).toBeGreaterThan(0);
  expect(new Set(changed.map(({ retention }) => retention))).toEqual(new Set([OPERATION_TYPES.get(name)?.retention]));
});

function withoutContract(engagement: Engagement): Engagement {
  return { ...engagement, core: engagement.core && { ...engagement.core, contract: null } };
}

const asRole = (
  { state, operation: envelope, context = CONTEXT }: Case['carriedOut'],
  role: Role,
  programme: string | null,
) =>
  apply(
    state,
    { ...envelope, actor: envelope.actor.replace(SYSTEM, APPROVER) },
    { ...context, roles: [{ role, programme }] },
  );
const outsiders = Object.entries(CASES).flatMap(([name, { carriedOut }]) =>
  ROLES.filter((role) => !OPERATION_TYPES.get(name)?.by.includes(role)).map((role) => ({ name, role, carriedOut })),
);

test.each(outsiders)('[L15.140] $name is not for $role', ({ role, carriedOut }) => {
  expect(asRole(carriedOut, role, carriedOut.context?.roles[0]?.programme ?? 'fukuoka')).toEqual({
    refused: 'not_allowed',
  });
});
test('[L15.140] commissioner and auditor only read', () => {
  expect(
    [...OPERATION_TYPES.values()].flatMap(({ by }) => by).filter((role) => /commissioner|auditor/.test(role)),
  ).toEqual([]);
});
