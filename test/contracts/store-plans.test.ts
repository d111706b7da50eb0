import { appendLog, logByOperationIds } from '@banso/server/store/log.ts';
import { writeParts } from '@banso/server/store/parts.ts';
import type { LogRow, PartRow } from '@banso/server/store/schema.ts';
import { feedPage, writeFeed } from '@banso/server/store/feed.ts';
import type { Store } from '@banso/server/store/open-store.ts';
import { headOfTenant, lockTenantCounter, raiseTenantCounter } from '@banso/server/store/tenants.ts';
import { describe, expect, test } from 'vitest';
import { onPglite, openTenant } from '../support/databases.ts';

const TENANT = 'fukuoka';

const partRow = (aggregateId: string, part: string, version = 1): PartRow => ({
  kind: 'engagement',
  aggregateId,
  part,
  version,
  retention: 'B',
  // As large as a report, and stored beside the table as reports are.
  body: JSON.stringify(Array.from({ length: 600 }, (_, i) => (i * 7_919 + version * 104_729) % 99_991)),
  head: version,
});

const logRow = (position: number): LogRow => ({
  position,
  head: 1,
  device: 'd1',
  branch: 0,
  seq: position,
  span: 1,
  operationId: `operation-${position}`,
  type: 'visit-started@1',
  kind: 'engagement',
  aggregateId: 'e1',
  retention: 'B',
  actor: 'p1',
  hash: '',
  deviceChain: '',
  chain: '',
  keyOwner: '',
  sealedText: Buffer.alloc(500),
  sealedContext: null,
  verdict: 'accepted',
  verdictDetail: '{}',
  receipt: null,
  receivedAt: new Date(0),
});

/** How many rows of a table have been looked at since the database was opened. */
const rowsRead = async ({ pool }: Store, table: 'log' | 'feed' | 'part'): Promise<number> => {
  await pool.query('select pg_stat_force_next_flush()');
  const { rows } = await pool.query<{ read: number }>(
    'select seq_tup_read + idx_tup_fetch as read from pg_stat_user_tables where relname = $1',
    [table],
  );
  return rows[0]?.read ?? 0;
};

describe('Plans that the embedded database keeps', () => {
  const databases = onPglite();
  const open = async () => {
    const store = await databases.open();
    await openTenant(store, TENANT);
    return store;
  };

  test('[L3.91] a statement that the database refuses fails its transaction alone, and is asked again in the same words', async () => {
    const store = await open();
    const raise = (logPosition: number) =>
      store.transact(TENANT, (tx) => raiseTenantCounter(tx, { head: 1, logPosition, chain: 'a' }));
    await raise(1);
    await raise(2);
    await expect(raise(Number.MAX_VALUE)).rejects.toThrow('bigint');
    await raise(3);
    const counter = await store.transact(TENANT, lockTenantCounter);
    expect(counter.logPosition).toBe(3);
  });

  test('[L3.91] plans are made anew from time to time, and nobody notices', async () => {
    const store = await open();
    for (let head = 1; head <= 5_100; head += 1) expect(await store.read(TENANT, headOfTenant)).toBe(0);
    const { rows } = await store.pool.query<{ name: string }>('select name from pg_prepared_statements');
    expect(rows.some(({ name }) => name.startsWith('kept-1-'))).toBe(true);
    expect(rows.some(({ name }) => name.startsWith('kept-0-'))).toBe(false);
  });

  test('[L3.93] a table that is written over and over stays as small as what it holds', async () => {
    const store = await open();
    const parts = Array.from({ length: 5 }, (_, i) => `visit/${i}`);
    for (let version = 1; version <= 800; version += 1)
      await store.transact(TENANT, (tx) =>
        writeParts(
          tx,
          parts.map((part) => partRow('e1', part, version)),
        ),
      );
    const { rows } = await store.pool.query<{ bytes: number }>(`select pg_total_relation_size('part') as bytes`);
    const written = 800 * parts.length * partRow('e1', 'visit/0').body.length;
    expect(rows[0]?.bytes).toBeLessThan(written / 4);
  });

  test('[L3.93] a plan that was made while a table was empty does not outlive that', async () => {
    const store = await open();
    const one = () => store.read(TENANT, (tx) => logByOperationIds(tx, ['operation-7']));
    for (let times = 0; times < 20; times += 1) expect(await one()).toEqual([]);
    await store.transact(TENANT, (tx) =>
      appendLog(
        tx,
        Array.from({ length: 3_000 }, (_, i) => logRow(i + 1)),
      ),
    );
    for (let times = 0; times < 120; times += 1) expect(await one()).toHaveLength(1);
    const before = await rowsRead(store, 'log');
    for (let times = 0; times < 50; times += 1) expect(await one()).toHaveLength(1);
    expect((await rowsRead(store, 'log')) - before).toBeLessThan(200);
  });

  test('[L3.94] to learn of one more change takes as little in a full office as in an empty one', async () => {
    const store = await open();
    const [scopes, office] = [['programme:p1', 'person:x'], Array.from({ length: 3_000 }, (_, i) => i + 1)];
    const parts = office.map((n) => partRow(`e${n}`, 'core', n));
    const feed = (n: number) =>
      scopes.map((scope) => ({
        scope,
        kind: 'engagement',
        aggregateId: `e${n}`,
        part: 'core',
        present: true,
        head: n,
      }));
    await store.transact(TENANT, (tx) => writeParts(tx, parts));
    await store.transact(TENANT, (tx) => writeFeed(tx, office.flatMap(feed)));
    const scopesByGrant = scopes.map((scope) => ({ scope, grantedHead: 1 }));
    const page = () => store.read(TENANT, (tx) => feedPage(tx, { scopesByGrant, after: 2_999, limitRows: 1_000 }));
    for (let times = 0; times < 120; times += 1) expect((await page()).rows).toHaveLength(1);
    const before = { feed: await rowsRead(store, 'feed'), part: await rowsRead(store, 'part') };
    for (let times = 0; times < 50; times += 1) expect((await page()).rows).toHaveLength(1);
    expect((await rowsRead(store, 'feed')) - before.feed).toBeLessThan(500);
    expect((await rowsRead(store, 'part')) - before.part).toBeLessThan(100);
  });
});
