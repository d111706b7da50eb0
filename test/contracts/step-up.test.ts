import { randomUUID } from 'node:crypto';
import { refold } from '@banso/server/refold.ts';
import { recordAsServer } from '@banso/server/sample/server-recorder.ts';
import { partsOfAggregates } from '@banso/server/store/parts.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { personParts } from '@banso/shared/person/person.ts';
import type { ProofState, TotpSecret } from '@banso/shared/protocol/sign-in.ts';
import { expect, test } from 'vitest';
import { codeAt } from '../support/authenticator-app.ts';
import { eachDatabase } from '../support/databases.ts';
import {
  accountOf,
  codeOf,
  honest,
  makePasskey,
  makeReal,
  passkeySignIn,
  type Visitor,
  visitor,
  withLink,
} from '../support/signing-in.ts';
import { softwareAuthenticator, type SoftwareAuthenticator } from '../support/software-authenticator.ts';
import { newDevice } from '../support/test-device.ts';
import { ADMINISTRATOR, APPROVER, ENGAGEMENT, EXPERT, PROGRAMME, TENANT } from '../support/test-office.ts';
import { declare, outcomes, register, type TestServer, testServers } from '../support/test-server.ts';

const SECOND = 'administrator-2';
const LATE_MINUTES = 11;

/** An administrator of a real office: signed in by a passkey made before, with a device of their own. */
const administrator = async (office: TestServer, person = ADMINISTRATOR) => {
  const authenticator = softwareAuthenticator(honest);
  await makePasskey(await withLink(office, person), authenticator);
  const guest = visitor(office);
  expect(await codeOf(await passkeySignIn(guest, authenticator))).toBe(200);
  const device = newDevice({ tenant: TENANT, person, nowMs: office.nowMs });
  await register(office.fetch, device, guest.cookie());
  await declare(office.fetch, device, guest.cookie());
  await office.sync(device, { cookie: guest.cookie() });
  const act = async (
    type: string,
    {
      kind = 'person' as 'person' | 'disposal',
      aggregate = EXPERT,
      body = {},
      basis = null as string | null,
      session = true,
    } = {},
  ) => {
    device.record({ type, kind, aggregate, body, basis });
    return outcomes(await office.push(device, session ? { cookie: guest.cookie() } : {}));
  };
  return { guest, authenticator, device, act };
};

const proofOf = async (guest: Visitor): Promise<ProofState> =>
  (await (await guest.get('/api/account/proof')).json()) as ProofState;

const prove = async (guest: Visitor, authenticator: SoftwareAuthenticator) => {
  const options = await guest.ask<{ readonly challenge: string }>('/api/account/proof/passkey/options');
  return guest.post('/api/account/proof/passkey', authenticator.answer(options));
};

eachDatabase('The gravest acts', (databases) => {
  const { openOffice } = testServers(databases);

  const realOffice = async () => {
    const office = await openOffice();
    await recordAsServer(office.server, TENANT, [
      {
        type: 'person-registered@1',
        kind: 'person',
        aggregate: SECOND,
        actor: SYSTEM,
        atMs: office.nowMs(),
        body: {
          name: '見本 管二（サンプル）',
          kana: '',
          roles: [{ role: 'administrator', programme: null }],
          registration: null,
        },
      },
    ]);
    await makeReal(office);
    return office;
  };

  const rolesOf = async ({ server }: TestServer, id: string) =>
    personParts.fromParts(await server.store.read(TENANT, (tx) => partsOfAggregates(tx, [{ kind: 'person', id }])))
      ?.roles ?? [];

  test('[L15.170] recovery, an administrator’s role and a disposal’s approval are refused after ten minutes, and carried out after a proof', async () => {
    const office = await realOffice();
    const { guest, authenticator, act } = await administrator(office);
    const disposal = randomUUID();
    await recordAsServer(office.server, TENANT, [
      {
        type: 'disposal-requested@1',
        kind: 'disposal',
        aggregate: disposal,
        actor: SECOND,
        atMs: office.nowMs(),
        body: { engagement: ENGAGEMENT, classes: ['C'], basis: '保存期間の満了', decisionNumber: '決裁第1号' },
      },
    ]);
    const staff = [{ role: 'staff', programme: PROGRAMME }];
    const grave = async () => {
      const before = await rolesOf(office, APPROVER);
      const makeAdministrator = {
        aggregate: APPROVER,
        basis: sha256Hex(JSON.stringify(before)),
        body: { roles: [...staff, { role: 'administrator', programme: null }], reason: '後任のため。' },
      };
      return [
        await act('person-recovery-asked@1', { body: { recovery: randomUUID(), reason: '紛失のため。' } }),
        await act('person-roles-changed@1', makeAdministrator),
        await act('person-registered@1', {
          aggregate: randomUUID(),
          body: {
            name: '見本 新（サンプル）',
            kana: '',
            roles: [{ role: 'administrator', programme: null }],
            registration: null,
          },
        }),
        await act('disposal-approved@1', { kind: 'disposal', aggregate: disposal }),
      ].flat();
    };
    office.advance(LATE_MINUTES);
    expect(await proofOf(guest)).toEqual({ fresh: false, has: { passkey: true, totp: false } });
    expect(await grave()).toEqual(Array.from({ length: 4 }, () => 'refused proof_needed'));
    // What is not grave goes on.
    const before = await rolesOf(office, EXPERT);
    const change = {
      basis: sha256Hex(JSON.stringify(before)),
      body: { roles: [...before, ...staff], reason: '兼務のため。' },
    };
    expect(await act('person-roles-changed@1', change)).toEqual(['accepted']);
    expect(await codeOf(await prove(guest, authenticator))).toBe(204);
    expect((await proofOf(guest)).fresh).toBe(true);
    // The device's signature alone is no session in which somebody proved themselves.
    expect(
      await act('person-recovery-asked@1', { body: { recovery: randomUUID(), reason: 'x' }, session: false }),
    ).toEqual(['refused proof_needed']);
    expect(await grave()).toEqual(Array.from({ length: 4 }, () => 'accepted'));
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.170] the link of a recovery is given only after a proof, and an approval of it likewise', async () => {
    const office = await realOffice();
    const one = await administrator(office);
    const two = await administrator(office, SECOND);
    const recovery = randomUUID();
    expect(await one.act('person-recovery-asked@1', { body: { recovery, reason: '紛失のため。' } })).toEqual([
      'accepted',
    ]);
    office.advance(LATE_MINUTES);
    expect(await two.act('person-recovery-approved@1', { body: { recovery } })).toEqual(['refused proof_needed']);
    await prove(two.guest, two.authenticator);
    expect(await two.act('person-recovery-approved@1', { body: { recovery } })).toEqual(['accepted']);
    const link = () => one.guest.post(`/api/people/${EXPERT}/recovery`);
    expect(await codeOf(await link())).toBe('proof_needed');
    await prove(one.guest, one.authenticator);
    expect(await codeOf(await link())).toBe(200);
  });

  test('[L15.170] somebody else’s passkey, one made in this session, and another session’s challenge prove nothing', async () => {
    const office = await realOffice();
    const { guest, authenticator } = await administrator(office);
    const other = await administrator(office, SECOND);
    office.advance(1);
    const added = await makePasskey(guest);
    const { secret } = await guest.ask<TotpSecret>('/api/account/totp/begin');
    await guest.ask('/api/account/totp', { code: codeAt(secret, office.nowMs()) });
    office.advance(LATE_MINUTES);
    for (const wrong of [added, other.authenticator])
      expect(await codeOf(await prove(guest, wrong))).toBe('bad_passkey');
    const stolen = await other.guest.ask<{ readonly challenge: string }>('/api/account/proof/passkey/options');
    expect(await codeOf(await guest.post('/api/account/proof/passkey', authenticator.answer(stolen)))).toBe(
      'bad_passkey',
    );
    expect(await codeOf(await guest.post('/api/account/proof/totp', { code: codeAt(secret, office.nowMs()) }))).toBe(
      'proof_needed',
    );
    expect(await proofOf(guest)).toEqual({ fresh: false, has: { passkey: true, totp: false } });
    expect(await codeOf(await visitor(office).get('/api/account/proof'))).toBe('signed_out');
    expect(await codeOf(await prove(guest, authenticator))).toBe(204);
  });

  test('[L15.170] an app that was there before proves, each number once, and whoever guesses waits', async () => {
    const office = await realOffice();
    const { guest } = await administrator(office);
    const { secret } = await guest.ask<TotpSecret>('/api/account/totp/begin');
    await guest.ask('/api/account/totp', { code: codeAt(secret, office.nowMs()) });
    office.advance(1);
    const later = await withLink(office, ADMINISTRATOR);
    await later.ask('/api/sign-in/totp', { code: codeAt(secret, office.nowMs()) });
    office.advance(LATE_MINUTES);
    const show = (code: string) => later.post('/api/account/proof/totp', { code }).then(codeOf);
    const code = codeAt(secret, office.nowMs());
    expect(await show(code)).toBe(204);
    expect(await show(code)).toBe('wrong_number');
    expect((await proofOf(later)).fresh).toBe(true);
    const answers: (string | number)[] = [];
    for (let guess = 0; guess < 8; guess += 1) answers.push(await show(code));
    expect(answers).toContain('wait');
  });

  test('[L15.203] ways and sessions elsewhere are changed only after a proof; what was begun after one may be finished', async () => {
    const office = await realOffice();
    const { guest, authenticator } = await administrator(office);
    const elsewhere = visitor(office);
    await passkeySignIn(elsewhere, authenticator);
    const { passkeys, sessions } = await accountOf(guest);
    const other = sessions.find(({ current }) => !current)?.id ?? '';
    office.advance(LATE_MINUTES);
    const changes: readonly (readonly [string, object?])[] = [
      ['passkeys/options'],
      [`passkeys/${passkeys[0]?.id}/remove`],
      ['totp/begin'],
      ['totp/remove'],
      ['mail/begin', { email: 'mihon@example.jp' }],
      ['mail/remove'],
      [`sessions/${other}/end`],
      ['sessions/end-others'],
    ];
    const answers: (string | number)[] = [];
    for (const [path, body] of changes) answers.push(await codeOf(await guest.post(`/api/account/${path}`, body)));
    expect(answers).toEqual(changes.map(() => 'proof_needed'));
    expect((await accountOf(guest)).sessions).toHaveLength(sessions.length);
    await prove(guest, authenticator);
    const { secret } = await guest.ask<TotpSecret>('/api/account/totp/begin');
    office.advance(LATE_MINUTES);
    expect(await codeOf(await guest.post('/api/account/totp', { code: codeAt(secret, office.nowMs()) }))).toBe(204);
    expect(await codeOf(await guest.post('/api/account/totp/remove'))).toBe('proof_needed');
    await prove(guest, authenticator);
    await makePasskey(guest);
    expect(await codeOf(await guest.post(`/api/account/sessions/${other}/end`))).toBe(204);
    expect(await codeOf(await guest.post('/api/account/sessions/end-others'))).toBe(204);
    expect(await codeOf(await elsewhere.get('/api/account'))).toBe('signed_out');
    expect(await accountOf(guest)).toMatchObject({ totp: true, passkeys: [{}, {}] });
  });

  test('[L15.170] in a sample nobody is asked', async () => {
    const office = await openOffice();
    const guest = visitor(office);
    guest.useCookie(await office.signIn(ADMINISTRATOR));
    office.advance(LATE_MINUTES);
    expect((await proofOf(guest)).fresh).toBe(true);
  });
});
