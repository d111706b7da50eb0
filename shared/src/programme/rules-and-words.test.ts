import { describe, expect, test } from 'vitest';
import { contractText } from '../../../test/fixtures/contract.ts';
import { APPROVER, CONTEXT, operation } from '../../../test/fixtures/engagement.ts';
import { contractTextOn, contractWordsHash } from '../contract/contract-text.ts';
import { fillClauses, slotProblems } from '../contract/slots.ts';
import { apply } from '../operation/apply.ts';
import type { Context } from '../operation/context.ts';
import type { Envelope } from '../operation/envelope.ts';
import { isRefusal } from '../operation/refusals.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { carriesPart } from '../scope/reach.ts';
import { CONTRACT_TEXTS, type Programme, programmeParts, ruleSetOf, ruleSetOn } from './programme.ts';

const programme: Programme = {
  id: 'fukuoka',
  name: '伴走支援（サンプル）',
  fiscalYear: '令和7年度',
  office: '福岡サンプル支援センター',
  addressee: '理事長',
  sample: true,
  ruleSets: [FUKUOKA_R7],
};
const here = { kind: 'programme', aggregate: 'fukuoka', actor: APPROVER } as const;
const wholeOffice: Context = { ...CONTEXT, roles: [{ role: 'administrator', programme: null }] };
const outcomeOf = (state: Programme, envelope: Envelope, context: Context = CONTEXT) => {
  const outcome = apply<Programme>(state, envelope, context);
  return isRefusal(outcome) ? [outcome.refused, ...(outcome.detail ?? [])] : outcome.state;
};

describe('[L13.200] a programme’s rules get new versions for later days; what contracts were made under stays as it is', () => {
  const next = { ...FUKUOKA_R7, version: '令和8年4月1日適用', validFrom: '2026-04-01' };
  const adding = (change: object = {}) => operation('rule-set-added@1', { ruleSet: { ...next, ...change } }, here);
  test('a contract stays under the version of its day, and one of a later day falls under the new one', () => {
    const state = outcomeOf(programme, adding(), wholeOffice);
    if (Array.isArray(state)) throw new Error(state.join());
    const versionOn = (day: string) => ruleSetOn(state as Programme, day)?.version;
    expect([versionOn('2025-12-18'), versionOn('2026-03-31'), versionOn('2026-04-01')]).toEqual([
      FUKUOKA_R7.version,
      FUKUOKA_R7.version,
      next.version,
    ]);
    expect(ruleSetOf(state as Programme, { concludedOn: '2025-09-01' }, '2026-05-01')?.version).toBe(
      FUKUOKA_R7.version,
    );
    expect(ruleSetOf(state as Programme, null, '2026-03-31')?.version).toBe(FUKUOKA_R7.version);
  });
  test.each([
    ['today', { validFrom: '2025-12-18' }, ['rules_too_early', '2025-12-18']],
    ['the day of the newest version', { validFrom: '2025-08-01' }, ['rules_too_early', '2025-08-01']],
    ['a version that is there', { version: FUKUOKA_R7.version }, ['already_exists', 'version']],
  ] as const)('refused: %s', (_, change, refusal) => {
    expect(outcomeOf(programme, adding(change), wholeOffice)).toEqual(refusal);
  });
  test('it says what it changed', () => {
    const state = outcomeOf(programme, adding({ changes: '謝金の単価を改めた（第5条第1項）' }), wholeOffice);
    if (Array.isArray(state)) throw new Error(state.join());
    expect((state as Programme).ruleSets.at(-1)?.changes).toBe('謝金の単価を改めた（第5条第1項）');
  });
  test('an administrator of this programme alone does not change its rules', () => {
    expect(outcomeOf(programme, adding())).toEqual(['not_allowed']);
  });
});

describe('[L13.201] the words of a contract are the programme’s: a dated version with named slots, approved by another person', () => {
  const { id: _i, hash: _h, draftedBy: _d, draftedAtMs: _a, approved: _p, ...words } = contractText;
  const draft = (change: object = {}) =>
    operation('contract-text-drafted@1', { text: 'text-9', ...words, ...change }, { ...here, actor: 'staff-1' });
  test('what is wrong with slots is said in words', () => {
    expect(slotProblems('{{office}}と{{expert}}は、{{company}}を{{period}}支援する。')).toEqual([]);
    expect(slotProblems('{{office}}と{{だれか}}は、{{company}}を{{period}}支援する。{{')).toEqual([
      '「{{だれか}}」という差し込みの名前はありません。',
      '「{{expert}}」（受託者の氏名・名称）が、どこにもありません。',
      '「{{」と「}}」の組になっていないところがあります。',
    ]);
    expect(outcomeOf(programme, draft({ clauses: '空' }))).toHaveLength(5);
    expect(outcomeOf(programme, draft({ closingOnPaper: '{{company}}' }))).toEqual([
      'contract_slots',
      '結びの文と別記には、差し込み（{{ }}）を使えません。',
    ]);
  });
  test('what somebody typed is never a clause, nor a slot', () => {
    const values = {
      ...Object.fromEntries(['office', 'expert', 'period'].map((slot) => [slot, 'x'])),
      company: '# {{office}}\n- 株式会社',
    };
    const { blocks } = fillClauses('支援する者　{{company}}', values as never);
    expect(blocks).toEqual([{ kind: 'paragraph', text: '支援する者　# {{office}} - 株式会社' }]);
  });
  const drafted = outcomeOf(programme, draft()) as Programme;
  const approving = (change: object = {}, actor = APPROVER) =>
    operation(
      'contract-text-approved@1',
      { text: 'text-9', hash: contractWordsHash(words), decisionNumber: '決-1', ...change },
      { ...here, actor },
    );
  test('approved by another person, who read exactly these words', () => {
    expect(outcomeOf(drafted, approving({}, 'staff-1'))).toEqual(['self_approval']);
    expect(outcomeOf(drafted, approving({ hash: 'f'.repeat(64) }))).toEqual(['basis_changed']);
    expect(outcomeOf(drafted, approving(), { ...CONTEXT, freshProof: false })).toEqual(['proof_needed']);
    const approved = outcomeOf(drafted, approving()) as Programme;
    expect(approved.contractTexts?.[0]?.approved?.decisionNumber).toBe('決-1');
    expect(outcomeOf(approved, approving())).toEqual(['wrong_state', 'approved']);
  });
  test('the newest approved version of the day is the one that contracts are made of', () => {
    const later = { ...contractText, id: 'text-2', validFrom: '2026-04-01' };
    const unread = { ...contractText, id: 'text-3', validFrom: '2025-10-01', approved: null };
    const on = (day: string) => contractTextOn([contractText, later, unread], day)?.id;
    expect([on('2025-07-31'), on('2026-03-31'), on('2026-04-01')]).toEqual([undefined, 'text-1', 'text-2']);
  });
  test('no expert’s device gets them', () => {
    expect(
      ['person:x', 'officer:x', 'office', 'desk:fukuoka'].map((scope) =>
        carriesPart(scope, 'programme', CONTRACT_TEXTS),
      ),
    ).toEqual([false, false, true, true]);
    expect(programmeParts.fromParts(programmeParts.toParts(drafted))).toEqual(drafted);
  });
});
