import { randomUUID } from 'node:crypto';
import { refold } from '@banso/server/refold.ts';
import { recordAsServer } from '@banso/server/sample/server-recorder.ts';
import { partsOfAggregates } from '@banso/server/store/parts.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import type { RoleGrant } from '@banso/shared/operation/context.ts';
import { type Person, personParts } from '@banso/shared/person/person.ts';
import type { InvitationAnswer, PeopleAnswer } from '@banso/shared/protocol/people.ts';
import type { TotpSecret } from '@banso/shared/protocol/sign-in.ts';
import { expect, test } from 'vitest';
import { codeAt } from '../support/authenticator-app.ts';
import { eachDatabase } from '../support/databases.ts';
import { codeOf, makePasskey, makeReal, passkeySignIn, type Visitor, visitor } from '../support/signing-in.ts';
import { ADMINISTRATOR, APPROVER, EXPERT, PROGRAMME, TENANT } from '../support/test-office.ts';
import { outcomes, type TestServer, testServers } from '../support/test-server.ts';

const SECOND = 'administrator-2';
const THIRD = 'administrator-3';

const registerPerson = (office: TestServer, id: string, roles: readonly RoleGrant[]) =>
  recordAsServer(office.server, TENANT, [
    {
      type: 'person-registered@1',
      kind: 'person',
      aggregate: id,
      actor: SYSTEM,
      atMs: office.nowMs(),
      body: { name: `見本 ${id}（サンプル）`, kana: 'ミホン', roles: [...roles], registration: null },
    },
  ]);

const storedPerson = async ({ server }: TestServer, id: string): Promise<Person | null> =>
  personParts.fromParts(await server.store.read(TENANT, (tx) => partsOfAggregates(tx, [{ kind: 'person', id }])));

/** What an administrator does to a person, from a device of their own. */
const actAs = async (
  office: TestServer,
  actor: string,
  {
    type,
    person,
    body,
    basis = null,
  }: { type: string; person: string; body: Record<string, unknown>; basis?: string | null },
) => {
  const device = await office.phone(actor);
  await office.sync(device);
  device.record({ type, kind: 'person', aggregate: person, body, basis });
  return outcomes(await office.push(device));
};

const changeRoles = async (office: TestServer, actor: string, person: string, roles: readonly RoleGrant[]) => {
  const { roles: before } = (await storedPerson(office, person)) ?? { roles: [] };
  const body = { roles, reason: '担当が替わったため。' };
  return actAs(office, actor, {
    type: 'person-roles-changed@1',
    person,
    body,
    basis: sha256Hex(JSON.stringify(before)),
  });
};

const signedInAs = async (office: TestServer, person: string): Promise<Visitor> => {
  const guest = visitor(office);
  guest.useCookie(await office.signIn(person));
  return guest;
};

const rowOf = async (guest: Visitor, person: string) => {
  const answer = (await (await guest.get('/api/people')).json()) as PeopleAnswer;
  return answer.people.find((row) => row.person === person);
};

const officeWide: readonly RoleGrant[] = [{ role: 'administrator', programme: null }];

eachDatabase('People of an office', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L15.83] an administrator invites by link and code, shown once; sending anew and withdrawing end those before', async () => {
    const office = await openOffice();
    await registerPerson(office, 'new', [{ role: 'staff', programme: PROGRAMME }]);
    const administrator = await signedInAs(office, ADMINISTRATOR);
    const invite = () => administrator.ask<InvitationAnswer>('/api/people/new/invitation');
    const use = async (credential: string) => codeOf(await visitor(office).post('/api/sign-in', { credential }));
    const first = await invite();
    expect(first.mailed).toBeNull();
    const second = await invite();
    expect(await use(first.linkToken)).toBe('bad_credential');
    expect((await rowOf(administrator, 'new'))?.invitedUntilMs).toBe(second.expiresAtMs);
    await administrator.ask('/api/people/new/invitation/withdraw');
    expect([await use(second.linkToken), await use(second.code)]).toEqual(['bad_credential', 'bad_credential']);
    expect((await rowOf(administrator, 'new'))?.invitedUntilMs).toBeNull();
    const third = await invite();
    expect([await use(third.linkToken), await use(third.code)]).toEqual([200, 200]);
  });

  test('[L15.83] nobody but an administrator sees who signs in how, or invites; not even for an unknown person', async () => {
    const office = await openOffice();
    for (const person of [APPROVER, EXPERT]) {
      const guest = await signedInAs(office, person);
      expect(await codeOf(await guest.get('/api/people'))).toBe('not_administrator');
      for (const path of ['invitation', 'invitation/withdraw', 'recovery', 'sign-out'])
        expect(await codeOf(await guest.post(`/api/people/${APPROVER}/${path}`))).toBe('not_administrator');
      expect(await codeOf(await guest.post('/api/people/setting', { expertsByLinkAlone: true }))).toBe(
        'not_administrator',
      );
    }
    const administrator = await signedInAs(office, ADMINISTRATOR);
    expect(await codeOf(await administrator.post('/api/people/nobody/invitation'))).toBe('not_found');
  });

  test('[L15.83] an administrator alone cannot come in as somebody who has a way to sign in', async () => {
    const office = await openOffice();
    const person = await signedInAs(office, APPROVER);
    await makePasskey(person);
    const administrator = await signedInAs(office, ADMINISTRATOR);
    expect(await codeOf(await administrator.post(`/api/people/${APPROVER}/invitation`))).toBe('has_ways');
    expect(await codeOf(await administrator.post(`/api/people/${APPROVER}/recovery`))).toBe('not_approved');
    expect(await rowOf(administrator, APPROVER)).toMatchObject({ passkeys: 1, sessions: 1, totp: false, mail: false });
  });

  test('[L15.83] somebody who shows an app’s number each time gets a link anew, which opens nothing without it', async () => {
    const office = await openOffice();
    const administrator = await signedInAs(office, ADMINISTRATOR);
    const person = await signedInAs(office, APPROVER);
    const { secret } = await person.ask<TotpSecret>('/api/account/totp/begin');
    await person.ask('/api/account/totp', { code: codeAt(secret, office.nowMs()) });
    const invite = () => administrator.post(`/api/people/${APPROVER}/invitation`);
    // In a sample a link alone would be enough.
    expect(await codeOf(await invite())).toBe('has_ways');
    await makeReal(office);
    const { linkToken } = (await (await invite()).json()) as InvitationAnswer;
    const guest = visitor(office);
    const answer = await guest.ask('/api/sign-in', { credential: linkToken });
    expect(answer).toMatchObject({ step: 'second', has: { totp: true } });
    expect(await codeOf(await guest.post('/api/account/totp/begin'))).toBe('has_ways');
    office.advance(1);
    await guest.ask('/api/sign-in/totp', { code: codeAt(secret, office.nowMs()) });
    expect(await codeOf(await guest.get('/api/me'))).toBe(200);
  });

  test('[L15.84] changed roles end the sessions, and what is no longer seen leaves the device', async () => {
    const office = await openOffice();
    const guest = await signedInAs(office, APPROVER);
    const device = await office.phone(APPROVER);
    const pulled = async (cursor: number, cookie = device.cookie) => {
      const { pull } = await office.sync(device, { pull: { cursor, epoch: 1 }, cookie });
      if (!pull || 'problem' in pull) throw new Error(JSON.stringify(pull));
      return pull;
    };
    const before = await pulled(0);
    const engagements = before.rows.filter(({ kind }) => kind === 'engagement');
    expect(engagements.length).toBeGreaterThan(0);
    const other = [{ role: 'staff', programme: 'programme-2' }] as const;
    expect(await changeRoles(office, ADMINISTRATOR, APPROVER, other)).toEqual(['accepted']);
    expect(await codeOf(await guest.get('/api/me'))).toBe('signed_out');
    const after = await pulled(before.cursor, await office.signIn(APPROVER));
    const gone = after.rows
      .filter(({ body }) => body === null)
      .map(({ kind, aggregate, part }) => [kind, aggregate, part].join('/'));
    expect(gone).toEqual(
      expect.arrayContaining(engagements.map(({ kind, aggregate, part }) => [kind, aggregate, part].join('/'))),
    );
    expect(after.rows.some(({ kind, body }) => kind === 'engagement' && body !== null)).toBe(false);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.84] whoever has no role any more has nothing that opens the office', async () => {
    const office = await openOffice();
    const guest = await signedInAs(office, APPROVER);
    const authenticator = await makePasskey(guest);
    expect(await changeRoles(office, ADMINISTRATOR, APPROVER, [])).toEqual(['accepted']);
    expect(await codeOf(await guest.get('/api/me'))).toBe('signed_out');
    expect(await codeOf(await passkeySignIn(visitor(office), authenticator))).toBe('bad_passkey');
    const administrator = await signedInAs(office, ADMINISTRATOR);
    expect(await codeOf(await administrator.post(`/api/people/${APPROVER}/invitation`))).toBe('not_found');
  });

  test('[L15.84] nobody takes their own administrator’s role, and nobody else changes roles', async () => {
    const office = await openOffice();
    await registerPerson(office, SECOND, officeWide);
    expect(await changeRoles(office, SECOND, SECOND, [])).toEqual(['refused own_administrator_role']);
    expect(await changeRoles(office, APPROVER, APPROVER, officeWide)).toEqual(['refused not_allowed']);
    expect(await changeRoles(office, ADMINISTRATOR, SECOND, [])).toEqual(['accepted']);
  });

  test('[L15.85] one administrator asks, another approves, then there is one link; old ways end, both are named', async () => {
    const office = await openOffice();
    for (const id of [SECOND, THIRD]) await registerPerson(office, id, officeWide);
    const lost = await signedInAs(office, APPROVER);
    const authenticator = await makePasskey(lost);
    const recovery = randomUUID();
    const ask = (actor: string) =>
      actAs(office, actor, {
        type: 'person-recovery-asked@1',
        person: APPROVER,
        body: { recovery, reason: '携帯電話を紛失したため。' },
      });
    const approve = (actor: string) =>
      actAs(office, actor, { type: 'person-recovery-approved@1', person: APPROVER, body: { recovery } });
    const linkFor = async (actor: string) => (await signedInAs(office, actor)).post(`/api/people/${APPROVER}/recovery`);

    expect(await ask(SECOND)).toEqual(['accepted']);
    expect(await codeOf(await linkFor(SECOND))).toBe('not_approved');
    expect(await approve(SECOND)).toEqual(['refused second_administrator']);
    expect(await approve(APPROVER)).toEqual(['refused not_allowed']);
    expect(await approve(THIRD)).toEqual(['accepted']);
    // Whoever had no part in it gets no link.
    expect(await codeOf(await linkFor(ADMINISTRATOR))).toBe('not_approved');
    expect(await codeOf(await lost.get('/api/me'))).toBe(200);
    const given = await linkFor(SECOND);
    const { linkToken } = (await given.json()) as InvitationAnswer;
    expect(await codeOf(await linkFor(THIRD))).toBe('not_approved');
    expect(await codeOf(await lost.get('/api/me'))).toBe('signed_out');
    expect(await codeOf(await passkeySignIn(visitor(office), authenticator))).toBe('bad_passkey');
    const back = visitor(office);
    await back.ask('/api/sign-in', { credential: linkToken });
    await makePasskey(back);
    expect(await codeOf(await back.get('/api/me'))).toBe(200);
    expect((await storedPerson(office, APPROVER))?.access?.recoveries).toMatchObject([
      { id: recovery, askedBy: SECOND, approvedBy: THIRD, restoredAtMs: office.nowMs() },
    ]);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.88] who recovered whose access stays with the office, not with the person’s device', async () => {
    const office = await openOffice();
    await actAs(office, ADMINISTRATOR, {
      type: 'person-recovery-asked@1',
      person: EXPERT,
      body: { recovery: randomUUID(), reason: '端末を紛失したため。' },
    });
    const partsFor = async (person: string) => {
      const device = await office.phone(person);
      const { pull } = await office.sync(device, { pull: { cursor: 0, epoch: 1 }, cookie: device.cookie });
      return pull && 'rows' in pull
        ? pull.rows
            .filter(({ kind, aggregate }) => kind === 'person' && aggregate === EXPERT)
            .map(({ part }) => part)
            .toSorted()
        : [];
    };
    expect(await partsFor(EXPERT)).toEqual(['core']);
    expect(await partsFor(ADMINISTRATOR)).toEqual(['access', 'core']);
  });
});
