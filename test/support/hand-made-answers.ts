import { EMPTY_ENGAGEMENT, type Engagement } from '@banso/shared/engagement/engagement.ts';
import { blankVisit } from '@banso/shared/engagement/visit.ts';
import { textToEnvelope } from '@banso/shared/operation/envelope.ts';
import { PARTS_OF_KIND } from '@banso/shared/operation/parts-of-kind.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import type { PulledRow, SyncAnswer, SyncRequest } from '@banso/shared/protocol/sync.ts';
import type { Verdict } from '@banso/shared/protocol/verdict.ts';

export const EXPERT: SignedIn = {
  tenant: 'office',
  tenantName: '伴走事務局（サンプル）',
  person: 'expert-1',
  name: '見本 太郎（サンプル）',
  roles: [{ role: 'expert', programme: null }],
  sample: true,
};

/** What first contact brings an expert: the programme, the company, the expert and one engagement with two visits. */
export const firstRows = (): readonly PulledRow[] => [
  ...rowsOf('programme', 'fukuoka-r7', {
    id: 'fukuoka-r7',
    name: '伴走支援事業（サンプル）',
    fiscalYear: '令和7年度',
    office: '見本事務局',
    addressee: '見本理事長',
    sample: true,
    ruleSets: [FUKUOKA_R7],
  }),
  ...rowsOf('person', 'expert-1', {
    id: 'expert-1',
    name: '見本 太郎（サンプル）',
    kana: 'みほん たろう',
    roles: [{ role: 'expert', programme: null }],
    registration: { number: '7', from: '2025-04-01', to: '2026-03-31' },
  }),
  ...rowsOf('company', 'company-1', {
    id: 'company-1',
    name: '見本製作所（サンプル）',
    kana: '',
    address: '福岡市見本町1',
    business: '金属加工',
    industry: '製造業',
    contact: '見本 花子',
    representative: { title: '代表取締役', name: '見本 花子' },
    places: ['本社会議室'],
  }),
  ...rowsOf('engagement', 'engagement-1', engagement()),
];

export const engagement = (): Engagement => ({
  ...EMPTY_ENGAGEMENT,
  core: {
    id: 'engagement-1',
    programme: 'fukuoka-r7',
    company: 'company-1',
    contract: { number: 'R7-1', concludedOn: '2025-09-01', from: '2025-09-01', to: '2026-01-31' },
    expert: 'expert-1',
    assignments: [],
  },
  visits: {
    'visit-1': { ...blankVisit('visit-1'), number: 1 },
    'visit-2': { ...blankVisit('visit-2'), number: 2 },
  },
});

/** An aggregate as the rows of a pull. */
export const rowsOf = (kind: PulledRow['kind'], aggregate: string, state: unknown, version = 1): readonly PulledRow[] =>
  PARTS_OF_KIND[kind].toParts(state).map(({ part, body }) => ({ kind, aggregate, part, version, body }));

/** An answer that takes and brings nothing, except what is given. */
export const answer = (given: Partial<SyncAnswer> = {}): SyncAnswer => ({
  v: 1,
  push: null,
  pull: null,
  token: 'token-0',
  serverTimeMs: Date.parse('2025-12-18T01:00:00Z'),
  backedUp: null,
  ...given,
});

export const page = (rows: readonly PulledRow[], cursor: number, more = false): SyncAnswer['pull'] => ({
  rows: [...rows],
  cursor,
  more,
  epoch: 1,
  fresh: false,
});

/** Verdicts for everything in a push, decided at this head. */
export const verdicts = (push: SyncRequest['push'], head: number, given: Partial<Verdict> = {}): SyncAnswer['push'] => {
  let seq = push?.fromSeq ?? 1;
  const all = (push?.items ?? []).map((item): Verdict => {
    const verdict: Verdict = {
      seq,
      operation: 'text' in item ? (textToEnvelope(item.text)?.id ?? null) : null,
      outcome: 'text' in item ? 'accepted' : 'parked',
      code: null,
      detail: [],
      flags: [],
      head,
      receipt: `receipt-${head}`,
      ...given,
    };
    seq += 'gap' in item ? item.gap : 1;
    return verdict;
  });
  return { branch: 0, verdicts: all, receipt: { id: `receipt-${head}`, text: 'receipt', signature: 'signature' } };
};
