import { randomUUID } from 'node:crypto';
import { refold } from '@banso/server/refold.ts';
import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import { keyName } from '@banso/server/seal/keyring.ts';
import { openText } from '@banso/server/seal/seal.ts';
import { logPage } from '@banso/server/store/log.ts';
import { visitBasis } from '@banso/shared/engagement/visit-basis.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { confirmationTap, type TestDevice, visitTaps } from '../support/test-device.ts';
import {
  ENGAGEMENT,
  EXPERT,
  makeEngagement,
  OTHER_ENGAGEMENT,
  OTHER_EXPERT,
  storedEngagement,
  TENANT,
} from '../support/test-office.ts';
import { outcomes, type TestServer, testServers } from '../support/test-server.ts';

const SECOND = 'engagement-1b';
const WROTE =
  '仕込みから包装までの三つの工程の時間を測り、人ごとの差を表にした。次に、主な商品の原価を工程ごとに計算した。';

/** A programme that stops a submission for each of the three; as delivered they stop nothing. */
const STRICT: RuleSet = {
  ...FUKUOKA_R7,
  findings: {
    'similar-text': { source: '事業の設定', severity: { submit: 'BLOCK' } },
    'same-strokes': { source: '事業の設定', severity: { submit: 'BLOCK' } },
    'short-way': { source: '事業の設定', severity: { submit: 'BLOCK' } },
  },
};

eachDatabase('What is alike in one expert’s work', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L13.76] the server judges it by all of the expert’s engagements, and keeps the outcome, never the other text', async () => {
    const office = await openWithTwo(openOffice);
    const phone = await office.phone();
    const first = await visit(office, phone, { engagement: ENGAGEMENT, strokes: 3 });
    expect(await submit(office, phone, { engagement: ENGAGEMENT, visit: first })).toEqual(['accepted']);
    office.advance(24 * 60);
    const second = await visit(office, phone, { engagement: SECOND, strokes: 3 });
    const [verdict] = await submitting(office, phone, { engagement: SECOND, visit: second });
    expect(verdict).toMatchObject({
      outcome: 'refused',
      code: 'blocked_by_finding',
      detail: ['similar-text', 'same-strokes'],
    });
    const kept = await lastContext(office, SECOND);
    expect(JSON.parse(kept)).toMatchObject({
      likeTexts: [{ engagement: ENGAGEMENT, visit: first, number: 1, field: 'content', percent: 100 }],
      likeStrokes: [{ engagement: ENGAGEMENT, visit: first, differencePercent: 0 }],
    });
    expect(kept).not.toContain(WROTE.slice(0, 10));
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L13.76] of another expert’s work nothing is compared, however alike', async () => {
    const office = await openWithTwo(openOffice);
    const [mine, theirs] = [await office.phone(), await office.phone(OTHER_EXPERT)];
    await visit(office, theirs, { engagement: OTHER_ENGAGEMENT, strokes: 3 });
    office.advance(24 * 60);
    const own = await visit(office, mine, { engagement: ENGAGEMENT, strokes: 3 });
    expect(await submit(office, mine, { engagement: ENGAGEMENT, visit: own })).toEqual(['accepted']);
  });
});

/** What the server knew when it judged the last submission in this engagement. */
const lastContext = ({ server }: TestServer, engagement: string): Promise<string> =>
  server.store.read(TENANT, async (tx) => {
    const rows = await logPage(tx, { after: 0, limit: 1_000 });
    const row = rows.findLast(({ type, aggregateId }) => type === 'visit-submitted@1' && aggregateId === engagement);
    const id = { owner: `engagement/${engagement}`, class: 'B' } as const;
    const key = (await server.keyring.keysForReading(tx, TENANT, [id])).get(keyName(id));
    return key && row?.sealedContext ? openText(key, row.sealedContext) : '';
  });

const openWithTwo = async (openOffice: (ruleSet?: RuleSet) => Promise<TestServer>): Promise<TestServer> => {
  const office = await openOffice(STRICT);
  await makeEngagement(office.server, { id: SECOND, company: 'company-2', expert: EXPERT });
  return office;
};

/** A visit of three hours with its report and a signature; answers its id. */
const visit = async (
  office: TestServer,
  phone: TestDevice,
  { engagement, strokes }: { readonly engagement: string; readonly strokes: number },
): Promise<string> => {
  const id = randomUUID();
  const [scheduled, started, saved, ended] = visitTaps({ engagement, visit: id, number: 1, wrote: WROTE });
  for (const tap of [scheduled, started, saved]) phone.record(tap);
  office.advance(185);
  phone.record(ended);
  const manner = { by: 'strokes', strokes: sampleStrokes(strokes) } as const;
  phone.record(confirmationTap(phone, { engagement, visit: id, text: '確認した文', manner }));
  await office.push(phone);
  return id;
};

const submitting = async (office: TestServer, phone: TestDevice, of: { engagement: string; visit: string }) => {
  const basis = visitBasis(await storedEngagement(office.server, of.engagement), of.visit);
  phone.record({ aggregate: of.engagement, type: 'visit-submitted@1', body: { visit: of.visit }, basis });
  return office.push(phone);
};

const submit = async (office: TestServer, phone: TestDevice, of: { engagement: string; visit: string }) =>
  outcomes(await submitting(office, phone, of));
