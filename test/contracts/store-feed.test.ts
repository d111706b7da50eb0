import { type FeedPage, type FeedQuery, feedPage, writeFeed } from '@banso/server/store/feed.ts';
import type { Store } from '@banso/server/store/open-store.ts';
import { writeParts } from '@banso/server/store/parts.ts';
import {
  grantScopes,
  replaceReach,
  reachOfAggregates,
  reachOfScopes,
  revokeScopes,
  scopesOfPerson,
} from '@banso/server/store/reach.ts';
import type { FeedRow } from '@banso/server/store/schema.ts';
import { raiseTenantCounter } from '@banso/server/store/tenants.ts';
import { expect, test } from 'vitest';
import { eachStore, openTenant } from '../support/databases.ts';

const tenant = 'fukuoka';
const desk = { scope: 'desk', grantedHead: 0 };

const forEver = (scope: string) => ({ scope, until: null });

eachStore('Feed', ({ open }) => {
  const opened = async (): Promise<Store> => {
    const store = await open();
    await openTenant(store, tenant);
    return store;
  };

  test('[L6.3] a page ends at a whole transaction, cut back to the last one that fits', async () => {
    const store = await opened();
    for (const [head, count] of [2, 3, 4].entries()) await commit(store, { head: head + 1, count });
    const pages = await allPages(store, { scopesByGrant: [desk], limitRows: 6 });
    expect(pages.map((page) => [page.rows.length, page.head, page.more])).toEqual([
      [5, 2, true],
      [4, 3, false],
    ]);
  });

  test('[L6.3] a transaction larger than a page comes whole', async () => {
    const store = await opened();
    await commit(store, { head: 1, count: 9 });
    await commit(store, { head: 2, count: 1 });
    const pages = await allPages(store, { scopesByGrant: [desk], limitRows: 4 });
    expect(pages.map((page) => [page.rows.length, page.head, page.more])).toEqual([
      [9, 1, true],
      [1, 2, false],
    ]);
  });

  test('[L6.3] with nothing left the cursor is the head of the tenant, even if the rest is not for this reader', async () => {
    const store = await opened();
    await commit(store, { head: 1, count: 1 });
    await commit(store, { head: 2, count: 3, scope: 'expert:1' });
    const page = await pageOf(store, { scopesByGrant: [desk], after: 0, limitRows: 10 });
    expect([page.rows.length, page.head, page.more]).toEqual([1, 2, false]);
  });

  test('[L6.4] a part seen through two scopes comes once, with its latest body', async () => {
    const store = await opened();
    await commit(store, { head: 1, count: 2, scope: 'expert:1' });
    await commit(store, { head: 2, count: 2, scope: 'desk' });
    const both = { scopesByGrant: [desk, { scope: 'expert:1', grantedHead: 0 }], after: 0, limitRows: 10 };
    const page = await pageOf(store, both);
    expect(page.rows.map(({ aggregateId, head, version, body }) => [aggregateId, head, version, body])).toEqual([
      ['visit-0', 2, 2, 'text 2'],
      ['visit-1', 2, 2, 'text 2'],
    ]);
  });

  test('[L6.4] a part that left one scope stays while another shows it, and leaves with the last', async () => {
    const store = await opened();
    const scopesByGrant = [desk, { scope: 'expert:1', grantedHead: 0 }];
    await commit(store, { head: 1, count: 1, scope: 'desk' });
    await commit(store, { head: 2, count: 1, scope: 'expert:1' });
    await commit(store, { head: 3, count: 1, scope: 'expert:1', present: false });
    const kept = await pageOf(store, { scopesByGrant, after: 2, limitRows: 10 });
    expect(kept.rows).toMatchObject([{ aggregateId: 'visit-0', present: true, head: 3 }]);
    await commit(store, { head: 4, count: 1, scope: 'desk', present: false });
    const gone = await pageOf(store, { scopesByGrant, after: 3, limitRows: 10 });
    expect(gone.rows).toEqual([
      {
        kind: 'visit',
        aggregateId: 'visit-0',
        part: 'core',
        present: false,
        head: 4,
        version: null,
        retention: null,
        body: null,
      },
    ]);
  });

  test('[L6.5] a scope given later brings what was in it before', async () => {
    const store = await opened();
    await commit(store, { head: 1, count: 3, scope: 'expert:1' });
    await commit(store, { head: 2, count: 1 });
    await store.transact(tenant, async (tx) => {
      await grantScopes(tx, { person: 'p1', scopes: [forEver('desk'), forEver('expert:1')], head: 3 });
      await grantScopes(tx, { person: 'p1', scopes: [forEver('desk')], head: 9 });
    });
    const scopesByGrant = await store.read(tenant, (tx) => scopesOfPerson(tx, { person: 'p1', today: '2026-05-20' }));
    expect(scopesByGrant).toEqual([
      { scope: 'desk', grantedHead: 3 },
      { scope: 'expert:1', grantedHead: 3 },
    ]);
    const page = await pageOf(store, { scopesByGrant, after: 2, limitRows: 10 });
    expect(page.rows.map(({ head }) => head)).toEqual([3, 3, 3, 3]);
    expect((await pageOf(store, { scopesByGrant, after: 3, limitRows: 10 })).rows).toEqual([]);
    await store.transact(tenant, (tx) => revokeScopes(tx, { person: 'p1', scopes: ['desk'] }));
    expect(await store.read(tenant, (tx) => scopesOfPerson(tx, { person: 'p1', today: '2026-05-20' }))).toHaveLength(1);
  });

  test('[L6.5] first contact is read in pages, also when all scopes were given at once', async () => {
    const store = await opened();
    for (let head = 1; head <= 5; head += 1) await commit(store, { head, count: 1, prefix: `day-${head}` });
    const late = { scopesByGrant: [{ scope: 'desk', grantedHead: 5 }], limitRows: 2, grantsKnownAt: 5 };
    const pages = await allPages(store, late);
    expect(pages.map((page) => page.rows.length)).toEqual([2, 2, 1]);
  });

  test('[L6.6] three thousand parts and feed rows are written in one statement each', async () => {
    const store = await opened();
    await commit(store, { head: 1, count: 3000 });
    const page = await pageOf(store, { scopesByGrant: [desk], after: 0, limitRows: 1 });
    expect(page.rows).toHaveLength(3000);
  });

  test('[L9.1] reach tells what was gained and lost because of a record', async () => {
    const store = await opened();
    const because = { kind: 'engagement', id: 'e1' };
    const to = (scope: string, aggregateId: string) => ({ scope, kind: 'company', aggregateId });
    const row = (scope: string, aggregateId: string) => ({
      ...to(scope, aggregateId),
      becauseKind: 'engagement',
      becauseId: 'e1',
    });
    const change = (reach: readonly ReturnType<typeof to>[]) =>
      store.transact(tenant, (tx) => replaceReach(tx, { because, reach }));
    expect(await change([to('expert:1', 'c1'), to('expert:2', 'c1')])).toMatchObject({ lost: [] });
    expect(await change([to('expert:2', 'c1'), to('expert:2', 'c2')])).toEqual({
      gained: [row('expert:2', 'c2')],
      lost: [row('expert:1', 'c1')],
    });
    const reached = await store.read(tenant, (tx) => reachOfAggregates(tx, [{ kind: 'company', id: 'c1' }]));
    expect(reached).toEqual([row('expert:2', 'c1')]);
    const inScope = await store.read(tenant, (tx) => reachOfScopes(tx, ['expert:1', 'expert:2']));
    expect(inScope).toEqual([row('expert:2', 'c1'), row('expert:2', 'c2')]);
    expect(await change([])).toMatchObject({ gained: [], lost: [{ aggregateId: 'c1' }, { aggregateId: 'c2' }] });
  });
});

type Commit = {
  readonly head: number;
  readonly count: number;
  readonly scope?: string;
  readonly present?: boolean;
  readonly prefix?: string;
};

/** One transaction that writes `count` parts at `head`; every commit names its parts alike unless `prefix` says otherwise. */
const commit = async (store: Store, { head, count, scope = 'desk', present = true, prefix }: Commit): Promise<void> => {
  const name = prefix ?? (count > 2 ? `batch-${head}` : 'visit');
  const keys = Array.from({ length: count }, (_, index) => ({
    kind: 'visit',
    aggregateId: `${name}-${index}`,
    part: 'core',
  }));
  await store.transact(tenant, async (tx) => {
    await writeParts(
      tx,
      keys.map((key) => ({ ...key, version: head, retention: 'A', body: `text ${head}`, head })),
    );
    await writeFeed(
      tx,
      keys.map((key): FeedRow => ({ ...key, scope, present, head })),
    );
    await raiseTenantCounter(tx, { head, logPosition: head, chain: '' });
  });
};

const pageOf = (store: Store, query: FeedQuery): Promise<FeedPage> => store.read(tenant, (tx) => feedPage(tx, query));

const allPages = async (store: Store, query: Omit<FeedQuery, 'after'>): Promise<readonly FeedPage[]> => {
  const pages: FeedPage[] = [];
  for (let after = 0, more = true; more; ) {
    const page = await pageOf(store, { ...query, after });
    pages.push(page);
    ({ head: after, more } = page);
  }
  return pages;
};
