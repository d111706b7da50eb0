import { randomUUID } from 'node:crypto';
import { refold } from '@banso/server/refold.ts';
import { idOfEnd } from '@banso/server/people/end-roles.ts';
import { recordAsServer } from '@banso/server/sample/server-recorder.ts';
import { logByOperationIds } from '@banso/server/store/log.ts';
import { partsOfAggregates } from '@banso/server/store/parts.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import type { RoleGrant } from '@banso/shared/operation/context.ts';
import { personParts } from '@banso/shared/person/person.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { codeOf, makePasskey, passkeySignIn, visitor } from '../support/signing-in.ts';
import { ADMINISTRATOR, ENGAGEMENT, EXPERT, PROGRAMME, TENANT } from '../support/test-office.ts';
import { outcomes, type TestServer, testServers } from '../support/test-server.ts';

const AUDITOR = 'auditor-1';
/** The test server's clock stands at 13:00 in Japan on this day. */
const TODAY = '2026-05-20';
const auditing = (until: string): RoleGrant => ({ role: 'auditor', programme: PROGRAMME, until });
const DAY_MINUTES = 24 * 60;

const register = (office: TestServer, id: string, roles: readonly RoleGrant[]) =>
  recordAsServer(office.server, TENANT, [
    {
      type: 'person-registered@1',
      kind: 'person',
      aggregate: id,
      actor: ADMINISTRATOR,
      atMs: office.nowMs(),
      body: { name: `見本 ${id}（サンプル）`, kana: '', roles: [...roles], registration: null },
    },
  ]);

const stored = async ({ server }: TestServer, id: string) =>
  personParts.fromParts(await server.store.read(TENANT, (tx) => partsOfAggregates(tx, [{ kind: 'person', id }])));

const changeRoles = async (office: TestServer, person: string, roles: readonly RoleGrant[]) => {
  const device = await office.phone(ADMINISTRATOR);
  await office.sync(device);
  const before = await stored(office, person);
  device.record({
    type: 'person-roles-changed@1',
    kind: 'person',
    aggregate: person,
    body: { roles, reason: '監査の期間のため。' },
    basis: sha256Hex(JSON.stringify(before?.roles)),
  });
  return outcomes(await office.push(device));
};

type Reader = Awaited<ReturnType<TestServer['phone']>>;

const pulled = async (office: TestServer, device: Reader, { cursor = 0, cookie = device.cookie } = {}) => {
  const { pull } = await office.sync(device, { pull: { cursor, epoch: 1 }, cookie });
  if (!pull || 'problem' in pull) return { rows: [], cursor, problem: pull?.problem.code };
  return { ...pull, problem: undefined };
};

const engagementsIn = (rows: Awaited<ReturnType<typeof pulled>>['rows']) =>
  rows.filter(({ kind, body }) => kind === 'engagement' && body !== null);

/** A part that the auditor reads, and accounting does not. */
const addPhoto = (office: TestServer) =>
  recordAsServer(office.server, TENANT, [
    {
      type: 'photo-added@1',
      kind: 'engagement',
      aggregate: ENGAGEMENT,
      actor: EXPERT,
      atMs: office.nowMs(),
      body: {
        visit: 'visit-1',
        photo: 'p1',
        purpose: 'whiteboard',
        caption: '',
        type: 'image/jpeg',
        sha256: 'a'.repeat(64),
        bytes: 300_000,
        width: 1_600,
        height: 1_200,
      },
    },
  ]);

const photosIn = (rows: Awaited<ReturnType<typeof pulled>>['rows']) =>
  rows.filter(({ part }) => part.startsWith('photo/')).map(({ body }) => (body === null ? 'gone' : 'there'));

eachDatabase('Roles for a while', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L15.162] after the last day nothing is read by session, pull or paper, before anybody recorded the end', async () => {
    const office = await openOffice();
    await register(office, AUDITOR, [
      auditing(TODAY),
      { role: 'commissioner', programme: PROGRAMME, until: '2026-05-21' },
    ]);
    const device = await office.phone(AUDITOR);
    const guest = visitor(office);
    guest.useCookie(device.cookie);
    const first = await pulled(office, device);
    expect(engagementsIn(first.rows).length).toBeGreaterThan(0);
    // To the last minute of the day in Japan.
    office.advance(11 * 60 - 1);
    expect(await codeOf(await guest.get('/api/me'))).toBe(200);
    office.advance(1);
    expect(await codeOf(await guest.get('/api/me'))).toBe('signed_out');
    expect((await pulled(office, device)).problem).toBe('signed_out');
    // What is left to them opens again: the commissioner's feed, which has its own end.
    const cookie = await office.signIn(AUDITOR);
    const left = await pulled(office, device, { cookie });
    expect(engagementsIn(left.rows).length).toBeGreaterThan(0);
    expect(photosIn(left.rows)).not.toContain('there');
    guest.useCookie(cookie);
    expect(await (await guest.get('/api/me')).json()).toMatchObject({ roles: [{ role: 'commissioner' }] });
    office.advance(DAY_MINUTES);
    expect(await codeOf(await visitor(office).post('/api/sign-in', { credential: 'none-such' }))).toBe(
      'bad_credential',
    );
    await expect(office.signIn(AUDITOR)).rejects.toThrow();
  });

  test('[L15.162] a session that was opened before does not outlive the role, however often it is used', async () => {
    const office = await openOffice();
    await register(office, AUDITOR, [auditing('2026-05-21'), { role: 'staff', programme: PROGRAMME }]);
    const guest = visitor(office);
    guest.useCookie(await office.signIn(AUDITOR));
    await makePasskey(guest);
    for (let hour = 0; hour < 34; hour += 1) {
      office.advance(60);
      expect(await codeOf(await guest.get('/api/me'))).toBe(200);
    }
    office.advance(60);
    expect(await codeOf(await guest.get('/api/me'))).toBe('signed_out');
  });

  test('[L15.163] the server records the end once, under an id of the grant, and what it showed leaves the device’s feed', async () => {
    const office = await openOffice();
    const grant = auditing(TODAY);
    await register(office, AUDITOR, [grant, { role: 'accounting', programme: PROGRAMME }]);
    await addPhoto(office);
    const device = await office.phone(AUDITOR);
    const before = await pulled(office, device);
    expect(photosIn(before.rows)).toEqual(['there']);
    await office.server.endWhatIsOver();
    expect((await stored(office, AUDITOR))?.roles).toContainEqual(grant);
    office.advance(DAY_MINUTES);
    await Promise.all([office.server.endWhatIsOver(), office.server.endWhatIsOver()]);
    await office.server.endWhatIsOver();
    const person = await stored(office, AUDITOR);
    expect(person?.roles).toEqual([{ role: 'accounting', programme: PROGRAMME }]);
    expect(person?.access?.endedRoles).toEqual([grant]);
    const id = idOfEnd({ tenant: TENANT, person: AUDITOR, grant });
    const rows = await office.server.store.read(TENANT, (tx) => logByOperationIds(tx, [id]));
    expect(rows).toMatchObject([{ type: 'person-role-ended@1', actor: 'system', verdict: 'accepted' }]);
    const cookie = await office.signIn(AUDITOR);
    const after = await pulled(office, device, { cursor: before.cursor, cookie });
    expect(photosIn(after.rows)).toEqual(['gone']);
    // What accounting reads as well stays.
    expect(engagementsIn(after.rows).map(({ part }) => part)).toContain('core');
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.172] whose every role has ended: their device lets go of its records at the next contact, without a session', async () => {
    const office = await openOffice();
    await register(office, AUDITOR, [auditing(TODAY)]);
    const device = await office.phone(AUDITOR);
    const before = await pulled(office, device);
    expect(before.cursor).toBeGreaterThan(0);
    const askWithout = async (cursor: number) =>
      (await office.sync(device, { pull: { cursor, epoch: 1 }, cookie: 'banso_session=none' })).pull;
    expect(await askWithout(before.cursor)).toMatchObject({ problem: { code: 'signed_out' } });
    for (const recorded of [false, true]) {
      if (recorded) await office.server.endWhatIsOver();
      else office.advance(DAY_MINUTES);
      expect(await askWithout(before.cursor)).toEqual({ rows: [], cursor: 0, more: false, epoch: 1, fresh: true });
      expect(await askWithout(0)).toMatchObject({ problem: { code: 'signed_out' } });
    }
    const stranger = { ...device, id: randomUUID() };
    const { pull } = await office.sync(stranger, { pull: { cursor: before.cursor, epoch: 1 } });
    expect(pull).toMatchObject({ problem: { code: 'signed_out' } });
  });

  test('[L15.163] whose only role ended has nothing left that opens the office, and their feed holds only removals', async () => {
    const office = await openOffice();
    await register(office, AUDITOR, [auditing(TODAY)]);
    const guest = visitor(office);
    guest.useCookie(await office.signIn(AUDITOR));
    const authenticator = await makePasskey(guest);
    office.advance(DAY_MINUTES);
    await office.server.endWhatIsOver();
    expect(await codeOf(await passkeySignIn(visitor(office), authenticator))).toBe('bad_passkey');
    const { rows } = await office.server.store.pool.query<{ part: string }>(
      "select part from feed where tenant = $1 and scope = $2 and present and kind = 'engagement'",
      [TENANT, `person:${AUDITOR}`],
    );
    expect(rows).toEqual([]);
    expect(await refold(office.server)).toEqual([]);
  });

  test.each([
    ['before', false],
    ['after', true],
  ])('[L15.164] prolonged %s the end was recorded, everything in the feed comes again', async (_, recorded) => {
    const office = await openOffice();
    await register(office, AUDITOR, [auditing(TODAY), { role: 'accounting', programme: PROGRAMME }]);
    const device = await office.phone(AUDITOR);
    const before = await pulled(office, device);
    office.advance(DAY_MINUTES);
    if (recorded) await office.server.endWhatIsOver();
    // The reader goes on without the feed, and its cursor passes what happens in it.
    await addPhoto(office);
    const between = await pulled(office, device, { cursor: before.cursor, cookie: await office.signIn(AUDITOR) });
    expect(photosIn(between.rows)).not.toContain('there');
    const longer = [auditing('2026-06-30'), { role: 'accounting', programme: PROGRAMME }] as const;
    expect(await changeRoles(office, AUDITOR, longer)).toEqual(['accepted']);
    await office.server.endWhatIsOver();
    const after = await pulled(office, device, { cursor: between.cursor, cookie: await office.signIn(AUDITOR) });
    expect(photosIn(after.rows)).toEqual(['there']);
    expect((await stored(office, AUDITOR))?.roles).toEqual(longer);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.161] the server refuses who looks in from outside without an end, or too late a one', async () => {
    const office = await openOffice();
    await register(office, AUDITOR, [auditing(TODAY)]);
    const give = (grant: RoleGrant) => changeRoles(office, AUDITOR, [grant]);
    expect(await give({ role: 'auditor', programme: PROGRAMME })).toEqual(['refused end_missing']);
    expect(await give(auditing('2028-04-01'))).toEqual(['refused end_out_of_range']);
    expect(await give(auditing('2026-05-19'))).toEqual(['refused end_out_of_range']);
    expect(await give({ role: 'administrator', programme: null, until: '2027-03-31' })).toEqual([
      'refused administrator_end',
    ]);
    // Ended early: an earlier day, or taken off.
    expect(await give(auditing('2026-06-30'))).toEqual(['accepted']);
    expect(await give(auditing(TODAY))).toEqual(['accepted']);
  });

  test('[L5.30] what an expert recorded while the role stood is taken in after its end; what came later is kept as it is', async () => {
    const office = await openOffice();
    const before = await stored(office, EXPERT);
    expect(before?.roles).toEqual([{ role: 'expert', programme: PROGRAMME }]);
    expect(await changeRoles(office, EXPERT, [{ role: 'expert', programme: PROGRAMME, until: TODAY }])).toEqual([
      'accepted',
    ]);
    const phone = await office.phone(EXPERT);
    await office.sync(phone);
    const report = (gist: string) =>
      phone.record({
        type: 'visit-started@1',
        aggregate: ENGAGEMENT,
        body: { visit: gist },
      });
    report('visit-on-the-last-day');
    office.advance(DAY_MINUTES);
    await office.server.endWhatIsOver();
    report('visit-too-late');
    phone.record({ type: 'plan-submitted@1', aggregate: ENGAGEMENT, body: {} });
    expect(outcomes(await office.push(phone))).toEqual([
      'flagged stub_opened',
      'parked not_allowed',
      'refused not_allowed',
    ]);
    expect(await refold(office.server)).toEqual([]);
  });
});
