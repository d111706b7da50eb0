import { describe, expect, test } from 'vitest';
import {
  agreed,
  after,
  chosen,
  concluded,
  CONTRACT_CONTEXT,
  contractText,
  declarations,
  notice,
  offerBody,
  offered,
  PAPER,
  printed,
  signing,
} from '../../../test/fixtures/contract.ts';
import { APPROVER, EXPERT, goodVisit, operation } from '../../../test/fixtures/engagement.ts';
import { given } from '../../../test/support/given.ts';
import { apply } from '../operation/apply.ts';
import type { Context } from '../operation/context.ts';
import type { Envelope } from '../operation/envelope.ts';
import { isRefusal } from '../operation/refusals.ts';
import type { BodyOf } from '../operation/register.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { evaluateVisit } from '../rules/evaluate.ts';
import { instantInJapan } from '../time/day.ts';
import { addressInContracts, contractState, needsContract, openPaper } from './contract-paper.ts';
import type { Engagement } from './engagement.ts';

const byOffice = { actor: APPROVER } as const;
const refusalOf = (state: Engagement, envelope: Envelope, context: Context = CONTRACT_CONTEXT) => {
  const outcome = apply(state, envelope, context);
  return isRefusal(outcome) ? [outcome.refused, ...(outcome.detail ?? [])] : null;
};
const at = (day: string) => ({
  clock: { wallMs: instantInJapan(day, '10:00'), monoMs: 0, page: 'page', offsetMs: null },
});
const paperIn = (engagement: Engagement) => engagement.contractPapers[PAPER];

describe('[L13.203] a contract is offered from the approved words of its programme, and says who, for whom and when', () => {
  test('every slot is filled from the records, and nothing of it is typed twice', () => {
    const paper = paperIn(offered());
    const text = paper?.blocks.map((block) => block.text).join('\n') ?? '';
    expect(text).toContain('有限会社 みのり野製麺（サンプル）');
    expect(text).toContain('令和7年12月19日から令和8年1月31日まで');
    expect(text).toContain('31,500円（消費税率10%、うち消費税2,863円）');
    expect(text).toContain('2,100円（消費税率10%、うち消費税190円）');
    expect(text).not.toMatch(/[{}]/);
    expect(paper?.ruleSet).toEqual({ id: FUKUOKA_R7.id, version: FUKUOKA_R7.version });
  });
  test('the closing sentence is that of its route', () => {
    expect(paperIn(offered())?.closing).toMatch(/電磁的記録/);
    expect(paperIn(offered({ route: 'paper' }))?.closing).toMatch(/本書2通.*記名押印/);
  });
  test.each([
    ['before an expert is chosen', { core: chosen.core && { ...chosen.core, expert: null } }, {}, {}, 'wrong_state'],
    ['with its end before its beginning', {}, { to: '2025-12-01' }, {}, 'malformed'],
    ['for a corporation without its name', {}, { party: { ...offerBody.party, kind: 'corporation' } }, {}, 'malformed'],
    ['while another offer waits', offered(), { paper: 'contract-2', number: '別' }, {}, 'already_exists'],
    [
      'while there is a contract with this expert',
      concluded(),
      { paper: 'contract-2', number: '別' },
      {},
      'already_exists',
    ],
  ] as const)('it is refused %s', (_, state, change, __, code) => {
    const body = { ...offerBody, ...change } as BodyOf['contract-offered@1'];
    expect(refusalOf({ ...chosen, ...state }, operation('contract-offered@1', body, byOffice))?.[0]).toBe(code);
  });
  const offer = operation('contract-offered@1', offerBody, byOffice);
  const basis = CONTRACT_CONTEXT.contractBasis;
  const withBasis = (change: object): Context => ({
    ...CONTRACT_CONTEXT,
    contractBasis: basis ? { ...basis, ...change } : null,
  });
  test('outside of a sample, no contract is made of words that are not the office’s own', () => {
    expect(refusalOf(chosen, offer, withBasis({ sample: false }))?.[0]).toBe('contract_text_missing');
    const official = { ...contractText, official: true };
    expect(refusalOf(chosen, offer, withBasis({ sample: false, texts: [official] }))).toBeNull();
  });
  test('words that nobody approved, or that hold from a later day on, make no contract', () => {
    expect(refusalOf(chosen, offer, withBasis({ texts: [{ ...contractText, approved: null }] }))?.[0]).toBe(
      'contract_text_missing',
    );
    expect(refusalOf(chosen, offer, withBasis({ texts: [{ ...contractText, validFrom: '2026-04-01' }] }))?.[0]).toBe(
      'contract_text_missing',
    );
  });
  test('a figure that the programme does not have is named, never printed as a blank', () => {
    const { money: _, ...without } = FUKUOKA_R7;
    expect(refusalOf(chosen, offer, withBasis({ ruleSets: [without] }))).toEqual(['contract_blank', 'fee', 'travel']);
  });
});

describe('[L13.370] an expert’s address is that of the newest contract to which they agreed as a person', () => {
  const at = (address: string, atMs: number) => {
    const engagement = agreed({ party: { ...offerBody.party, address } });
    const paper = given(engagement.contractPapers[PAPER]);
    const signedByExpert = { ...given(paper.signedByExpert), atMs };
    return { contractPapers: { [PAPER]: { ...paper, signedByExpert } } };
  };
  test('the newest of several', () => {
    expect(addressInContracts([at('新しい住所', 2), at('古い住所', 1)], EXPERT)).toBe('新しい住所');
  });
  test.each([
    ['an offer that nobody has agreed to', printed(), EXPERT],
    [
      'a contract with a company',
      agreed({ party: { ...offerBody.party, kind: 'corporation', company: '見本社' } }),
      EXPERT,
    ],
    ['somebody else’s contract', agreed(), 'expert-other'],
  ])('none from %s', (_, engagement, expert) => {
    expect(addressInContracts([engagement], expert)).toBe('');
  });
});

describe('[L13.205] both sides sign the same file, and the contract is concluded with the second signature', () => {
  test('in either order', () => {
    expect(concluded().core?.contract).toEqual({
      number: 'サンプル-010',
      concludedOn: '2025-12-18',
      from: '2025-12-19',
      to: '2026-01-31',
      expert: EXPERT,
      paper: PAPER,
    });
    const officeFirst = after(printed(), [
      operation('contract-signed@1', { ...signing, decisionNumber: '決-7' }, byOffice),
      operation('contract-agreed@1', { ...signing, declarations }, at('2025-12-20')),
    ]);
    expect(officeFirst.core?.contract?.concludedOn).toBe('2025-12-20');
  });
  test('the office sets an order where it wants one', () => {
    const order = (value: 'officeFirst' | 'expertFirst'): Context => {
      const { contract } = FUKUOKA_R7;
      const ruleSet = contract
        ? { ...FUKUOKA_R7, contract: { ...contract, signingOrder: { value, source: '' } } }
        : FUKUOKA_R7;
      const basis = CONTRACT_CONTEXT.contractBasis;
      return { ...CONTRACT_CONTEXT, contractBasis: basis ? { ...basis, ruleSets: [ruleSet] } : null };
    };
    const byExpert = operation('contract-agreed@1', { ...signing, declarations });
    const forOffice = operation('contract-signed@1', { ...signing, decisionNumber: '決-7' }, byOffice);
    expect(refusalOf(printed(), byExpert, order('officeFirst'))).toEqual(['wrong_state', 'officeFirst']);
    expect(refusalOf(printed(), forOffice, order('expertFirst'))).toEqual(['wrong_state', 'expertFirst']);
    expect(refusalOf(agreed(), forOffice, order('expertFirst'))).toBeNull();
  });
  test('not before it is printed, not twice, and not after it was taken back', () => {
    const byExpert = operation('contract-agreed@1', { ...signing, declarations });
    expect(refusalOf(offered(), byExpert)).toEqual(['wrong_state', 'file']);
    expect(refusalOf(agreed(), byExpert)).toEqual(['wrong_state', 'signed']);
    const withdrawn = after(printed(), [operation('contract-withdrawn@1', { paper: PAPER, reason: '誤り' }, byOffice)]);
    expect(refusalOf(withdrawn, byExpert)).toEqual(['wrong_state', 'ended']);
    expect(openPaper(withdrawn)).toBeNull();
  });
  test('without a passkey’s word, a sign-in factor was shown just before; a word that does not fit is refused', () => {
    const byExpert = operation('contract-agreed@1', { ...signing, declarations });
    expect(refusalOf(printed(), byExpert, { ...CONTRACT_CONTEXT, freshProof: false })).toEqual(['proof_needed']);
    const word = { credential: 'AA', authenticatorData: 'AA', clientData: 'AA', signature: 'AA' };
    const withWord = operation('contract-agreed@1', { ...signing, passkey: word, declarations });
    const judged = (passkeyProof: Context['passkeyProof']): Context => ({
      ...CONTRACT_CONTEXT,
      freshProof: false,
      ...(passkeyProof === undefined ? {} : { passkeyProof }),
    });
    expect(refusalOf(printed(), withWord, judged(null))).toEqual(['passkey_wrong']);
    expect(refusalOf(printed(), withWord, judged(undefined))).toEqual(['passkey_wrong']);
    const signed = after(printed(), [withWord], judged({ publicKey: 'KEY' }));
    expect(paperIn(signed)?.signedByExpert?.passkey).toEqual({ ...word, publicKey: 'KEY' });
  });
  test('rules that changed between offer and signature make a new offer necessary', () => {
    const basis = CONTRACT_CONTEXT.contractBasis;
    const newer = { ...FUKUOKA_R7, version: '令和7年12月1日適用', validFrom: '2025-12-18' };
    const context = { ...CONTRACT_CONTEXT, contractBasis: basis ? { ...basis, ruleSets: [FUKUOKA_R7, newer] } : null };
    const forOffice = operation('contract-signed@1', { ...signing, decisionNumber: '決-7' }, byOffice);
    expect(refusalOf(agreed(), forOffice, context)).toEqual(['rules_changed']);
  });
});

test('[L13.206] on paper, the contract is concluded when the expert has declared and it is said where the two originals lie', () => {
  const filing = { paper: PAPER, concludedOn: '2025-12-18', originals: { office: '書庫A-3', expert: '郵送' } };
  const filed = after(agreed({ route: 'paper' }), [operation('contract-filed@1', filing, byOffice)]);
  expect(filed.core?.contract).toMatchObject({ concludedOn: '2025-12-18', paper: PAPER });
  expect(
    refusalOf(
      agreed({ route: 'paper' }),
      operation('contract-filed@1', { ...filing, concludedOn: '2025-12-19' }, byOffice),
    ),
  ).toEqual(['malformed', 'concludedOn']);
  expect(refusalOf(agreed(), operation('contract-filed@1', filing, byOffice))).toEqual(['wrong_state']);
});

describe('[L13.207] the conditions are told with the conclusion, and when they were opened is kept', () => {
  test('everything the law asks for, made from contract and rules', () => {
    const lines = paperIn(concluded())?.conditions?.lines ?? [];
    expect(lines.map(({ label }) => label)).toEqual([
      '委託する者',
      '委託を受ける者',
      '業務を委託した日',
      '業務の内容',
      '業務を行う期間',
      '業務を行う場所',
      '報酬の額',
      '支払期日',
      '支払の方法',
      '検査を終える日',
    ]);
    expect(lines.find(({ label }) => label === '支払期日')?.text).toBe(
      '支援を行った日を1日目として60日目まで（例：12月20日の支援は2月17日まで）',
    );
  });
  test('the first opening counts', () => {
    const once = after(concluded(), [operation('conditions-opened@1', { paper: PAPER })]);
    const twice = after(once, [operation('conditions-opened@1', { paper: PAPER }, at('2026-01-05'))]);
    expect(paperIn(once)?.conditions?.opened?.by).toBe(EXPERT);
    expect(twice).toEqual(once);
  });
});

describe('[L13.208] a contract needs the expert’s declarations, the version of the special terms among them', () => {
  test('another version of the terms is not the one that was read', () => {
    const other = { ...declarations, termsVersion: '別の版' };
    expect(refusalOf(printed(), operation('contract-agreed@1', { ...signing, declarations: other }))).toEqual([
      'basis_changed',
    ]);
  });
  test('a declaration that is not made makes no contract', () => {
    const without = { ...declarations, noOrganizedCrime: false } as never;
    expect(refusalOf(printed(), operation('contract-agreed@1', { ...signing, declarations: without }))?.[0]).toBe(
      'malformed',
    );
  });
});

describe('[L13.209] a contract ends by notice or at once, on the grounds of its articles, and support after it does not count', () => {
  const notified = (change: object, state = concluded()) =>
    refusalOf(state, operation('termination-notified@1', { ...notice, ...change }, byOffice));
  test('before its last day it is 解約予告中, afterwards 解約', () => {
    const told = after(concluded(), [operation('termination-notified@1', notice, byOffice)]);
    expect([needsContract(told, '2026-01-10'), needsContract(told, '2026-01-11')]).toEqual([false, true]);
    const contract = told.core?.contract;
    expect(contract && [contractState(contract, '2026-01-10'), contractState(contract, '2026-01-11')]).toEqual([
      'noticed',
      'terminated',
    ]);
  });
  test('from six months on the office tells it thirty days before, unless the law lets it go', () => {
    const long = concluded({ from: '2025-08-01', to: '2026-01-31' });
    expect(notified({}, long)).toEqual(['notice_too_short', '2026-01-17']);
    expect(notified({ endsOn: '2026-01-17' }, long)).toBeNull();
    expect(notified({ by: 'expert' }, long)).toBeNull();
    expect(notified({ exception: '災害のため' }, long)).toBeNull();
    expect(notified({}, concluded({ from: '2025-08-02', to: '2026-01-31' }))).toBeNull();
  });
  const cancellation: BodyOf['contract-cancelled@1'] = {
    ending: 'ending-2',
    by: 'office',
    on: '2025-12-18',
    ground: { article: 'organizedCrime', code: '1', policeNumber: '警-12', policeOn: '2025-12-17' },
    reason: '警察の通知による',
    evidence: [{ title: '通知の写し', keptAt: '金庫' }],
  };
  test('because of organized crime only with the number and day of the police notice, and never without its papers', () => {
    const cancelled = (change: object) =>
      refusalOf(concluded(), operation('contract-cancelled@1', { ...cancellation, ...change } as never, byOffice));
    expect(cancelled({})).toBeNull();
    expect(cancelled({ ground: { article: 'organizedCrime', code: '1' } })?.[0]).toBe('malformed');
    expect(cancelled({ evidence: [] })?.[0]).toBe('malformed');
    expect(cancelled({ by: 'expert' })).toEqual(['malformed', 'ground.policeOn']);
  });
  test('a visit after the last day lies outside of the contract', () => {
    const ended = after(concluded({ from: '2025-12-01' }), [operation('contract-cancelled@1', cancellation, byOffice)]);
    const outside = (on: string) => {
      const visit = goodVisit({ time: { on, from: '13:00', to: '16:10', toOn: on } });
      const facts = {
        engagement: { ...ended, visits: { [visit.id]: visit } },
        visit,
        otherVisits: [],
        likeTexts: [],
        likeStrokes: [],
        likePapers: [],
        today: '2026-01-31',
      };
      return evaluateVisit(FUKUOKA_R7, facts).find(({ code }) => code === 'outside-contract')?.reason;
    };
    expect(outside('2025-12-18')).toBeUndefined();
    expect(outside('2025-12-19')).toMatch(/解除/);
  });
});

describe('[L13.210] another expert has a contract of their own, and both counts of visits are told', () => {
  const other = 'expert-ooba';
  const replaced = (() => {
    const before = concluded({ from: '2025-12-01' });
    const assignment = { expert: other, on: '2025-12-18', department: '支援課', reason: '交代' };
    return after(before, [operation('expert-assigned@1', assignment, byOffice)]);
  })();
  test('the former contract stays with what was done under it', () => {
    expect(needsContract(replaced, '2025-12-18')).toBe(true);
    const again = after(replaced, [
      operation('contract-offered@1', { ...offerBody, paper: 'contract-2', number: 'サンプル-011' }, byOffice),
      operation('contract-printed@1', { paper: 'contract-2', sha256: 'e'.repeat(64), bytes: 1 }, { actor: 'system' }),
      operation(
        'contract-agreed@1',
        { ...signing, paper: 'contract-2', sha256: 'e'.repeat(64), declarations },
        { actor: other },
      ),
      operation(
        'contract-signed@1',
        { ...signing, paper: 'contract-2', sha256: 'e'.repeat(64), decisionNumber: '決-8' },
        byOffice,
      ),
    ]);
    expect(again.core?.contract).toMatchObject({ number: 'サンプル-011', expert: other });
    expect(again.core?.formerContracts).toMatchObject([{ number: 'サンプル-010', expert: EXPERT }]);
    expect(needsContract(again, '2025-12-18')).toBe(false);
  });
  test('each expert has their own five; the company’s sum is told', () => {
    const days = ['2025-12-02', '2025-12-04', '2025-12-08', '2025-12-10', '2025-12-12', '2025-12-22'];
    const visits = days.map((on, i) => ({
      ...goodVisit({ time: { on, from: '13:00', to: '16:10', toOn: on } }),
      id: `visit-${i}`,
    }));
    const engagement = { ...replaced, visits: Object.fromEntries(visits.map((visit) => [visit.id, visit])) };
    const sixth = visits.at(-1) ?? goodVisit();
    const facts = {
      engagement,
      visit: sixth,
      otherVisits: [],
      likeTexts: [],
      likeStrokes: [],
      likePapers: [],
      today: '2026-01-31',
    };
    const found = evaluateVisit(FUKUOKA_R7, facts).map(({ code }) => code);
    expect(found).not.toContain('over-limit');
    expect(found).toContain('over-company-limit');
  });
});
