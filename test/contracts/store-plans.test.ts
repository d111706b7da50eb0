import { headOfTenant, lockTenantCounter, raiseTenantCounter } from '@banso/server/store/tenants.ts';
import { describe, expect, test } from 'vitest';
import { onPglite, openTenant } from '../support/databases.ts';

const TENANT = 'fukuoka';

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
});
