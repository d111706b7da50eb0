import { randomUUID } from 'node:crypto';
import { openMailer } from '@banso/server/notices/mailer.ts';
import { type RunningNotices, runNotices } from '@banso/server/notices/run-notices.ts';
import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import { visitBasis } from '@banso/shared/engagement/visit-basis.ts';
import { fieldHash } from '@banso/shared/engagement/visit-fields.ts';
import { confirmationText } from '@banso/shared/evidence/confirmation-text.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { afterEach, expect } from 'vitest';
import { type MailServer, startMailServer } from './mail-server.ts';
import { confirmationTap, type TestDevice, visitTaps } from './test-device.ts';
import { ADMINISTRATOR, ENGAGEMENT, storedEngagement, TENANT } from './test-office.ts';
import { BASE_URL, type TestServer } from './test-server.ts';

export const MAIL = 'uketsuke@mihon-seimen.example';
export const LEASE_MS = 15 * 60_000;

export const CONTACT: BodyOf['company-contact-registered@1'] = {
  email: MAIL,
  telephone: '092-000-0001',
  fax: '092-000-0002',
  postalAddress: '福岡県見本市見本町9-9',
  preferred: 'mail',
  givenBy: '見本 太郎（サンプル）',
  givenOn: '2026-05-01',
};

/** Mail servers and tellers of one `describe`; ended after each test, before its servers are. Call it after `testServers`. */
export const toldCompanies = () => {
  const endings: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of endings.splice(0).toReversed()) await end();
  });
  const mailServer = async (): Promise<MailServer> => {
    const mails = await startMailServer();
    endings.push(mails.stop);
    return mails;
  };
  const telling = (office: Pick<TestServer, 'server'>, mails: MailServer | null, limitMs = 10_000): RunningNotices => {
    const mailer = mails && openMailer({ smtpUrl: mails.url, from: 'banso@office.example', limitMs });
    const notices = runNotices(office.server, { mailer, baseUrl: BASE_URL, leaseMs: LEASE_MS });
    endings.push(notices.stop);
    return notices;
  };
  return { mailServer, telling };
};

export const registerContact = async (office: TestServer, change: Partial<typeof CONTACT> = {}): Promise<void> => {
  const desk = await office.phone(ADMINISTRATOR);
  const body = { ...CONTACT, ...change };
  desk.record({ type: 'company-contact-registered@1', kind: 'contact', aggregate: 'company-1', body });
  expect((await office.push(desk)).map(({ outcome }) => outcome)).toEqual(['accepted']);
};

const REST_OF_REPORT = [
  { field: 'effect', base: fieldHash(''), value: '原価が分かった。' },
  { field: 'progress', base: fieldHash(''), value: 'asPlanned' },
  { field: 'present', base: fieldHash(''), value: '見本 太郎' },
] as const;

/** A visit of three and a half hours by a phone of its own, and the next one planned. */
export const recordVisit = async (office: TestServer, number = 1) => {
  const phone = await office.phone();
  const visit = randomUUID();
  const [scheduled, started, saved, ended] = visitTaps({ engagement: ENGAGEMENT, visit, number });
  phone.record(scheduled);
  phone.record(started);
  phone.record(saved);
  phone.record({ type: 'visit-report-saved@1', aggregate: ENGAGEMENT, body: { visit, changes: REST_OF_REPORT } });
  await office.push(phone);
  office.advance(210);
  phone.record(ended);
  await office.push(phone);
  return { phone, visit };
};

export const planNext = async (
  office: TestServer,
  phone: TestDevice,
  number = 2,
  on = '2026-06-10',
): Promise<string> => {
  const visit = randomUUID();
  const [scheduled] = visitTaps({ engagement: ENGAGEMENT, visit, number, on });
  phone.record(scheduled);
  await office.push(phone);
  return visit;
};

export const confirmVisit = async (office: TestServer, phone: TestDevice, visit: string): Promise<void> => {
  const now = (await storedEngagement(office.server, ENGAGEMENT)).visits[visit];
  const parties = { company: '有限会社 見本製麺（サンプル）', expert: '見本 花子（サンプル）' };
  const text = now && confirmationText(now, parties);
  if (!text) throw new Error('nothing to confirm');
  const manner = { by: 'strokes', strokes: sampleStrokes(1) } as const;
  phone.record(confirmationTap(phone, { engagement: ENGAGEMENT, visit, text, manner }));
  expect((await office.push(phone)).map(({ outcome }) => outcome)).toEqual(['accepted']);
};

/** The report is handed in, whatever the company said. */
export const submitVisit = async (office: TestServer, phone: TestDevice, visit: string): Promise<void> => {
  const basis = visitBasis(await storedEngagement(office.server, ENGAGEMENT), visit);
  phone.record({ type: 'visit-submitted@1', aggregate: ENGAGEMENT, basis, body: { visit } });
  expect((await office.push(phone)).map(({ outcome }) => outcome)).toEqual(['accepted']);
};

export const noticeRows = (office: Pick<TestServer, 'server'>) =>
  office.server.store.read(TENANT, (tx) =>
    tx.selectFrom('notice').select(['id', 'event', 'state', 'way', 'why', 'tries']).orderBy('createdAt').execute(),
  );
export const noticeStates = async (office: Pick<TestServer, 'server'>) =>
  (await noticeRows(office)).map(({ state, way, why }) => [state, way, why].filter((word) => word !== null).join(' '));
