import { openMailer } from '@banso/server/notices/mailer.ts';
import type { PeopleAnswer } from '@banso/shared/protocol/people.ts';
import type { TotpSecret } from '@banso/shared/protocol/sign-in.ts';
import { afterEach, expect, test } from 'vitest';
import { codeAt } from '../support/authenticator-app.ts';
import { eachDatabase } from '../support/databases.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import {
  accountOf,
  codeOf,
  makeReal,
  passkeySignIn,
  type Visitor,
  visitor,
  withLink,
  withPasskey,
} from '../support/signing-in.ts';
import { newDevice } from '../support/test-device.ts';
import { ADMINISTRATOR, APPROVER, EXPERT, TENANT } from '../support/test-office.ts';
import { declare, register, type TestServer, testServers } from '../support/test-server.ts';

const WRONG = '000000';
const EMAIL = 'approver@office.example';

/** A code that is surely wrong now. */
const wrongCode = (secret: string, nowMs: number): string =>
  [-30_000, 0, 30_000].some((ms) => codeAt(secret, nowMs + ms) === WRONG) ? '111111' : WRONG;

/** Sets an app up in the session of this visitor; answers its secret. */
const makeTotp = async (office: TestServer, guest: Visitor): Promise<string> => {
  const { secret } = await guest.ask<TotpSecret>('/api/account/totp/begin');
  await guest.ask('/api/account/totp', { code: codeAt(secret, office.nowMs()) });
  return secret;
};

eachDatabase('Second ways', (databases) => {
  const { openOffice } = testServers(databases);
  const mailServers: MailServer[] = [];
  afterEach(async () => {
    for (const server of mailServers.splice(0)) await server.stop();
  });
  const openMailOffice = async () => {
    const mails = await startMailServer();
    mailServers.push(mails);
    const mailer = openMailer({ smtpUrl: mails.url, from: 'banso@office.example', limitMs: 30_000 });
    const office = await openOffice(undefined, { mailer });
    await makeReal(office);
    return { office, mails };
  };
  const mailedCode = (mails: MailServer, number: number): string =>
    /\b(\d{6})\b/.exec(mails.received[number - 1]?.text ?? '')?.[1] ?? '';

  test('[L15.169] a copied passkey is told to its person and to the administrators by mail, once and without a name', async () => {
    const { office, mails } = await openMailOffice();
    const useMail = async (person: string, email: string) => {
      const { guest, authenticator } = await withPasskey(office, person);
      await guest.ask('/api/account/mail/begin', { email });
      await guest.ask('/api/account/mail', { code: mailedCode(mails, mails.received.length) });
      return { guest, authenticator };
    };
    const administrator = await useMail(ADMINISTRATOR, 'administrator@office.example');
    await useMail(EXPERT, 'expert@office.example');
    const { authenticator } = await useMail(APPROVER, EMAIL);
    const before = mails.received.length;
    await passkeySignIn(visitor(office), authenticator, { counter: 9 });
    for (const counter of [9, 10])
      expect(await codeOf(await passkeySignIn(visitor(office), authenticator, { counter }))).toBe('passkey_suspect');
    await expect.poll(() => mails.received.length).toBe(before + 2);
    const told = mails.received.slice(before);
    expect(told.flatMap(({ to }) => to).toSorted()).toEqual(['administrator@office.example', EMAIL]);
    for (const { text } of told) {
      expect(text).toContain('複製されたおそれがあるため');
      expect(text).not.toContain('見本');
    }
    const cookie = administrator.guest.cookie();
    const device = newDevice({ tenant: TENANT, person: ADMINISTRATOR, nowMs: office.nowMs });
    await register(office.fetch, device, cookie);
    await declare(office.fetch, device, cookie);
    const people = (await (await administrator.guest.get('/api/people')).json()) as PeopleAnswer;
    expect(people.people.find(({ person }) => person === APPROVER)).toMatchObject({ passkeys: 0, suspectPasskeys: 1 });
  });

  test('[L15.74] outside of samples a link opens nothing by itself; an app’s code makes it whole', async () => {
    const office = await openOffice();
    await makeReal(office);
    const guest = await withLink(office, APPROVER);
    const half = guest.cookie();
    const secret = await makeTotp(office, guest);
    expect(await codeOf(await guest.get('/api/me'))).toBe(200);
    expect(guest.cookie()).not.toBe(half);

    office.advance(1);
    const again = await withLink(office, APPROVER);
    expect(again.answer).toMatchObject({ step: 'second', has: { totp: true } });
    const code = codeAt(secret, office.nowMs());
    expect(await again.ask('/api/sign-in/totp', { code })).toMatchObject({ person: APPROVER });
    expect(await codeOf(await again.get('/api/account'))).toBe(200);
    // A link and a code come by the same hand.
    const { answer } = await withLink(office, APPROVER);
    expect(answer).toMatchObject({ step: 'second' });
  });

  test('[L15.74] an office may let its experts in by a link alone, and nobody else', async () => {
    const office = await openOffice();
    await makeReal(office);
    await office.server.store.pool.query('update tenant set experts_by_link_alone = true where id = $1', [TENANT]);
    expect((await withLink(office, EXPERT)).answer).toMatchObject({ person: EXPERT });
    expect((await withLink(office, APPROVER)).answer).toMatchObject({ step: 'second' });
  });

  test('[L15.77] an app’s secret counts after its first code, each code counts once, and it lies sealed', async () => {
    const office = await openOffice();
    await makeReal(office);
    const guest = await withLink(office, APPROVER);
    const { secret, uri } = await guest.ask<TotpSecret>('/api/account/totp/begin');
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    expect((await withLink(office, APPROVER)).answer).toMatchObject({ has: { totp: false } });
    const code = codeAt(secret, office.nowMs());
    await guest.ask('/api/account/totp', { code });

    const next = await withLink(office, APPROVER);
    expect(await codeOf(await next.post('/api/sign-in/totp', { code }))).toBe('wrong_number');
    const stolen = codeAt(secret, office.nowMs() - 90_000);
    expect(await codeOf(await next.post('/api/sign-in/totp', { code: stolen }))).toBe('wrong_number');
    office.advance(1);
    const fresh = codeAt(secret, office.nowMs());
    const answers = await Promise.all(
      [next, await withLink(office, APPROVER)].map(async (one) =>
        codeOf(await one.post('/api/sign-in/totp', { code: fresh })),
      ),
    );
    expect(answers.map(String).toSorted()).toEqual(['200', 'wrong_number']);

    const { rows } = await office.server.store.pool.query<{ sealed_totp: Buffer }>('select sealed_totp from account');
    expect(rows.every(({ sealed_totp: sealed }) => !sealed?.includes(secret))).toBe(true);
  });

  test('[L15.78] a code by mail is a first way; it counts once, for ten minutes, and tells nobody who has an account', async () => {
    const { office, mails } = await openMailOffice();
    const { guest } = await withPasskey(office, APPROVER);
    await guest.ask('/api/account/mail/begin', { email: EMAIL });
    await mails.arrived(1);
    expect(await codeOf(await guest.post('/api/account/mail', { code: mailedCode(mails, 1) }))).toBe(204);
    expect((await accountOf(guest)).mail).toBe('a***@office.example');
    await makeTotp(office, guest);

    const stranger = visitor(office, 'cafe');
    expect(await codeOf(await stranger.post('/api/sign-in/mail', { email: 'nobody@office.example' }))).toBe(204);
    expect(await codeOf(await stranger.post('/api/sign-in/mail', { email: EMAIL.toUpperCase() }))).toBe(204);
    await mails.arrived(2);
    expect(mails.received[1]).toMatchObject({ to: [EMAIL], subject: '【伴走】サインインの番号' });
    const code = mailedCode(mails, 2);
    const same = visitor(office);
    same.useCookie(stranger.cookie());
    const answer = await stranger.ask('/api/sign-in/mail/code', { email: EMAIL, code });
    expect(answer).toMatchObject({ step: 'second', has: { totp: true } });
    expect(await codeOf(await same.post('/api/sign-in/mail/code', { email: EMAIL, code }))).toBe('wrong_number');

    const slow = visitor(office);
    await slow.ask('/api/sign-in/mail', { email: EMAIL });
    await mails.arrived(3);
    office.advance(10);
    const late = { email: EMAIL, code: mailedCode(mails, 3) };
    expect(await codeOf(await slow.post('/api/sign-in/mail/code', late))).toBe('wrong_number');
    const none = { email: 'nobody@office.example', code };
    expect(await codeOf(await visitor(office).post('/api/sign-in/mail/code', none))).toBe('wrong_number');
  });

  test('[L15.205] the number in a mail counts only in the browser that asked for it, and trying it elsewhere uses nothing up', async () => {
    const { office, mails } = await openMailOffice();
    const { guest } = await withPasskey(office, APPROVER);
    await guest.ask('/api/account/mail/begin', { email: EMAIL });
    await mails.arrived(1);
    await guest.ask('/api/account/mail', { code: mailedCode(mails, 1) });
    const [asking, thief] = [visitor(office, 'home'), visitor(office, 'cafe')];
    await asking.ask('/api/sign-in/mail', { email: EMAIL });
    await mails.arrived(2);
    const typed = { email: EMAIL, code: mailedCode(mails, 2) };
    expect(await codeOf(await thief.post('/api/sign-in/mail/code', typed))).toBe('wrong_number');
    // Nor in a browser that asked for another one.
    await thief.ask('/api/sign-in/mail', { email: 'nobody@office.example' });
    expect(thief.cookie()).toMatch(/^banso_asked=/);
    expect(await codeOf(await thief.post('/api/sign-in/mail/code', typed))).toBe('wrong_number');
    expect(await asking.ask('/api/sign-in/mail/code', typed)).toMatchObject({ step: 'second' });
  });

  test('[L15.78] after a link, a code to the known address makes the session whole', async () => {
    const { office, mails } = await openMailOffice();
    const { guest } = await withPasskey(office, APPROVER);
    await guest.ask('/api/account/mail/begin', { email: EMAIL });
    await mails.arrived(1);
    await guest.ask('/api/account/mail', { code: mailedCode(mails, 1) });
    const again = await withLink(office, APPROVER);
    await again.ask('/api/sign-in/second-mail');
    await mails.arrived(2);
    const code = mailedCode(mails, 2);
    expect(await again.ask('/api/sign-in/second-mail/code', { code })).toMatchObject({ person: APPROVER });
  });

  test('[L15.78] without a mail server that way is not offered', async () => {
    const office = await openOffice();
    expect(await codeOf(await visitor(office).post('/api/sign-in/mail', { email: EMAIL }))).toBe('no_mail');
    const { guest } = await withPasskey(office, APPROVER);
    expect((await accountOf(guest)).canMail).toBe(false);
  });

  test('[L15.79] wrong numbers make this caller wait, longer each time; the person at home goes on', async () => {
    const office = await openOffice();
    await makeReal(office);
    const setUp = await withLink(office, APPROVER);
    const secret = await makeTotp(office, setUp);
    office.advance(1);
    const thief = visitor(office, 'thief');
    thief.useCookie((await withLink(office, APPROVER)).cookie());
    const guess = async (code = wrongCode(secret, office.nowMs())) =>
      codeOf(await thief.post('/api/sign-in/totp', { code }));
    for (let slip = 0; slip < 5; slip += 1) expect(await guess()).toBe('wrong_number');
    expect(await guess()).toBe('wait');
    // Also the right one has to wait: a guess that hits must not be told.
    expect(await guess(codeAt(secret, office.nowMs()))).toBe('wait');
    office.advance(0.5);
    expect(await guess()).toBe('wrong_number');
    office.advance(0.5);
    expect(await guess()).toBe('wait');

    const home = await withLink(office, APPROVER);
    expect(await codeOf(await home.post('/api/sign-in/totp', { code: codeAt(secret, office.nowMs()) }))).toBe(200);
    office.advance(24 * 60);
    thief.useCookie((await withLink(office, APPROVER)).cookie());
    expect(await guess()).toBe('wrong_number');
  });

  test('[L15.79] guesses sent at once get no further than one by one', async () => {
    const office = await openOffice();
    await makeReal(office);
    const setUp = await withLink(office, APPROVER);
    const secret = await makeTotp(office, setUp);
    const thief = await withLink(office, APPROVER);
    const code = wrongCode(secret, office.nowMs());
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => codeOf(await thief.post('/api/sign-in/totp', { code }))),
    );
    expect(answers.filter((answer) => answer === 'wrong_number')).toHaveLength(5);
    expect(answers.filter((answer) => answer === 'wait')).toHaveLength(15);
  });

  test('[L15.79] guesses from everywhere slow an account down for a minute at most, and never its passkey', async () => {
    const office = await openOffice();
    await makeReal(office);
    const setUp = await withLink(office, APPROVER);
    const secret = await makeTotp(office, setUp);
    const { cookie } = await withLink(office, APPROVER);
    const code = wrongCode(secret, office.nowMs());
    const from = async (caller: string) => {
      const one = visitor(office, caller);
      one.useCookie(cookie());
      return codeOf(await one.post('/api/sign-in/totp', { code }));
    };
    for (let caller = 0; caller < 50; caller += 1) await from(`caller-${caller}`);
    expect(await from('one more')).toBe('wait');
    office.advance(1);
    const home = await withLink(office, APPROVER);
    expect(await codeOf(await home.post('/api/sign-in/totp', { code: codeAt(secret, office.nowMs()) }))).toBe(200);
  });
});
