import { administratorLinkCommand, isWaitingForAdministrator } from '@banso/server/administrator-link-command.ts';
import { firstStartLink } from '@banso/server/auth/first-start.ts';
import { refold } from '@banso/server/refold.ts';
import { tenants } from '@banso/server/store/tenants.ts';
import { expect, test } from 'vitest';
import { signInsIn } from '../support/accesses.ts';
import { eachDatabase } from '../support/databases.ts';
import { codeOf, makePasskey, passkeySignIn, visitor } from '../support/signing-in.ts';
import { ADMINISTRATOR, APPROVER, EXPERT, makeOffice, TENANT } from '../support/test-office.ts';
import { testServers } from '../support/test-server.ts';

const NAMES = { office: '見本支援センター（サンプル）', name: '見本 初代', kana: 'ミホン ハツヨ' };
const URL_OF_OFFICE = 'https://banso.example';

eachDatabase('First start', (databases) => {
  const { open, openOffice } = testServers(databases);

  test('[L15.70] the link on the console opens the office, asks for names once, and ends with a passkey', async () => {
    const office = await open();
    const token = (await firstStartLink(office.server)) ?? '';
    const guest = visitor(office);
    expect(await guest.ask('/api/sign-in/first-start', { token })).toEqual({ step: 'names' });
    const step = await guest.ask('/api/sign-in/first-start/office', { token, ...NAMES });
    expect(step).toMatchObject({ step: 'second', tenantName: NAMES.office, name: NAMES.name });
    expect(await codeOf(await guest.get('/api/me'))).toBe('signed_out');
    const authenticator = await makePasskey(guest);
    expect(await (await guest.get('/api/me')).json()).toMatchObject({
      tenantName: NAMES.office,
      name: NAMES.name,
      roles: [{ role: 'administrator', programme: null }],
      sample: false,
    });
    expect(await codeOf(await passkeySignIn(visitor(office), authenticator))).toBe(200);
    const again = visitor(office);
    expect(await codeOf(await again.post('/api/sign-in/first-start', { token }))).toBe('office_there');
    expect(await codeOf(await again.post('/api/sign-in/first-start/office', { token, ...NAMES }))).toBe('office_there');
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.70] whoever stops before the passkey goes on with the same link', async () => {
    const office = await open();
    const token = (await firstStartLink(office.server)) ?? '';
    await visitor(office).ask('/api/sign-in/first-start/office', { token, ...NAMES });
    const later = visitor(office);
    expect(await later.ask('/api/sign-in/first-start', { token })).toMatchObject({ step: 'second', name: NAMES.name });
    await makePasskey(later);
    expect(await codeOf(await later.get('/api/me'))).toBe(200);
    expect(await office.server.store.door(tenants)).toHaveLength(1);
  });

  test('[L15.70] pressed twice at once, one office is opened', async () => {
    const office = await open();
    const token = (await firstStartLink(office.server)) ?? '';
    const answers = await Promise.all(
      Array.from({ length: 4 }, async () =>
        codeOf(await visitor(office).post('/api/sign-in/first-start/office', { token, ...NAMES })),
      ),
    );
    expect(answers).toEqual([200, 200, 200, 200]);
    expect(await office.server.store.door(tenants)).toHaveLength(1);
  });

  test('[L15.87] the console prints the link once; a command prints another while there is no administrator', async () => {
    const office = await open();
    const first = (await firstStartLink(office.server)) ?? '';
    expect(await firstStartLink(office.server)).toBeNull();
    expect(await isWaitingForAdministrator(office.server)).toBe(true);
    const { lines, ok } = await administratorLinkCommand(office.server, URL_OF_OFFICE, []);
    const token = /#(\S+)/.exec(lines.join('\n'))?.[1] ?? '';
    expect(ok).toBe(true);
    const guest = visitor(office);
    expect(await codeOf(await guest.post('/api/sign-in/first-start', { token: first }))).toBe('bad_link');
    expect(await codeOf(await guest.post('/api/sign-in/first-start', { token: `${token}x` }))).toBe('bad_link');
    await guest.ask('/api/sign-in/first-start/office', { token, ...NAMES });
    expect(await isWaitingForAdministrator(office.server)).toBe(false);
    expect(await firstStartLink(office.server)).toBeNull();
    const refused = await administratorLinkCommand(office.server, URL_OF_OFFICE, []);
    expect(refused.ok).toBe(false);
    expect(refused.lines.join('\n')).toContain('すでに登録されています');
  });

  test('[L15.87] the link is good for a day', async () => {
    const office = await open();
    const token = (await firstStartLink(office.server)) ?? '';
    office.advance(24 * 60);
    expect(await codeOf(await visitor(office).post('/api/sign-in/first-start', { token }))).toBe('bad_link');
  });

  test('[L15.87] a server with an office never prints it', async () => {
    const office = await openOffice();
    expect(await firstStartLink(office.server)).toBeNull();
  });

  test('[L15.86] at the console the only administrator gets a new link; the old ways end and it is recorded', async () => {
    const office = await openOffice();
    const guest = visitor(office);
    guest.useCookie(await office.signIn(ADMINISTRATOR));
    const authenticator = await makePasskey(guest);
    const { lines, ok } = await administratorLinkCommand(office.server, URL_OF_OFFICE, [TENANT]);
    expect(ok).toBe(true);
    expect(await codeOf(await guest.get('/api/me'))).toBe('signed_out');
    expect(await codeOf(await passkeySignIn(visitor(office), authenticator))).toBe('bad_passkey');
    const credential = /#(\S+)/.exec(lines.join('\n'))?.[1] ?? '';
    expect(await visitor(office).ask('/api/sign-in', { credential })).toMatchObject({ person: ADMINISTRATOR });
    expect(await signInsIn(office)).toContain('access_recovered');
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.86] the console names whom it could mean, and leaves to the screen what two administrators can do', async () => {
    const office = await openOffice();
    await makeOffice(office.server, 'other');
    const run = (...args: readonly string[]) => administratorLinkCommand(office.server, URL_OF_OFFICE, args);
    expect((await run('nowhere')).ok).toBe(false);
    expect((await run(TENANT, 'nobody')).lines.join('\n')).toContain(APPROVER);
    // One administrator alone cannot recover an expert on the screen.
    expect((await run(TENANT, EXPERT)).ok).toBe(true);
    for (const id of [APPROVER, 'expert-2'])
      await office.server.store.pool.query(
        `update part set body = replace(body, '"roles":[', '"roles":[{"role":"administrator","programme":null},')
         where tenant = $1 and kind = 'person' and aggregate_id = $2`,
        [TENANT, id],
      );
    const refused = await run(TENANT, EXPERT);
    expect([refused.ok, refused.lines.join('\n')]).toEqual([false, expect.stringContaining('「利用者」の画面')]);
  });
});
