import { randomUUID } from 'node:crypto';
import { pageTokenOf } from '@banso/server/company-page/page-token.ts';
import { openMailer } from '@banso/server/notices/mailer.ts';
import { expect, test } from 'vitest';
import { accessesIn } from '../support/accesses.ts';
import { eachDatabase } from '../support/databases.ts';
import { inviteGuest } from '../support/guest-phone.ts';
import { ADMINISTRATOR, ENGAGEMENT, EXPERT, TENANT } from '../support/test-office.ts';
import { jsonPost, testServers } from '../support/test-server.ts';
import {
  confirmVisit,
  CONTACT,
  MAIL,
  recordVisit,
  registerContact,
  submitVisit,
  toldCompanies,
} from '../support/told-companies.ts';

/** Everything about people and companies that the scenario holds, in the words that would be found again. */
const PERSONAL: readonly string[] = [MAIL, CONTACT.telephone, CONTACT.fax, CONTACT.postalAddress].concat(
  ['uketsuke', '見本製麺', '見本 太郎', '見本 花子'],
  ['原価', '工程ごとの作業時間', '話がちがいます', 'nobody@office.example', '09000000000'],
);

eachDatabase('What is written about what happened', (databases) => {
  const { openOffice } = testServers(databases);
  const { mailServer, telling } = toldCompanies();

  /** A visit from its plan to the company's objection, and every way of being turned away with personal data in the hand. */
  const wholeStory = async () => {
    const mails = await mailServer();
    const mailer = openMailer({ smtpUrl: mails.url, from: 'banso@office.example', limitMs: 10_000 });
    const office = await openOffice(undefined, { mailer });
    await registerContact(office);
    const notices = telling(office, mails);
    const { phone, visit } = await recordVisit(office);
    await confirmVisit(office, phone, visit);
    await submitVisit(office, phone, visit);
    await notices.runOnce();
    const pageToken = pageTokenOf(office.server.serverKey, { tenant: TENANT, engagement: ENGAGEMENT, linkNumber: 0 });
    const guest = inviteGuest(phone, visit);
    await office.push(phone);
    const cookie = await office.signIn(ADMINISTRATOR);
    const objection = { token: pageToken, objection: randomUUID(), visit, text: '話がちがいます。', name: '見本 太郎' };
    const asked: readonly (readonly [string, RequestInit?])[] = [
      ['/api/company/page', jsonPost({ token: pageToken })],
      ['/api/company/objections', jsonPost(objection)],
      ['/api/company/objections', jsonPost({ ...objection, text: MAIL.repeat(1_000) })],
      ['/api/guest/page', jsonPost({ token: guest.token })],
      ['/api/guest/page', jsonPost({ token: `${guest.token}見本 太郎` })],
      ['/api/sign-in', jsonPost({ credential: '見本 太郎 09000000000' })],
      ['/api/sign-in/mail', jsonPost({ email: 'nobody@office.example' })],
      ['/api/sign-in/mail/code', jsonPost({ email: 'nobody@office.example', code: '123456' })],
      ['/api/forms/visit-report/見本製麺/見本 太郎.pdf', { headers: { cookie } }],
      [`/api/forms/visit-report/${ENGAGEMENT}/${visit}.pdf`, { headers: { cookie } }],
      ['/api/accesses?person=見本 太郎', { headers: { cookie } }],
      ['/api/見本製麺', { headers: { cookie } }],
      ['/api/me', { headers: { cookie: `banso_session=見本` } }],
      ['/api/people/見本/invitation', jsonPost({ email: MAIL }, { cookie })],
      ['/api/sync', jsonPost({ text: '見本 太郎' }, { cookie, origin: 'https://evil.example' })],
    ];
    const statuses: number[] = [];
    for (const [path, init] of asked) statuses.push((await office.fetch(encodeURI(path), latin1(init))).status);
    return { office, mails, statuses, secrets: [cookie.split('=')[1] ?? '', pageToken, guest.token] };
  };

  test('[L15.186] neither the log nor the access log holds personal data, a link, a code or a session', async () => {
    const { office, secrets } = await wholeStory();
    const written = JSON.stringify([office.log, await accessesIn(office), await accessesIn(office, '-')]);
    for (const word of [...PERSONAL, ...secrets]) expect([word, written.includes(word)]).toEqual([word, false]);
    expect(office.log.length).toBeGreaterThan(5);
  });

  test('[L15.192] every refused request is a line of the log: route, method and status, not what was asked for', async () => {
    const { office, statuses } = await wholeStory();
    const refused = office.log.filter(({ event }) => event === 'request_refused');
    expect(refused.map(({ status }) => status)).toEqual(statuses.filter((status) => status >= 400));
    expect(refused).toContainEqual({
      event: 'request_refused',
      status: 404,
      method: 'GET',
      route: '/api/forms/:form/:engagement/:file{.+\\.pdf}',
    });
    expect(refused).toContainEqual({ event: 'request_refused', status: 404, method: 'GET', route: 'none' });
    expect(refused).toContainEqual({ event: 'request_refused', status: 403, method: 'POST', route: '/api/sync' });
  });

  test('[L15.187] a mail says what tells the visit apart, and its subject names neither person nor company', async () => {
    const { office, mails } = await wholeStory();
    const cookie = await office.signIn(EXPERT);
    await office.fetch('/api/account/mail/begin', jsonPost({ email: 'hanako@office.example' }, { cookie }));
    await mails.arrived(2);
    for (const { subject } of mails.received)
      for (const word of [...PERSONAL, 'hanako']) expect([subject, subject.includes(word)]).toEqual([subject, false]);
    const text = mails.received.map((mail) => mail.text).join('\n');
    // Who was there, the report, and how the company is reached stay behind the link.
    const behindTheLink = [CONTACT.telephone, CONTACT.fax, CONTACT.postalAddress, MAIL, '工程ごとの作業時間'];
    for (const word of behindTheLink) expect([word, text.includes(word)]).toEqual([word, false]);
  });
});

/** Header values are bytes: what a hostile caller writes there in Japanese arrives so. */
const latin1 = (init: RequestInit | undefined): RequestInit | undefined => {
  const headers = Object.entries((init?.headers ?? {}) as Record<string, string>).map(
    ([name, value]) => [name, Buffer.from(value, 'utf8').toString('latin1')] as [string, string],
  );
  return init && { ...init, headers };
};
