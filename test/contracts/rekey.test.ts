import { existsSync, linkSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBackup } from '@banso/server/backup/make-backup.ts';
import { restoreBackup } from '@banso/server/backup/restore-backup.ts';
import { refold } from '@banso/server/refold.ts';
import { exchangeKeyFile, ExchangeRefused, unfinishedKeyFile } from '@banso/server/seal/exchange-key-file.ts';
import { readKeyFile } from '@banso/server/seal/key-file.ts';
import { FolderInUse } from '@banso/server/store/folder-lock.ts';
import { openStore, type StoreOptions } from '@banso/server/store/open-store.ts';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { type Databases, eachDatabase, migrationsDir, onPostgres } from '../support/databases.ts';
import { visitTaps } from '../support/test-device.ts';
import { ADMINISTRATOR, ENGAGEMENT, EXPERT, storedEngagement, TENANT } from '../support/test-office.ts';
import { outcomes, testServers } from '../support/test-server.ts';
import { officeWithTwoVisits } from '../support/two-visits.ts';
import { until } from '../support/until.ts';

const NOW_MS = Date.parse('2026-11-22T07:30:00Z');

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const suite = (databases: Databases) => {
  const { openOffice, open } = testServers(databases);
  /** An office with visits, a paper's certificate and a backup of yesterday, whose server has stopped. */
  const stoppedOffice = async () => {
    const folder = mkdtempSync(join(tmpdir(), 'banso-rekey-'));
    folders.push(folder);
    const keyFile = join(folder, 'key-file');
    const place = await databases.place();
    const office = await openOffice(undefined, { place, keyFile });
    const phone = await officeWithTwoVisits(office);
    const { fingerprint } = await office.server.signers.of(TENANT);
    const backupPlace = {
      backupDir: join(folder, 'backups'),
      backupKeysDir: join(folder, 'backup-keys'),
      migrationsDir,
    };
    const made = await makeBackup(office.server, { ...backupPlace, keyFile: readKeyFile(keyFile) });
    const visits = Object.keys((await storedEngagement(office.server, ENGAGEMENT)).visits);
    return { folder, keyFile, place, office, phone, fingerprint, backupPlace, made, visits };
  };
  const wrapsIn = async (place: StoreOptions): Promise<readonly string[]> => {
    const store = await openStore(place);
    const { rows } = await store.pool.query<{ readonly wrap: string }>(
      `select encode(wrapped, 'hex') as wrap from seal_key where wrapped is not null
       union all select encode(wrapped_private, 'hex') from server_key
       union all select encode(wrapped_private, 'hex') from office_certificate`,
    );
    await store.close();
    return rows.map(({ wrap }) => wrap);
  };
  return { stoppedOffice, wrapsIn, open };
};

eachDatabase('A new key file', (databases) => {
  const { stoppedOffice, wrapsIn, open } = suite(databases);

  test('[L15.207] wraps every key anew: everything opens with the new file, nothing with the old, and work goes on', async () => {
    const { keyFile, place, office, phone, fingerprint } = await stoppedOffice();
    const { publicKey } = office.server.serverKey;
    await office.server.store.pool.query(
      `insert into seal_key (tenant, owner, class, wrapped, destroyed_at) values ($1, 'engagement/gone', 'B', null, now())`,
      [TENANT],
    );
    await office.server.close();
    const [before, old] = [await wrapsIn(place), readFileSync(keyFile, 'utf8')];
    const { rewrapped, oldKeyFile } = await exchangeKeyFile({ ...place, keyFile }, NOW_MS);
    expect(rewrapped).toBe(before.length);
    expect(oldKeyFile).toBe(`${keyFile}.until-2026-11-22T073000000Z`);
    expect(readFileSync(oldKeyFile, 'utf8')).toBe(old);
    expect(readFileSync(keyFile, 'utf8')).not.toBe(old);
    expect((await wrapsIn(place)).filter((wrap) => before.includes(wrap))).toEqual([]);
    await expect(open({ place, keyFile: oldKeyFile })).rejects.toThrow();

    const again = await open({ place, keyFile });
    expect(again.server.serverKey.publicKey).toBe(publicKey);
    expect((await again.server.signers.of(TENANT)).fingerprint).toBe(fingerprint);
    expect(await refold(again.server)).toEqual([]);
    for (const tap of visitTaps({ engagement: ENGAGEMENT, visit: 'visit-3', number: 3 })) phone.record(tap);
    expect(new Set(outcomes(await again.push(phone)).map((said) => said.split(' ')[0]))).toEqual(new Set(['accepted']));
    const { rows } = await again.server.store.pool.query(`select 1 from seal_key where wrapped is null`);
    expect(rows).toHaveLength(1);
    expect(await again.signIn(ADMINISTRATOR)).toBeTypeOf('string');
  });

  test('[L15.207] interrupted before the new file took its place it is finished by the next call', async () => {
    const { keyFile, place, office } = await stoppedOffice();
    await office.server.close();
    // As after a power cut right after the commit: the file that was put aside comes back.
    linkSync(keyFile, `${keyFile}.saved`);
    await exchangeKeyFile({ ...place, keyFile }, NOW_MS);
    const next = readFileSync(keyFile, 'utf8');
    linkSync(keyFile, unfinishedKeyFile(keyFile));
    rmSync(keyFile);
    linkSync(`${keyFile}.saved`, keyFile);
    const wraps = await wrapsIn(place);
    expect(await exchangeKeyFile({ ...place, keyFile }, NOW_MS + 1)).toMatchObject({ rewrapped: 0 });
    expect(readFileSync(keyFile, 'utf8')).toBe(next);
    expect(existsSync(unfinishedKeyFile(keyFile))).toBe(false);
    expect(await wrapsIn(place)).toEqual(wraps);
    expect(await refold((await open({ place, keyFile })).server)).toEqual([]);
  });

  test('[L15.207] while a server runs, and with a key file of another office, nothing is changed', async () => {
    const { folder, keyFile, place, office } = await stoppedOffice();
    const refused = databases.kind === 'pglite' ? FolderInUse : ExchangeRefused;
    await expect(exchangeKeyFile({ ...place, keyFile }, NOW_MS)).rejects.toBeInstanceOf(refused);
    expect(readdirSync(folder).filter((name) => name.startsWith('key-file'))).toEqual(['key-file']);
    expect(await refold(office.server)).toEqual([]);
    await office.server.close();
    const wraps = await wrapsIn(place);
    const foreign = join(folder, 'foreign');
    await expect(exchangeKeyFile({ ...place, keyFile: foreign }, NOW_MS)).rejects.toMatchObject({ why: 'noKeyFile' });
    readKeyFile(foreign);
    await expect(exchangeKeyFile({ ...place, keyFile: foreign }, NOW_MS)).rejects.toMatchObject({ why: 'otherKey' });
    expect(await wrapsIn(place)).toEqual(wraps);
    expect(await refold((await open({ place, keyFile })).server)).toEqual([]);
  });

  test('[L15.207] a backup from before comes back with the old file, also beside keys that were backed up since', async () => {
    const { keyFile, place, office, made, visits, backupPlace } = await stoppedOffice();
    await office.server.close();
    const { oldKeyFile } = await exchangeKeyFile({ ...place, keyFile }, NOW_MS);
    const since = await open({ place, keyFile });
    // A test server's clock begins anew with it.
    since.advance((office.nowMs() - since.nowMs()) / 60_000 + 60);
    const restored = async (keysPath: string) => {
      const to = await databases.place();
      const store = await openStore(to);
      const [now, old] = [readKeyFile(keyFile), readKeyFile(oldKeyFile)];
      const source = { nowMs: Date.now(), path: made.path, keysPath, migrationsDir };
      await expect(restoreBackup(store, { ...source, keyFile: now })).rejects.toMatchObject({ why: 'otherKey' });
      await restoreBackup(store, { ...source, keyFile: now, oldKeyFile: old });
      await store.close();
      const again = await open({ place: to, keyFile });
      expect(await refold(again.server)).toEqual([]);
      expect(Object.keys((await storedEngagement(again.server, ENGAGEMENT)).visits)).toEqual(visits);
      expect(await again.signIn(EXPERT)).toBeTypeOf('string');
    };
    await restored(made.keysPath);
    const { keysPath } = await makeBackup(since.server, { ...backupPlace, keyFile: readKeyFile(keyFile) });
    await restored(keysPath);
  });
});

describe('A new key file, while connections of the last server end', () => {
  const databases = onPostgres();
  const { openOffice, open } = testServers(databases);

  test('[L15.207] whoever is just hanging up is waited for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'banso-rekey-'));
    folders.push(folder);
    const keyFile = join(folder, 'key-file');
    const place = await databases.place();
    const office = await openOffice(undefined, { place, keyFile });
    await office.server.close();
    const hangingUp = new pg.Client({ connectionString: place.databaseUrl });
    await hangingUp.connect();
    const exchanged = exchangeKeyFile({ ...place, keyFile }, NOW_MS);
    await until(async () => {
      const { rowCount } = await hangingUp.query(
        `select 1 from pg_stat_activity where query like '%as others%' and pid <> pg_backend_pid()`,
      );
      expect(rowCount).toBe(1);
    });
    await hangingUp.end();
    expect((await exchanged).rewrapped).toBeGreaterThan(0);
    expect(await refold((await open({ place, keyFile })).server)).toEqual([]);
  });
});
