import { logOfAggregate } from '@banso/server/store/log.ts';
import { engagementParts } from '@banso/shared/engagement/engagement.ts';
import { readingBasis } from '@banso/shared/engagement/operations/expert-reading.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { withChoices } from '@banso/shared/rules/rule-choices.ts';
import { addDays, dayInJapan } from '@banso/shared/time/day.ts';
import { expect, test } from 'vitest';
import { HANDED_IN } from '../fixtures/final-package.ts';
import { IN_TIME } from '../support/claim-office.ts';
import { eachDatabase } from '../support/databases.ts';
import { given } from '../support/given.ts';
import { keep, storedEngagementOf } from '../support/payable-office.ts';
import { APPROVER, ENGAGEMENT, EXPERT, TENANT } from '../support/test-office.ts';
import { outcomes, type TestServer, testServers } from '../support/test-server.ts';

const THIRTY_DAYS = withChoices(IN_TIME, { readingEnds: '30' }, '令和8年4月の決定（サンプル）');
const DAY_MINUTES = 24 * 60;

type Device = Awaited<ReturnType<TestServer['phone']>>;

const pulled = async (office: TestServer, device: Device, person: string, cursor = 0) => {
  const cookie = await office.signIn(person);
  const { pull } = await office.sync(device, { pull: { cursor, epoch: 1 }, cookie });
  if (!pull || 'problem' in pull) throw new Error(pull?.problem.code ?? 'no pull');
  return pull;
};

/** Whether the parts of the engagement came, or went, with these rows; null: nothing was said of it. */
const engagementIn = (rows: Awaited<ReturnType<typeof pulled>>['rows']) => {
  const core = rows.find(
    ({ kind, aggregate, part }) => kind === 'engagement' && aggregate === ENGAGEMENT && part === 'core',
  );
  return core ? (core.body === null ? 'gone' : 'there') : null;
};

const endsOf = ({ server }: TestServer) =>
  server.store.read(TENANT, async (tx) =>
    (await logOfAggregate(tx, { kind: 'engagement', aggregateId: ENGAGEMENT })).filter(
      ({ type }) => type === 'expert-reading-ended@1',
    ),
  );

eachDatabase('The end of an expert’s reading', (databases) => {
  const { openOffice } = testServers(databases);

  /** The contract ended yesterday thirty days ago, when the final package had been approved. */
  const settled = async () => {
    const office = await openOffice(THIRTY_DAYS);
    const over = addDays(dayInJapan(office.nowMs()), -30);
    const engagement = await storedEngagementOf(office, ENGAGEMENT);
    const core = given(engagement.core);
    await keep(
      office,
      { kind: 'engagement', id: ENGAGEMENT },
      engagementParts.toParts({
        ...engagement,
        core: {
          ...core,
          contract: { ...given(core.contract), concludedOn: '2026-04-01', from: '2026-04-01', to: over },
        },
        finalPackage: {
          ...HANDED_IN,
          state: 'approved',
          approved: { by: APPROVER, atMs: office.nowMs() - 31 * DAY_MINUTES * 60_000 },
        },
      }),
    );
    const phone = await office.phone(EXPERT);
    return { office, phone, first: await pulled(office, phone, EXPERT) };
  };

  const change = async (office: TestServer, body: Omit<BodyOf['expert-reading-changed@1'], 'contract' | 'reason'>) => {
    office.advance(1);
    const desk = await office.phone(APPROVER);
    const engagement = await storedEngagementOf(office, ENGAGEMENT);
    const contract = given(engagement.core?.contract).number;
    desk.record({
      type: 'expert-reading-changed@1',
      aggregate: ENGAGEMENT,
      basis: readingBasis(engagement),
      body: { contract, reason: '会社からの照会に答えるため', ...body },
    });
    return outcomes(await office.push(desk));
  };

  test('[L9.14] after the last day the record leaves the expert’s phone, and what the phone still holds arrives', async () => {
    const { office, phone, first } = await settled();
    expect(engagementIn(first.rows)).toBe('there');
    await office.server.endWhatIsOver();
    expect(await endsOf(office)).toEqual([]);
    office.advance(DAY_MINUTES);
    await Promise.all([office.server.endWhatIsOver(), office.server.endWhatIsOver()]);
    await office.server.endWhatIsOver();
    expect(await endsOf(office)).toMatchObject([{ actor: 'system', verdict: 'accepted' }]);
    expect(engagementIn((await pulled(office, phone, EXPERT, first.cursor)).rows)).toBe('gone');
    expect(engagementIn((await pulled(office, phone, EXPERT)).rows)).toBe('gone');

    phone.record({
      type: 'query-asked@1',
      aggregate: ENGAGEMENT,
      body: { query: 'query-1', visit: null, title: '精算の照会', words: '支払の日を知りたい。' },
    });
    expect(outcomes(await office.push(phone))).toEqual(['accepted']);
    expect((await storedEngagementOf(office, ENGAGEMENT)).queries).toHaveProperty('query-1');
  });

  test('[L9.14] an approver opens it again until a day; the day after, it has ended once more', async () => {
    const { office, phone, first } = await settled();
    office.advance(DAY_MINUTES);
    await office.server.endWhatIsOver();
    const until = addDays(dayInJapan(office.nowMs()), 3);
    expect(await change(office, { open: true, until })).toEqual(['accepted']);
    const again = await pulled(office, phone, EXPERT, first.cursor);
    expect(engagementIn(again.rows)).toBe('there');
    office.advance(3 * DAY_MINUTES);
    await office.server.endWhatIsOver();
    expect(engagementIn((await pulled(office, phone, EXPERT, again.cursor)).rows)).toBeNull();
    office.advance(DAY_MINUTES);
    await office.server.endWhatIsOver();
    expect(engagementIn((await pulled(office, phone, EXPERT, again.cursor)).rows)).toBe('gone');
  });

  test('[L9.14] an approver ends it before its day', async () => {
    const { office, phone, first } = await settled();
    expect(await change(office, { open: false, until: null })).toEqual(['accepted']);
    expect(engagementIn((await pulled(office, phone, EXPERT, first.cursor)).rows)).toBe('gone');
    await office.server.endWhatIsOver();
    expect(await endsOf(office)).toEqual([]);
  });
});
