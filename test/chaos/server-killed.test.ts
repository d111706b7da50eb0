import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import { logPage } from '@banso/server/store/log.ts';
import { fieldHash } from '@banso/shared/engagement/visit-fields.ts';
import type { Verdict } from '@banso/shared/protocol/verdict.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { migrationsDir, onPglite, onPostgres } from '../support/databases.ts';
import { type Postgres, startPostgres } from '../support/find-postgres.ts';
import { confirmationTap, type TestDevice, visitTaps } from '../support/test-device.ts';
import { EXPERT, makeEngagement, makeOffice, storedEngagement, TENANT } from '../support/test-office.ts';
import { readAnswer, syncPost, type TestServer, testServers, verdictsOf } from '../support/test-server.ts';
import { killServers, runToEnd, type ServerPlace, startProxy, startServer } from './server-process.ts';

const ENGAGEMENTS = Array.from({ length: 25 }, (_, i) => `engagement-a${i}`);
const VISITS_PER_ENGAGEMENT = 20;
const OPERATIONS = 3_000;

const folders: string[] = [];
afterEach(async () => {
  await killServers();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'banso-chaos-'));
  folders.push(folder);
  return folder;
};

describe('The server is killed (pglite)', () => {
  const databases = onPglite();
  const servers = testServers(databases);

  test('[L3.20] kill -9 in a push of 500 visits: after restart and retry every operation is there once', async () => {
    const place = { ...(await databases.place()), keyFile: join(temporaryFolder(), 'key-file') };
    expect(await killInPush(place, servers.open)).toEqual(proven);
  });

  test('[L6.20] a second process on the same data folder says so and ends', async () => {
    const place = { ...(await databases.place()), keyFile: join(temporaryFolder(), 'key-file') };
    const first = await startServer(place);
    const second = await runToEnd(place, []);
    expect(second.said).toContain('このデータフォルダーは別のBansoが使用中です');
    expect(second.code).not.toBe(0);
    expect((await fetch(`${first.url}/api/health`)).status).toBe(200);
  });
});

describe('The server is killed (postgres)', () => {
  let cluster: Postgres;
  beforeAll(async () => {
    cluster = await startPostgres({ durable: true });
  });
  afterAll(() => cluster.stop());
  const servers = testServers(onPostgres());

  test('[L3.20] kill -9 in a push of 500 visits: after restart and retry every operation is there once', async () => {
    const keyFile = join(temporaryFolder(), 'key-file');
    const place = { dataDir: temporaryFolder(), databaseUrl: cluster.url, migrationsDir, keyFile };
    expect(await killInPush(place, servers.open)).toEqual(proven);
  });
});

/** What `refold` says and how it ends when the records are the fold of the log. */
const proven = { code: 0, said: '記録と台帳は一致しています。\n' };

/** Kills the server once in the middle of the push and once between its commit and its answer; lets the retry through; answers what `refold` says. */
const killInPush = async (
  place: ServerPlace,
  open: ReturnType<typeof testServers>['open'],
): Promise<Awaited<ReturnType<typeof runToEnd>>> => {
  const phone = await prepare(await open({ place, keyFile: place.keyFile }));
  let server = await startServer(place);
  const proxy = await startProxy(() => server.url);
  const send = async (push: ReturnType<TestDevice['push']>): Promise<readonly Verdict[]> =>
    verdictsOf(await readAnswer(await fetch(`${proxy.url}/api/sync`, syncPost(phone, { push }))));

  const acknowledged = await send(phone.push({ from: 1, to: 600 }));
  const cutOff = send(phone.push({ from: 1 })).catch(() => 'no answer');
  await proxy.requestPassed();
  await server.kill();
  expect(await cutOff).toBe('no answer');

  server = await startServer(place);
  const held = proxy.holdResponse();
  const unanswered = send(phone.push({ from: 1 })).catch(() => 'no answer');
  const lost = verdictsOf(await readAnswer(await held));
  await server.kill();
  await proxy.close();
  expect(await unanswered).toBe('no answer');

  server = await startServer(place);
  const answer = await readAnswer(
    await fetch(`${server.url}/api/sync`, syncPost(phone, { push: phone.push({ from: 1 }) })),
  );
  const verdicts = verdictsOf(answer);
  expect(verdicts).toHaveLength(OPERATIONS);
  expect(verdicts.slice(0, 600)).toEqual(acknowledged);
  expect(verdicts).toEqual(lost);
  expect(new Set(verdicts.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
  await server.kill();
  await expectEveryOperationOnce(await open({ place, keyFile: place.keyFile }), phone);
  return runToEnd(place, ['refold']);
};

/** An office with 25 engagements, and a phone that recorded 500 visits of six operations with strokes. */
const prepare = async (office: TestServer): Promise<TestDevice> => {
  await makeOffice(office.server);
  for (const id of ENGAGEMENTS) await makeEngagement(office.server, { id, company: 'company-1', expert: EXPERT });
  const phone = await office.phone();
  for (const engagement of ENGAGEMENTS) {
    for (let number = 1; number <= VISITS_PER_ENGAGEMENT; number += 1) recordVisit(phone, engagement, number);
  }
  expect(phone.recorded).toHaveLength(OPERATIONS);
  await office.server.close();
  return phone;
};

const recordVisit = (phone: TestDevice, engagement: string, number: number): void => {
  const visit = randomUUID();
  const [scheduled, started, report, ended] = visitTaps({ engagement, visit, number });
  for (const tap of [scheduled, started, report, ended]) phone.record(tap);
  const text = `回：第${number}回\n支援の内容：原価の見直し`;
  phone.record(
    confirmationTap(phone, { engagement, visit, text, manner: { by: 'strokes', strokes: sampleStrokes(number) } }),
  );
  const more = { field: 'message', base: fieldHash(''), value: '次回は資料をお持ちします。' };
  phone.record({ aggregate: engagement, type: 'visit-report-saved@1', body: { visit, changes: [more] } });
};

const expectEveryOperationOnce = async ({ server }: TestServer, phone: TestDevice): Promise<void> => {
  const rows = await server.store.read(TENANT, (tx) => logPage(tx, { after: 0, limit: 2 * OPERATIONS }));
  const mine = rows.filter(({ device }) => device === phone.id);
  expect(mine.map(({ operationId }) => operationId)).toEqual(phone.recorded.map(({ id }) => id));
  expect(new Set(mine.map(({ branch }) => branch))).toEqual(new Set([0]));
  for (const id of ENGAGEMENTS) {
    const { visits, confirmations } = await storedEngagement(server, id);
    expect(Object.keys(visits)).toHaveLength(VISITS_PER_ENGAGEMENT);
    expect(Object.keys(confirmations)).toHaveLength(VISITS_PER_ENGAGEMENT);
  }
  await server.close();
};
