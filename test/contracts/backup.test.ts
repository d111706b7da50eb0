import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackupUnreadable } from '@banso/server/backup/backup-file.ts';
import { makeBackup, type MadeBackup } from '@banso/server/backup/make-backup.ts';
import { backUpOnce } from '@banso/server/backup/run-backups.ts';
import { RestoreRefused, restoreBackup } from '@banso/server/backup/restore-backup.ts';
import { refold } from '@banso/server/refold.ts';
import { readKeyFile } from '@banso/server/seal/key-file.ts';
import { BACKED_UP, NOT_BACKED_UP } from '@banso/server/store/backup-rows.ts';
import { openStore, type StoreOptions } from '@banso/server/store/open-store.ts';
import { allParts } from '@banso/server/store/parts.ts';
import type { BackupsAnswer } from '@banso/shared/protocol/backups.ts';
import type { PulledRow } from '@banso/shared/protocol/sync.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { accessEventsIn } from '../support/accesses.ts';
import { type Databases, eachDatabase, migrationsDir, onPglite, onPostgres } from '../support/databases.ts';
import { type TestDevice, visitTaps } from '../support/test-device.ts';
import { ADMINISTRATOR, APPROVER, ENGAGEMENT, PROGRAMME, storedEngagement, TENANT } from '../support/test-office.ts';
import { jsonPost, outcomes, type TestServer, testServers } from '../support/test-server.ts';
import { officeWithTwoVisits } from '../support/two-visits.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'banso-backup-'));
  folders.push(folder);
  return folder;
};

type Phone = TestDevice & { readonly cookie: string };

/** Everything that somebody's device gets from the beginning, whatever its head. */
const everythingFor = async (office: TestServer, phone: Phone): Promise<readonly Omit<PulledRow, 'head'>[]> => {
  const { pull } = await office.sync(phone, { pull: { cursor: 0, epoch: 0 }, cookie: phone.cookie });
  if (!pull || 'problem' in pull) throw new Error('nothing was pulled');
  expect(pull.more).toBe(false);
  const key = (row: PulledRow) => [row.kind, row.aggregate, row.part].join('/');
  return pull.rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
};

const partsOf = async (office: TestServer) =>
  (await office.server.store.read(TENANT, allParts)).map(({ head: _, ...part }) => part);

const visitOn = async (office: TestServer, phone: TestDevice, number: number, on: string): Promise<string> => {
  const visit = `visit-${number}`;
  for (const tap of visitTaps({ engagement: ENGAGEMENT, visit, number, on })) phone.record(tap);
  await office.push(phone);
  return visit;
};

const suite = (databases: Databases) => {
  const { openOffice, open } = testServers(databases);
  const openBackedUp = async () => {
    const folder = temporaryFolder();
    const keyFile = join(folder, 'key-file');
    const office = await openOffice(undefined, { keyFile });
    const place = {
      keyFile: readKeyFile(keyFile),
      backupDir: join(folder, 'backups'),
      backupKeysDir: join(folder, 'keys'),
    };
    const backUp = () => makeBackup(office.server, { ...place, migrationsDir });
    return { office, keyFile, backUp, settings: { ...place, migrationsDir } };
  };
  const restoreTo = async (to: StoreOptions, { path, keysPath }: MadeBackup, keyFile: string, nowMs = 1) => {
    const store = await openStore(to);
    try {
      await restoreBackup(store, { path, keysPath, keyFile: readKeyFile(keyFile), migrationsDir, nowMs });
    } finally {
      await store.close();
    }
    return open({ place: to, keyFile });
  };
  return { openBackedUp, restoreTo };
};

eachDatabase('Backup and restore', (databases) => {
  const { openBackedUp, restoreTo } = suite(databases);

  test('[L4.30][L4.33] what was backed up comes back: log, records, feeds, photos; in a new epoch, and it is proven', async () => {
    const { office, keyFile, backUp } = await openBackedUp();
    const phone = await officeWithTwoVisits(office);
    const desk = await office.phone(ADMINISTRATOR);
    const [theirs, desks, parts] = [
      await everythingFor(office, phone),
      await everythingFor(office, desk),
      await partsOf(office),
    ];
    const made = await backUp();

    const again = await restoreTo(await databases.place(), made, keyFile);
    expect(await refold(again.server)).toEqual([]);
    expect(await partsOf(again)).toEqual(parts);
    for (const [who, had] of [
      [phone, theirs],
      [desk, desks],
    ] as const) {
      const cookie = await again.signIn(who.person);
      expect(await everythingFor(again, Object.assign(who, { cookie }))).toEqual(had);
    }
    const tenant = await again.server.store.read(TENANT, (tx) =>
      tx.selectFrom('tenant').select('epoch').executeTakeFirst(),
    );
    expect(tenant?.epoch).toBeGreaterThan(1);
    const blobs = await again.server.store.read(TENANT, (tx) => tx.selectFrom('blob').select('sha256').execute());
    expect(blobs).toHaveLength(1);
  });

  test('[L4.33] after a restore to an earlier state a phone brings back what is missing, each once', async () => {
    const { office, keyFile, backUp } = await openBackedUp();
    const phone = await officeWithTwoVisits(office);
    const made = await backUp();
    await visitOn(office, phone, 3, '2026-05-22');
    const parts = await partsOf(office);

    const again = await restoreTo(await databases.place(), made, keyFile);
    expect(Object.keys((await storedEngagement(again.server, ENGAGEMENT)).visits)).toEqual(['visit-1', 'visit-2']);
    // The epoch tells it that something may be gone: it offers everything again.
    const cookie = await again.signIn(phone.person);
    const { pull } = await again.sync(phone, { pull: { cursor: 7, epoch: 1 }, cookie });
    expect(pull).toMatchObject({ fresh: true });
    expect(pull).not.toMatchObject({ epoch: 1 });
    await again.sync(phone, { push: phone.push({ from: 1 }) });
    expect(await refold(again.server)).toEqual([]);
    const visits = (rows: typeof parts) => rows.filter(({ part }) => part.startsWith('visit/'));
    expect(visits(await partsOf(again)).map(({ part }) => part)).toEqual(visits(parts).map(({ part }) => part));
    const log = await again.server.store.read(TENANT, (tx) => tx.selectFrom('log').select('operationId').execute());
    expect(new Set(log.map(({ operationId }) => operationId)).size).toBe(log.length);
    for (const { id } of phone.recorded) expect(log.map(({ operationId }) => operationId)).toContain(id);
  });

  test('[L4.33] one backup restored twice gives two epochs: what the office in between had is asked for again', async () => {
    const { office, keyFile, backUp } = await openBackedUp();
    const phone = await officeWithTwoVisits(office);
    const made = await backUp();
    const between = await restoreTo(await databases.place(), made, keyFile);
    await visitOn(between, phone, 3, '2026-05-22');
    const cookie = await between.signIn(phone.person);
    const { pull: read } = await between.sync(phone, { pull: { cursor: 0, epoch: 0 }, cookie });
    if (!read || 'problem' in read) throw new Error('nothing was pulled');

    // The same disk fails once more before the next backup. The desk has worked on: no cursor lies beyond its head.
    const again = await restoreTo(await databases.place(), made, keyFile);
    const desk = await again.phone(ADMINISTRATOR);
    for (const name of ['見本 一（サンプル）', '見本 二（サンプル）']) {
      const roles = [{ role: 'staff', programme: PROGRAMME }];
      desk.record({
        type: 'person-registered@1',
        kind: 'person',
        aggregate: randomUUID(),
        body: { name, kana: 'ミホン', roles, registration: null },
      });
      expect(outcomes(await again.push(desk))).toEqual(['accepted']);
    }
    const { pull } = await again.sync(phone, {
      pull: { cursor: read.cursor, epoch: read.epoch },
      cookie: await again.signIn(phone.person),
    });
    expect(pull).toMatchObject({ fresh: true });
  });

  test('[L4.40][L4.41] after a restore no number is given until an administrator has closed it; what was asked for before comes back', async () => {
    const { office, keyFile, backUp } = await openBackedUp();
    const phone = await officeWithTwoVisits(office);
    const desk = await office.phone(ADMINISTRATOR);
    const contractOf = (engagement: string, number: string) => {
      const dates = { concludedOn: '2026-05-20', from: '2026-05-20', to: '2027-01-31' };
      return { aggregate: engagement, type: 'contract-recorded@1', body: { number, ...dates } } as const;
    };
    const create = (engagement: string) => {
      const body = { programme: PROGRAMME, company: 'company-1' };
      desk.record({ aggregate: engagement, type: 'engagement-created@1', body });
    };
    const [before, after] = [randomUUID(), randomUUID()];
    create(before);
    await office.push(desk);
    const made = await backUp();
    desk.record(contractOf(before, 'サンプル-101'));
    expect(outcomes(await office.push(desk))).toEqual(['accepted']);

    office.advance(10);
    const again = await restoreTo(await databases.place(), made, keyFile, office.nowMs());
    again.advance((office.nowMs() - again.nowMs()) / 60_000);
    office.advance(10);
    again.advance(10);
    const cookie = await again.signIn(ADMINISTRATOR);
    const restorationFor = async (session: string) => {
      const answer = await again.fetch('/api/backups', { headers: { cookie: session } });
      return ((await answer.json()) as BackupsAnswer).restoration;
    };
    const seen = await restorationFor(cookie);
    expect(seen).toMatchObject({ fromMs: expect.any(Number) as unknown });
    expect(seen?.devices.find(({ id }) => id === phone.id)).toMatchObject({ contactedMs: null, cameBack: 0 });

    // The contract that the restored office has lost was asked for before: it comes again, and is taken in.
    expect(outcomes(await again.push(desk, { push: desk.push({ from: 1 }) }))).toEqual(['accepted', 'accepted']);
    create(after);
    desk.record(contractOf(after, 'サンプル-102'));
    expect(outcomes(await again.push(desk))).toEqual(['accepted', 'refused restoring']);
    // Facts go on.
    await visitOn(again, phone, 3, '2026-05-22');
    expect((await storedEngagement(again.server, ENGAGEMENT)).visits['visit-3']?.status).toBe('ended');
    const now = await restorationFor(cookie);
    expect(now?.devices.find(({ id }) => id === phone.id)).toMatchObject({ cameBack: 4, missingNumbers: 0 });
    expect(now?.devices.find(({ id }) => id === phone.id)?.contactedMs).not.toBeNull();

    const end = (session: string) =>
      again.fetch('/api/backups/restoration/end', jsonPost({ note: '全員に電話で確かめた。' }, { cookie: session }));
    expect((await end(await again.signIn(phone.person))).status).toBe(404);
    expect(await restorationFor(cookie)).not.toBeNull();
    expect((await end(cookie)).status).toBe(204);
    expect((await end(cookie)).status).toBe(204);
    expect(await restorationFor(cookie)).toBeNull();
    desk.record(contractOf(after, 'サンプル-102'));
    expect(outcomes(await again.push(desk))).toEqual(['accepted']);
    expect((await accessEventsIn(again)).filter((event) => event === 'restorationEnded')).toHaveLength(1);
    expect(await refold(again.server)).toEqual([]);
  });

  test('[L4.31] the files say nothing in the clear, and open with this key file and these keys alone', async () => {
    const { office, keyFile, backUp } = await openBackedUp();
    await officeWithTwoVisits(office);
    const made = await backUp();
    for (const path of [made.path, made.keysPath]) {
      const bytes = readFileSync(path).toString('latin1');
      for (const word of ['visit', TENANT, 'engagement', 'confirmation', 'sealed'])
        expect(bytes.slice(bytes.indexOf('}'))).not.toContain(word);
    }
    const other = join(temporaryFolder(), 'key-file');
    writeFileSync(other, randomBytes(32).toString('base64'));
    await expect(restoreTo(await databases.place(), made, other)).rejects.toMatchObject({ why: 'otherKey' });
    await expect(restoreTo(await databases.place(), { ...made, keysPath: made.path }, keyFile)).rejects.toMatchObject({
      why: 'notKeys',
    });
  });

  test('[L4.31] what was erased after the backup stays erased, also when that backup is restored', async () => {
    const { office, keyFile, backUp } = await openBackedUp();
    await officeWithTwoVisits(office);
    const before = await backUp();
    const [administrator, approver] = [await office.phone(ADMINISTRATOR), await office.phone(APPROVER)];
    const disposal = { kind: 'disposal', aggregate: randomUUID() } as const;
    const body = { engagement: ENGAGEMENT, classes: ['B'], basis: '契約第12条', decisionNumber: '8経セ第41号' };
    administrator.record({ ...disposal, type: 'disposal-requested@1', body });
    await office.push(administrator);
    approver.record({ ...disposal, type: 'disposal-approved@1', body: {} });
    expect((await office.push(approver)).map(({ outcome }) => outcome)).toEqual(['accepted']);
    office.advance(1);
    const after = await backUp();
    expect(after.keysPath).toBe(before.keysPath);

    const again = await restoreTo(await databases.place(), before, keyFile);
    const { core, visits } = await storedEngagement(again.server, ENGAGEMENT);
    expect(core).not.toBeNull();
    expect(visits).toEqual({});
    expect(await refold(again.server)).toEqual([]);
  });

  test('[L4.34] devices are told how far the last backup reaches, and nothing before there is one', async () => {
    const { office, backUp } = await openBackedUp();
    const phone = await officeWithTwoVisits(office);
    expect((await office.sync(phone)).backedUp).toBeNull();
    await backUp();
    const through = (await office.sync(phone)).backedUp;
    expect(through).toBe(
      (await office.server.store.read(TENANT, (tx) => tx.selectFrom('tenant').select('logPosition').executeTakeFirst()))
        ?.logPosition,
    );
    await visitOn(office, phone, 3, '2026-05-22');
    const later = await office.sync(phone);
    expect(later.backedUp).toBe(through);
    // How far the log reached: a device compares it with what a backup holds (L2.33).
    expect(later.logPosition).toBeGreaterThan(through ?? 0);
  });

  test('[L4.36] each backup, each failure and each trial is a line of the log, for those alone who answer for the data', async () => {
    const { office, settings } = await openBackedUp();
    await officeWithTwoVisits(office);
    expect(await backUpOnce(office.server, settings)).toBe(true);
    office.advance(60);
    expect(await backUpOnce(office.server, settings)).toBe(true);
    office.advance(60);
    const nowhere = join(temporaryFolder(), 'a-file');
    writeFileSync(nowhere, '');
    expect(await backUpOnce(office.server, { ...settings, backupDir: nowhere })).toBe(false);
    const desk = await office.phone(ADMINISTRATOR);
    const answer = await office.fetch('/api/backups', { headers: { cookie: desk.cookie } });
    const { runs } = (await answer.json()) as BackupsAnswer;
    expect(runs.map(({ what }) => what)).toEqual(['failed', 'made', 'restored', 'made']);
    expect(runs[0]?.why).toMatch(/^E/);
    const [, made] = runs;
    const [name] = readdirSync(settings.backupDir).toSorted().slice(-1);
    const bytes = readFileSync(join(settings.backupDir, name ?? ''));
    expect(made).toMatchObject({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    const expert = await office.phone();
    expect((await office.fetch('/api/backups', { headers: { cookie: expert.cookie } })).status).toBe(404);
    expect((await office.fetch('/api/backups')).status).toBe(401);
  });

  test('[L4.30] every table is backed up, or says why not', async () => {
    const { office } = await openBackedUp();
    const { rows } = await office.server.store.pool.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    );
    const named = [...Object.values(BACKED_UP).flat(), ...Object.keys(NOT_BACKED_UP)];
    expect(rows.map(({ name }) => name)).toEqual(named.toSorted());
  });
});

describe('A backup that is none', () => {
  const databases = onPglite();
  const { openBackedUp, restoreTo } = suite(databases);

  test('[L4.32] a changed byte anywhere, a missing end, a foreign file, a used database: refused, and nothing is changed', async () => {
    const { office, keyFile, backUp } = await openBackedUp();
    await officeWithTwoVisits(office);
    const made = await backUp();
    const bytes = readFileSync(made.path);
    const refusedAs = async (changed: Buffer): Promise<string> => {
      const to = await databases.place();
      writeFileSync(made.path, changed);
      const error: unknown = await restoreTo(to, made, keyFile).catch((reason: unknown) => reason);
      const store = await openStore(to);
      const tenants = await store.door((tx) => tx.selectFrom('tenant').select('id').execute());
      await store.close();
      expect(tenants).toEqual([]);
      return error instanceof BackupUnreadable || error instanceof RestoreRefused ? error.why : String(error);
    };
    const flipped = (at: number): Buffer => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy;
    };
    expect(await refusedAs(flipped(3))).toBe('foreign');
    for (const share of [0.2, 0.5, 0.99])
      expect(await refusedAs(flipped(Math.floor(bytes.length * share)))).toBe('damaged');
    for (const length of [bytes.length - 1, Math.floor(bytes.length / 2)])
      expect(await refusedAs(bytes.subarray(0, length))).toBe('damaged');
    expect(await refusedAs(Buffer.from('%PDF-1.7'))).toBe('foreign');
    expect(await refusedAs(Buffer.alloc(0))).toBe('foreign');
    writeFileSync(made.path, bytes);
    await office.server.close();
    await expect(restoreTo(office.place, made, keyFile)).rejects.toMatchObject({ why: 'notEmpty' });
  });

  test('[L4.32] whoever restores with an older program, or older keys, is told so', async () => {
    const { office, keyFile, backUp } = await openBackedUp();
    await officeWithTwoVisits(office);
    const first = await backUp();
    const oldKeys = join(temporaryFolder(), 'old-keys.bak');
    writeFileSync(oldKeys, readFileSync(first.keysPath));
    office.advance(60);
    const second = await backUp();
    await expect(restoreTo(await databases.place(), { ...second, keysPath: oldKeys }, keyFile)).rejects.toMatchObject({
      why: 'keysOlder',
    });
    const store = await openStore(await databases.place());
    const source = { path: second.path, keysPath: second.keysPath, keyFile: readKeyFile(keyFile) };
    await expect(restoreBackup(store, { ...source, migrationsDir: temporaryFolder(), nowMs: 1 })).rejects.toMatchObject(
      {
        why: 'newer',
      },
    );
    await store.close();
  });
});

describe('From one database to the other', () => {
  const [embedded, postgres] = [onPglite(), onPostgres()];
  const { openBackedUp } = suite(embedded);
  const { restoreTo } = suite(postgres);

  test('[L4.33] an office that has outgrown the embedded database moves to PostgreSQL by its backup', async () => {
    const { office, keyFile, backUp } = await openBackedUp();
    await officeWithTwoVisits(office);
    const parts = await partsOf(office);
    const moved = await restoreTo(await postgres.place(), await backUp(), keyFile);
    expect(await refold(moved.server)).toEqual([]);
    expect(await partsOf(moved)).toEqual(parts);
  });
});
