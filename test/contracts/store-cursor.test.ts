import { setTimeout as wait } from 'node:timers/promises';
import { feedPage, writeFeed } from '@banso/server/store/feed.ts';
import type { Store } from '@banso/server/store/open-store.ts';
import { headOfTenant, lockTenantCounter, raiseTenantCounter } from '@banso/server/store/tenants.ts';
import { describe, expect, test } from 'vitest';
import { eachStore, onPostgres, openTenant } from '../support/databases.ts';

const tenant = 'fukuoka';
const grants = [{ scope: 'desk', grantedHead: 0 }];

/** A place to write names in numbered order, and to read those after a cursor. */
type Line = {
  /** Takes a number, runs `whileHolding`, commits. */
  readonly write: (name: string, whileHolding: () => Promise<void>) => Promise<void>;
  readonly pull: (after: number) => Promise<{ readonly names: readonly string[]; readonly cursor: number }>;
};

eachStore('The cursor', ({ open }) => {
  test('[L6.1] each push raises the head by what it adds, and a reader at the head has everything', async () => {
    const store = await open();
    await openTenant(store, tenant);
    const line = counterLine(store);
    await line.write('A', nothing);
    const first = await line.pull(0);
    await line.write('B', nothing);
    const second = await line.pull(first.cursor);
    expect([first, second]).toEqual([
      { names: ['A'], cursor: 1 },
      { names: ['B'], cursor: 2 },
    ]);
  });

  test('[L6.1] a push that fails takes its number back', async () => {
    const store = await open();
    await openTenant(store, tenant);
    const line = counterLine(store);
    await expect(line.write('A', () => Promise.reject(new Error('fails late')))).rejects.toThrow('fails late');
    await line.write('B', nothing);
    expect(await line.pull(0)).toEqual({ names: ['B'], cursor: 1 });
  });

  test('[L6.1] pushes that come together get each a head of its own', async () => {
    const store = await open();
    await openTenant(store, tenant);
    const line = counterLine(store);
    const names = Array.from({ length: 20 }, (_, index) => `visit-${index}`);
    await Promise.all(names.map((name) => line.write(name, nothing)));
    expect((await line.pull(0)).names.toSorted()).toEqual(names.toSorted());
    expect(await store.read(tenant, headOfTenant)).toBe(20);
  });
});

describe('The cursor under contention', () => {
  const { open } = onPostgres();

  test('[L6.2] A takes its number and waits, B comes, a reader pulls, A commits: nothing is missed', async () => {
    const store = await open();
    await openTenant(store, tenant);
    expect(await missedOn(counterLine(store), store)).toEqual([]);
  });

  test('[L6.2] the same steps over a sequence miss what A wrote', async () => {
    const store = await open();
    await store.pool.query('create table sequence_line (number bigserial primary key, name text not null)');
    expect(await missedOn(sequenceLine(store), store)).toEqual(['A']);
  });
});

/** What the reader never saw, after A held its number while B wrote and the reader pulled. */
const missedOn = async (line: Line, store: Store): Promise<readonly string[]> => {
  const held = gate();
  const release = gate();
  const a = line.write('A', () => {
    held.open();
    return release.opened;
  });
  await held.opened;
  const b = line.write('B', nothing);
  await Promise.race([b, untilSomeoneWaits(store)]);
  const first = await line.pull(0);
  release.open();
  await Promise.all([a, b]);
  const second = await line.pull(first.cursor);
  const seen = [...first.names, ...second.names];
  return ['A', 'B'].filter((name) => !seen.includes(name));
};

const counterLine = (store: Store): Line => ({
  write: (name, whileHolding) =>
    store.transact(tenant, async (tx) => {
      const counter = await lockTenantCounter(tx);
      const head = counter.head + 1;
      await whileHolding();
      await writeFeed(tx, [{ scope: 'desk', kind: 'visit', aggregateId: name, part: 'core', present: true, head }]);
      await raiseTenantCounter(tx, { ...counter, head });
    }),
  pull: async (after) => {
    const page = await store.read(tenant, (tx) => feedPage(tx, { scopesByGrant: grants, after, limitRows: 100 }));
    return { names: page.rows.map(({ aggregateId }) => aggregateId), cursor: page.head };
  },
});

/** The obvious cursor, which loses rows: numbers are given in one order and become visible in another. */
const sequenceLine = ({ pool }: Store): Line => ({
  write: async (name, whileHolding) => {
    const client = await pool.connect();
    await client.query('begin');
    await client.query('insert into sequence_line (name) values ($1)', [name]);
    await whileHolding();
    await client.query('commit');
    client.release();
  },
  pull: async (after) => {
    const { rows } = await pool.query<{ readonly name: string; readonly number: number }>(
      'select name, number from sequence_line where number > $1 order by number',
      [after],
    );
    return { names: rows.map(({ name }) => name), cursor: rows.at(-1)?.number ?? after };
  },
});

const untilSomeoneWaits = async ({ pool }: Store): Promise<void> => {
  for (let tries = 0; tries < 1000; tries += 1) {
    const { rowCount } = await pool.query('select from pg_locks where not granted');
    if (rowCount !== 0) return;
    await wait(2);
  }
};

const gate = () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
};

const nothing = () => Promise.resolve();
