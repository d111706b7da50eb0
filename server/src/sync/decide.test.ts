import { EMPTY_ENGAGEMENT } from '@banso/shared/engagement/engagement.ts';
import { type Envelope, envelopeToText, SYSTEM } from '@banso/shared/operation/envelope.ts';
import { expect, test } from 'vitest';
import { decide, type DecideInput } from './decide.ts';
import { placesOf } from './places.ts';
import type { Held } from './working-set.ts';
import { heldKey } from './held-key.ts';

const started: Envelope = {
  v: 1,
  id: '019a0000-0000-7000-8000-000000000001',
  tenant: 'fukuoka',
  device: 'device-1',
  seq: 1,
  actor: 'expert-1',
  type: 'visit-started@1',
  kind: 'engagement',
  aggregate: 'engagement-1',
  clock: { wallMs: 0, monoMs: 0, page: 'p', offsetMs: null },
  anchor: null,
  after: [],
  basis: null,
  salt: 'A'.repeat(22),
  body: { visit: 'visit-1' },
};

const held = (state: unknown): Held => ({
  kind: 'engagement',
  id: 'engagement-1',
  before: [],
  stateBefore: state,
  state,
  scopesBefore: new Set(['person:expert-1']),
});

const person: Held = {
  ...held({ id: 'expert-1', name: '見本', kana: '', roles: [{ role: 'expert', programme: null }], registration: null }),
  kind: 'person',
  id: 'expert-1',
};

const core = { id: 'engagement-1', programme: 'p', company: 'c', contract: null, expert: 'expert-1', assignments: [] };

const input = (envelope: Envelope, state: unknown, owner = 'expert-1'): DecideInput => {
  const [place] = placesOf([{ text: envelopeToText(envelope) }], { fromSeq: 1, toSeq: 1, openCopy: () => null }) ?? [];
  if (!place) throw new Error('no place');
  return {
    set: new Map([
      [heldKey('engagement', 'engagement-1'), held(state)],
      [heldKey('person', 'expert-1'), person],
    ]),
    place,
    holder: { tenant: 'fukuoka', device: 'device-1', person: owner },
    bounds: { notBeforeMs: null, notAfterMs: null },
    quoted: [],
    freshProof: true,
    restoredAtMs: null,
    proofs: () => ({ deviceProof: null, codeProof: null }),
    carriedOut: () => false,
    isErased: () => false,
    reportBug: () => undefined,
  };
};

test('[L7.2] a state that makes apply throw parks the operation, leaves the state alone, and reports the bug by id', () => {
  const bugs: string[] = [];
  const broken = { ...EMPTY_ENGAGEMENT, core, visits: null };
  const tried = input(started, broken);
  expect(decide({ ...tried, reportBug: (_error, id) => bugs.push(id) })).toMatchObject({
    outcome: 'parked',
    code: 'apply_threw',
  });
  expect(tried.set.get('engagement/engagement-1')?.state).toBe(broken);
  expect(bugs).toEqual([started.id]);
});

test('[L7.18] nobody but the server’s own device speaks as the system, whatever person was registered', () => {
  const envelope = { ...started, actor: SYSTEM };
  expect(decide(input(envelope, { ...EMPTY_ENGAGEMENT, core }, SYSTEM))).toMatchObject({
    outcome: 'parked',
    code: 'misaddressed',
  });
});

test('[L7.4] an operation on an erased record is parked, but to strangers it looks like any other', () => {
  const mine = input(started, { ...EMPTY_ENGAGEMENT, core });
  expect(decide({ ...mine, isErased: () => true }).code).toBe('erased');
  const strange = input({ ...started, aggregate: 'engagement-9' }, { ...EMPTY_ENGAGEMENT, core });
  expect(decide({ ...strange, isErased: () => true }).code).toBe('out_of_scope');
});
