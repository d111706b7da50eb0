import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatherExport } from '@banso/server/export/gather-export.ts';
import { refold } from '@banso/server/refold.ts';
import { recordAsServer } from '@banso/server/sample/server-recorder.ts';
import { partsOfAggregates } from '@banso/server/store/parts.ts';
import {
  BLOB_CHUNK_BYTES,
  blobPath,
  UPLOAD_SIGNATURE,
  uploadPath,
  uploadStatement,
} from '@banso/shared/protocol/blobs.ts';
import { type Role, ROLES } from '@banso/shared/operation/context.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { accountBasis } from '@banso/shared/payee/operations/accounts.ts';
import { passbookPart, type PassbookView } from '@banso/shared/payee/passbook-picture.ts';
import { type Payee, payeeParts } from '@banso/shared/payee/payee.ts';
import { mustEnd } from '@banso/shared/person/role-ends.ts';
import { expect, test } from 'vitest';
import { ACCOUNT } from '../fixtures/payee-cases.ts';
import { eachDatabase, migrationsDir } from '../support/databases.ts';
import { type SamplePhoto, samplePhoto } from '../support/sample-photo.ts';
import {
  ADMINISTRATOR,
  APPROVER,
  assignExpert,
  ENGAGEMENT,
  EXPERT,
  makeEngagement,
  OTHER_EXPERT,
  PROGRAMME,
  TENANT,
} from '../support/test-office.ts';
import { outcomes, type TestServer, testServers } from '../support/test-server.ts';

type Phone = Awaited<ReturnType<TestServer['phone']>>;

const onPayee = { kind: 'payee', aggregate: EXPERT } as const;
const idOf = (role: Role): string => (role === 'expert' ? EXPERT : `role-${role}`);

/** One person for each role besides the experts. */
const withRoles = (office: TestServer): Promise<void> =>
  recordAsServer(
    office.server,
    TENANT,
    ROLES.filter((role) => role !== 'expert').map((role) => ({
      type: 'person-registered@1',
      kind: 'person',
      aggregate: idOf(role),
      actor: ADMINISTRATOR,
      atMs: office.nowMs(),
      body: {
        name: `見本 ${role}（サンプル）`,
        kana: '',
        roles: [{ role, programme: PROGRAMME, ...(mustEnd(role) ? { until: '2027-03-31' } : {}) }],
        registration: null,
      },
    })),
  );

const stored = async (office: TestServer): Promise<Payee | null> =>
  payeeParts.fromParts(
    await office.server.store.read(TENANT, (tx) => partsOfAggregates(tx, [{ kind: 'payee', id: EXPERT }])),
  );

const picture = (
  office: TestServer,
  phone: Phone,
  id: string,
  shows: PassbookView,
  { bytes, ...photo }: SamplePhoto,
) => {
  const { sha256, width, height } = photo;
  const body = { picture: id, shows, type: 'image/jpeg', sha256, bytes: bytes.length, width, height } as const;
  phone.record({ type: 'passbook-pictured@1', ...onPayee, body });
  return office.push(phone);
};

/** Sends the whole picture; what the server said last. */
const send = async (office: TestServer, phone: Phone, id: string, { bytes, sha256 }: SamplePhoto): Promise<unknown> => {
  const address = { tenant: TENANT, device: phone.id, payee: EXPERT, part: passbookPart(id), sha256 };
  const signature = phone.signText(uploadStatement(address));
  const headers = { 'content-type': 'application/octet-stream', [UPLOAD_SIGNATURE]: signature };
  let answer: unknown = null;
  for (let offset = 0; offset < bytes.length; offset += BLOB_CHUNK_BYTES) {
    const body = bytes.slice(offset, offset + BLOB_CHUNK_BYTES);
    answer = await (await office.fetch(uploadPath(address, { offset }), { method: 'POST', headers, body })).json();
  }
  return answer;
};

const look = (office: TestServer, { cookie }: Pick<Phone, 'cookie'>, id: string, { sha256 }: SamplePhoto) =>
  office.fetch(blobPath(sha256, { payee: EXPERT, part: passbookPart(id) }), { headers: { cookie } });

/** The expert's account with both pictures, on a phone that is online. */
const register = async (office: TestServer) => {
  const phone = await office.phone();
  const photo = await samplePhoto();
  await picture(office, phone, 'picture-cover', 'cover', photo);
  await picture(office, phone, 'picture-inside', 'inside', photo);
  phone.record({ type: 'account-registered@1', ...onPayee, body: ACCOUNT });
  expect(outcomes(await office.push(phone))).toEqual(['accepted']);
  for (const id of ['picture-cover', 'picture-inside'])
    expect(await send(office, phone, id, photo)).toMatchObject({ stored: true });
  return { phone, photo };
};

/** Every part of the payee that lies on this person's device after first contact, with its text. */
const received = async (office: TestServer, person: string) => {
  office.advance(1);
  const device = await office.phone(person);
  const { pull } = await office.sync(device, { pull: { cursor: 0, epoch: 1 }, cookie: device.cookie });
  if (!pull || !('rows' in pull)) throw new Error('nothing was pulled');
  const text = JSON.stringify(pull.rows);
  const parts = pull.rows.filter(({ kind, body }) => kind === 'payee' && body !== null).map(({ part }) => part);
  return { device, text, families: [...new Set(parts.map((part) => part.split('/')[0] ?? ''))].toSorted() };
};

eachDatabase('Payees', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L15.260][L15.261] bank data is on no device but the expert’s and accounting’s; the desk has three digits; others nothing', async () => {
    const office = await openOffice();
    await withRoles(office);
    const { phone } = await register(office);
    phone.record({
      type: 'payee-tax-stated@1',
      ...onPayee,
      body: { kind: 'individual', registration: null, rounding: 'floor', showsReferenceTax: true },
    });
    await office.push(phone);
    const whole = ['account', 'picture', 'standing', 'tax'];
    const expected: Readonly<Record<Role, readonly string[]>> = {
      expert: whole,
      accounting: whole,
      staff: ['standing', 'tax'],
      approver: ['standing', 'tax'],
      administrator: ['standing', 'tax'],
      privacyManager: ['standing', 'tax'],
      auditor: ['tax'],
      commissioner: [],
      supportOfficer: [],
    };
    for (const role of ROLES) {
      const { families, text } = await received(office, idOf(role));
      expect([role, families]).toEqual([role, expected[role]]);
      expect([role, text.includes(ACCOUNT.number)]).toEqual([role, whole === expected[role]]);
    }
    const other = await received(office, OTHER_EXPERT);
    expect([other.families, other.text.includes(ACCOUNT.number)]).toEqual([[], false]);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.262] accounting compares and verifies what it saw; the desk, another expert and the payee cannot', async () => {
    const office = await openOffice();
    await withRoles(office);
    const { phone } = await register(office);
    const basis = accountBasis(await stored(office), ACCOUNT.account);
    const body: BodyOf['account-verified@1'] = { account: ACCOUNT.account, released: false, reason: '' };
    const codeFrom = async (device: Phone) => {
      device.record({ type: 'account-verified@1', ...onPayee, basis, body });
      return (await office.push(device)).map(({ code, outcome }) => code ?? outcome);
    };
    expect(await codeFrom(phone)).toEqual(['not_allowed']);
    expect(await codeFrom((await received(office, OTHER_EXPERT)).device)).toEqual(['not_allowed']);
    expect(await codeFrom((await received(office, idOf('staff'))).device)).toEqual(['not_allowed']);
    const { device: accounting } = await received(office, idOf('accounting'));
    accounting.record({ type: 'payee-kind-decided@1', ...onPayee, body: { kind: 'corporation', reason: '契約書' } });
    await office.push(accounting);
    expect(await codeFrom(accounting)).toEqual(['blocked_by_finding']);
    accounting.record({ type: 'payee-kind-decided@1', ...onPayee, body: { kind: 'individual', reason: '見直し' } });
    await office.push(accounting);
    expect(await codeFrom(accounting)).toEqual(['accepted']);
    // What was decided about is no longer what was seen.
    expect(await codeFrom(accounting)).toEqual(['basis_changed']);
    expect((await stored(office))?.standing).toMatchObject({ state: 'verified', numberEnd: '345' });
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.262] nobody registers or photographs another’s account', async () => {
    const office = await openOffice();
    await withRoles(office);
    await register(office);
    const stranger = await office.phone(OTHER_EXPERT);
    stranger.record({ type: 'account-registered@1', ...onPayee, body: { ...ACCOUNT, account: 'account-2' } });
    expect((await office.push(stranger)).map(({ code }) => code)).toEqual(['not_allowed']);
    await picture(office, stranger, 'picture-forged', 'inside', await samplePhoto());
    const { device: accounting } = await received(office, idOf('accounting'));
    accounting.record({ type: 'account-registered@1', ...onPayee, body: { ...ACCOUNT, account: 'account-3' } });
    expect((await office.push(accounting)).map(({ code }) => code)).toEqual(['not_allowed']);
    const payee = await stored(office);
    expect([Object.keys(payee?.accounts ?? {}), Object.keys(payee?.pictures ?? {}).length]).toEqual([['account-1'], 2]);
  });

  test('[L15.263] a passbook is read by its expert and accounting alone, each look is logged, and its bytes lie sealed as class D', async () => {
    const office = await openOffice();
    await withRoles(office);
    const { phone, photo } = await register(office);
    const { device: accounting } = await received(office, idOf('accounting'));
    expect((await look(office, phone, 'picture-inside', photo)).status).toBe(200);
    expect((await look(office, accounting, 'picture-inside', photo)).status).toBe(200);
    for (const role of ['staff', 'approver', 'administrator', 'auditor', 'commissioner', 'privacyManager'] as const) {
      const { device } = await received(office, idOf(role));
      expect([role, (await look(office, device, 'picture-inside', photo)).status]).toEqual([role, 404]);
    }
    expect((await look(office, await office.phone(OTHER_EXPERT), 'picture-inside', photo)).status).toBe(404);
    const { rows } = await office.server.store.pool.query<{ sealed: Buffer; retention: string }>(
      "select sealed, retention from blob where kind = 'payee'",
    );
    expect(rows.map(({ retention }) => retention)).toEqual(['D', 'D']);
    // Not by a JPEG's first three bytes: in the noise of a sealed picture those stand somewhere once in thirty.
    for (const { sealed } of rows) expect(sealed.includes(Buffer.from(photo.bytes.slice(0, 40)))).toBe(false);
    const looks = await office.server.store.pool.query<{ count: string }>(
      "select count(*) from access_log where event = 'photoShown'",
    );
    expect(Number(looks.rows[0]?.count)).toBe(2);
    const log = await office.server.store.pool.query<{ count: string }>(
      "select count(*) from log where kind = 'payee' and retention <> 'D'",
    );
    expect(Number(log.rows[0]?.count)).toBe(0);
  });

  test('[L15.267] form 6 is printed for its owner and accounting, logged; nobody else gets it, and no export holds it', async () => {
    const office = await openOffice();
    await withRoles(office);
    const { phone } = await register(office);
    const print = async ({ cookie }: Pick<Phone, 'cookie'>, person = EXPERT, form = 'account-form') =>
      (await office.fetch(`/api/forms/${form}/${ENGAGEMENT}/${person}.pdf`, { headers: { cookie } })).status;
    expect(await print(phone)).toBe(200);
    const { device: accounting } = await received(office, idOf('accounting'));
    expect([await print(accounting), await print(accounting, EXPERT, 'account-form-copy')]).toEqual([200, 200]);
    for (const role of ['staff', 'approver', 'administrator', 'auditor', 'commissioner', 'privacyManager'] as const) {
      const { device } = await received(office, idOf(role));
      expect([role, await print(device), await print(device, EXPERT, 'account-form-copy')]).toEqual([role, 404, 404]);
    }
    await assignExpert(office.server, ENGAGEMENT, OTHER_EXPERT);
    const other = await office.phone(OTHER_EXPERT);
    // Their own form, blank as yet; never that of whom they replaced.
    expect([await print(other, OTHER_EXPERT), await print(other)]).toEqual([200, 404]);
    const { rows } = await office.server.store.pool.query<{ count: string }>(
      "select count(*) from access_log where event = 'printed'",
    );
    expect(Number(rows[0]?.count)).toBe(4);
    const exported = await gatherExport(office.server, { tenant: TENANT, engagement: ENGAGEMENT, baseUrl: '' });
    expect(JSON.stringify(exported)).not.toContain(ACCOUNT.number);
  });

  test('[L15.264] who was replaced stays readable for accounting: their visits are still to be paid', async () => {
    const office = await openOffice();
    await withRoles(office);
    await register(office);
    await assignExpert(office.server, ENGAGEMENT, OTHER_EXPERT);
    expect((await received(office, idOf('accounting'))).families).toEqual(['account', 'picture', 'standing']);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.270] a disposal of bank data erases the pictures for good, once no other engagement needs them; the next account comes in', async () => {
    const office = await openOffice();
    await withRoles(office);
    const { phone, photo } = await register(office);
    await makeEngagement(office.server, { id: 'engagement-3', company: 'company-2', expert: EXPERT });
    const dispose = async (engagement: string) => {
      office.advance(1);
      const [administrator, approver] = [await office.phone(ADMINISTRATOR), await office.phone(APPROVER)];
      const aggregate = randomUUID();
      const body = { engagement, classes: ['D' as const], basis: '支払から90日', decisionNumber: '8経セ第77号' };
      administrator.record({ type: 'disposal-requested@1', kind: 'disposal', aggregate, body });
      await office.push(administrator);
      approver.record({ type: 'disposal-approved@1', kind: 'disposal', aggregate, body: {} });
      expect(outcomes(await office.push(approver))).toEqual(['accepted']);
    };
    await dispose(ENGAGEMENT);
    expect((await look(office, phone, 'picture-inside', photo)).status).toBe(200);
    await dispose('engagement-3');
    expect((await look(office, phone, 'picture-inside', photo)).status).toBe(404);
    const left = await office.server.store.pool.query("select 1 from blob where kind = 'payee'");
    expect(left.rows).toEqual([]);
    const keys = await office.server.store.pool.query(
      "select 1 from seal_key where owner like 'payee/%/picture/%' and wrapped is not null",
    );
    expect(keys.rows).toEqual([]);
    const payee = await stored(office);
    expect(payee?.accounts['account-1']?.number).toBe(ACCOUNT.number);
    expect(payee?.pictures['picture-inside']?.erased).toBeDefined();
    // Another account of the same person comes in as before.
    await picture(office, phone, 'picture-screen', 'screen', photo);
    phone.record({
      type: 'account-registered@1',
      ...onPayee,
      body: { ...ACCOUNT, account: 'account-2', pictures: ['picture-screen'] },
    });
    expect(outcomes(await office.push(phone))).toEqual(['accepted']);
    expect(await send(office, phone, 'picture-screen', photo)).toMatchObject({ stored: true });
    expect((await look(office, phone, 'picture-screen', photo)).status).toBe(200);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.264] engagements from before there were payees reach theirs by the migration, as operations would have done', async () => {
    const office = await openOffice();
    await assignExpert(office.server, ENGAGEMENT, OTHER_EXPERT);
    const { pool } = office.server.store;
    const reaches = async () => {
      const { rows } = await pool.query<{ row: string }>(
        "select concat_ws('|', tenant, scope, aggregate_id, because_kind, because_id) as row from reach where kind = 'payee'",
      );
      return rows.map(({ row }) => row).toSorted((a, b) => (a < b ? -1 : 1));
    };
    const before = await reaches();
    expect(before.length).toBeGreaterThan(5);
    await pool.query("delete from reach where kind = 'payee'");
    await pool.query(readFileSync(join(migrationsDir, '088-payees.sql'), 'utf8'));
    expect(await reaches()).toEqual(before);
  });
});
