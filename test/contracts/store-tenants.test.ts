import { grantScopes, scopesOfPerson } from '@banso/server/store/reach.ts';
import { partsOfAggregates, writeParts } from '@banso/server/store/parts.ts';
import { insertSession, sessionByAnyHash } from '@banso/server/store/sessions.ts';
import { createTenant, headOfTenant, raiseTenantCounter, tenantById, tenants } from '@banso/server/store/tenants.ts';
import type { Store } from '@banso/server/store/open-store.ts';
import { expect, test } from 'vitest';
import { eachDatabase, openTenant } from '../support/databases.ts';

const at = new Date('2026-04-01T00:00:00Z');
const key = { kind: 'company', id: 'c1' };
const part = { kind: 'company', aggregateId: 'c1', part: 'core', version: 1, retention: 'A', head: 1 };

const twoTenants = async (store: Store): Promise<void> => {
  for (const tenant of ['fukuoka', 'tottori']) {
    await openTenant(store, tenant);
    await store.transact(tenant, (tx) => writeParts(tx, [{ ...part, body: tenant }]));
  }
};

eachDatabase('Walls between tenants', ({ open }) => {
  test('[L8.1] the same ids in two tenants are two records', async () => {
    const store = await open();
    await twoTenants(store);
    for (const tenant of ['fukuoka', 'tottori']) {
      const parts = await store.read(tenant, (tx) => partsOfAggregates(tx, [key]));
      expect(parts).toEqual([{ ...part, body: tenant }]);
    }
  });

  test('[L8.2] a query that forgets the tenant sees and changes its own tenant only', async () => {
    const store = await open();
    await twoTenants(store);
    await store.transact('fukuoka', (tx) => raiseTenantCounter(tx, { head: 5, logPosition: 5, chain: 'f' }));
    await store.transact('fukuoka', (tx) => tx.deleteFrom('part').execute());
    expect(await store.read('tottori', headOfTenant)).toBe(0);
    expect(await store.read('tottori', (tx) => partsOfAggregates(tx, [key]))).toHaveLength(1);
    expect((await store.read('fukuoka', tenants)).map(({ id }) => id)).toEqual(['fukuoka']);
    expect(await store.read('fukuoka', (tx) => tenantById(tx, 'tottori'))).toBeUndefined();
  });

  test('[L8.2] a row for another tenant cannot be written', async () => {
    const store = await open();
    const foreign = store.transact('fukuoka', (tx) =>
      createTenant(tx, { id: 'tottori', name: 'サンプル', sample: true, createdAt: at }),
    );
    await expect(foreign).rejects.toMatchObject({ code: '42501' });
  });

  test('[L8.2] the tenant of one transaction does not leak into the next', async () => {
    const store = await open();
    await twoTenants(store);
    await store.transact('fukuoka', (tx) =>
      grantScopes(tx, { person: 'p1', scopes: [{ scope: 'desk', until: null }], head: 1 }),
    );
    const { rows } = await store.pool.query(
      "select current_setting('banso.tenant', true) as tenant, current_user = session_user as self",
    );
    expect(rows).toEqual([{ tenant: '', self: true }]);
    expect(await store.read('tottori', (tx) => scopesOfPerson(tx, { person: 'p1', today: '2026-05-20' }))).toEqual([]);
  });

  test('[L8.5] the door sees credentials, sessions and tenants, and no programme data', async () => {
    const store = await open();
    await twoTenants(store);
    const session = {
      id: 's1',
      hash: 'h',
      tenant: 'tottori',
      person: 'p1',
      label: '',
      ways: 'link',
      enough: true,
      idleSeconds: 60,
      createdAt: at,
      expiresAt: new Date('2026-05-01T00:00:00Z'),
    };
    await store.door((tx) => insertSession(tx, session));
    expect(await store.door((tx) => sessionByAnyHash(tx, 'h'))).toMatchObject({ tenant: 'tottori' });
    expect((await store.door(tenants)).map(({ id }) => id)).toEqual(['fukuoka', 'tottori']);
    await expect(store.door((tx) => partsOfAggregates(tx, [key]))).rejects.toMatchObject({ code: '42501' });
    await expect(
      store.door((tx) => raiseTenantCounter(tx, { head: 1, logPosition: 1, chain: '' })),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('[L8.6] a read cannot write', async () => {
    const store = await open();
    await openTenant(store, 'fukuoka');
    const write = store.read('fukuoka', (tx) => raiseTenantCounter(tx, { head: 1, logPosition: 1, chain: '' }));
    await expect(write).rejects.toMatchObject({ code: '25006' });
  });
});
