import * as v from 'valibot';
import { expect, test } from 'vitest';
import { syncAnswerSchema } from './sync.ts';

const verdict = {
  seq: 1,
  operation: 'o-1',
  outcome: 'accepted',
  code: null,
  detail: [],
  flags: [],
  head: 3,
  receipt: 'r-1',
};
const row = { kind: 'engagement', aggregate: 'e-1', part: 'core', version: 1, body: '{}' };
const answer = {
  v: 1,
  push: { branch: 0, verdicts: [verdict], receipt: { id: 'r-1', text: 't', signature: 's' } },
  pull: { rows: [row], cursor: 3, more: false, epoch: 1, fresh: false },
  token: 'token',
  serverTimeMs: 1,
  backedUp: null,
};

test('[L14.7] what a newer server says beside is passed over, and what is known of it is read', () => {
  const newer = { later: 'said by a newer server' };
  const said = {
    ...answer,
    ...newer,
    push: {
      ...answer.push,
      ...newer,
      verdicts: [{ ...verdict, ...newer }],
      receipt: { ...answer.push.receipt, ...newer },
    },
    pull: { ...answer.pull, ...newer, rows: [{ ...row, ...newer }] },
  };
  expect(v.parse(syncAnswerSchema, said)).toEqual(answer);
});

test('[L14.7] a row of a kind that this app does not know yet comes with the others', () => {
  const rows = [{ ...row, kind: 'of-a-later-version' }, row];
  expect(v.parse(syncAnswerSchema, { ...answer, pull: { ...answer.pull, rows } }).pull).toMatchObject({ rows });
});

test.each([
  { ...answer, push: { branch: 0, verdicts: [{ ...verdict, outcome: 'perhaps' }], receipt: null } },
  { ...answer, pull: { ...answer.pull, cursor: -1 } },
  { ...answer, token: undefined },
])('[L14.7] what is known must be right', (said) => {
  expect(v.is(syncAnswerSchema, said)).toBe(false);
});
