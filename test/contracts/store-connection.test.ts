import { headOfTenant } from '@banso/server/store/tenants.ts';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { onPostgres, openTenant } from '../support/databases.ts';

describe('A database that goes away', () => {
  const databases = onPostgres();

  test('[L3.81] a connection that breaks between two statements fails its transaction, and the process goes on', async () => {
    const place = await databases.place();
    const store = await databases.open(place);
    await openTenant(store, 'fukuoka');
    const cut = store.transact('fukuoka', async (tx) => {
      await headOfTenant(tx);
      await breakConnections(place.databaseUrl ?? '');
      return headOfTenant(tx);
    });
    await expect(cut).rejects.toThrow();
    expect(await store.read('fukuoka', headOfTenant)).toBe(0);
  });
});

/** The database ends everybody's connection; resolves when all are gone, and whoever held one has heard so. */
const breakConnections = async (databaseUrl: string): Promise<void> => {
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  const others = 'from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  await admin.query(`select pg_terminate_backend(pid) ${others}`);
  for (let left = 1; left > 0; ) left = (await admin.query(`select 1 ${others}`)).rowCount ?? 0;
  await admin.end();
};
