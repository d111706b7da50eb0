import { randomUUID } from 'node:crypto';
import { refold } from '@banso/server/refold.ts';
import { partsOfAggregates } from '@banso/server/store/parts.ts';
import { companyParts, factsOf } from '@banso/shared/company/company.ts';
import { companyChanged } from '@banso/shared/company/operations.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { confirmationText } from '@banso/shared/evidence/confirmation-text.ts';
import { describe, expect, test } from 'vitest';
import { inlineFile } from '@banso/server/http/inline-file.ts';
import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import { accessEventsIn } from '../support/accesses.ts';
import { eachDatabase } from '../support/databases.ts';
import { readPdf } from '../support/read-pdf.ts';
import { readZip } from '../support/read-zip.ts';
import { confirmationTap, visitTaps } from '../support/test-device.ts';
import { ADMINISTRATOR, APPROVER, ENGAGEMENT, OTHER_EXPERT, storedEngagement, TENANT } from '../support/test-office.ts';
import { type TestServer, testServers } from '../support/test-server.ts';

eachDatabase('Papers of a visit', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L15.60] whoever sees the engagement gets its papers, from the stored records', async () => {
    const office = await openOffice();
    const { visit, phone } = await visitHeld(office, '粉の計量に時間がかかっていた。');
    const desk = await office.signIn(APPROVER);
    for (const cookie of [phone.cookie, desk]) {
      const response = await open(office, { form: 'visit-report', visit, cookie });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/pdf');
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      const { pages } = await readPdf(new Uint8Array(await response.arrayBuffer()));
      expect(pages[0]?.text).toContain('粉の計量に時間がかかっていた。');
      expect(pages[0]?.text).toContain('有限会社 見本製麺 company-1（サンプル）');
    }
    expect((await accessEventsIn(office)).filter((event) => event === 'printed')).toHaveLength(2);
    expect(JSON.stringify(office.log)).not.toContain('粉の計量');
  });

  test('[L15.61] to everybody else a paper that exists and one that does not are the same', async () => {
    const office = await openOffice();
    const { visit, phone } = await visitHeld(office);
    const stranger = await office.signIn(OTHER_EXPERT);
    const answers = [
      await open(office, { form: 'visit-report', visit, cookie: stranger }),
      await open(office, { form: 'visit-report', visit: randomUUID(), cookie: phone.cookie }),
      await open(office, { form: 'visit-report', visit: 'constructor', cookie: phone.cookie }),
      await open(office, { form: 'no-such-form', visit, cookie: phone.cookie }),
      await open(office, { form: 'visit-report', visit, engagement: 'nobody', cookie: phone.cookie }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect((await open(office, { form: 'visit-report', visit, cookie: '' })).status).toBe(401);
  });

  test('[L18.61] whoever may have the PDF may have the copy to edit, under the same name; nobody else learns that it is there', async () => {
    const office = await openOffice();
    const { visit, phone } = await visitHeld(office, '機械🏭が止まった。');
    const copy = (cookie: string, of: { readonly form?: string; readonly visit?: string } = {}) =>
      office.fetch(`/api/forms/${of.form ?? 'visit-report'}/${ENGAGEMENT}/${of.visit ?? visit}.docx`, {
        headers: { cookie },
      });
    for (const cookie of [phone.cookie, await office.signIn(APPROVER)]) {
      const response = await copy(cookie);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('wordprocessingml.document');
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      const named = decodeURIComponent(response.headers.get('content-disposition') ?? '');
      expect(named).toMatch(/^attachment; .*様式第3号_第1回_.*\.docx$/);
      const files = readZip(new Uint8Array(await response.arrayBuffer()));
      expect(files.text('word/document.xml')).toContain('機械🏭が止まった。');
    }
    const stranger = await office.signIn(OTHER_EXPERT);
    const answers = [
      await copy(stranger),
      await copy(phone.cookie, { visit: randomUUID() }),
      await copy(phone.cookie, { form: 'no-such-form' }),
      await copy(phone.cookie, { form: 'slip-to-sign' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect((await copy('')).status).toBe(401);
    expect((await copy(phone.cookie, { form: 'confirmation-slip' })).status).toBe(409);
    expect((await accessEventsIn(office)).filter((event) => event === 'exported')).toHaveLength(2);
    expect(JSON.stringify(office.log)).not.toContain('機械');
  });

  test('[L12.63] the slip is there once the company has confirmed, not before', async () => {
    const office = await openOffice();
    const { visit, phone } = await visitHeld(office);
    const before = await open(office, { form: 'confirmation-slip', visit, cookie: phone.cookie });
    expect(await before.json()).toMatchObject({ code: 'not_confirmed', status: 409 });

    const stored = (await storedEngagement(office.server, ENGAGEMENT)).visits[visit];
    const text = stored && confirmationText(stored, PARTIES);
    if (!text) throw new Error('the visit has no end');
    phone.record(
      confirmationTap(phone, {
        engagement: ENGAGEMENT,
        visit,
        text,
        manner: { by: 'strokes', strokes: sampleStrokes(1) },
      }),
    );
    await office.push(phone);
    const after = await open(office, { form: 'confirmation-slip', visit, cookie: phone.cookie });
    const { pages } = await readPdf(new Uint8Array(await after.arrayBuffer()));
    expect(pages[0]?.text).toMatch(/代表取締役\s*見本 太郎（サンプル）/);
    expect(decodeURIComponent(after.headers.get('content-disposition') ?? '')).toContain('訪問確認書_第1回_');
  });

  test('[L13.96] after the company has another name, papers of earlier visits are the same as before', async () => {
    const office = await openOffice();
    const { visit, phone } = await visitHeld(office);
    const wordsNow = async () => {
      const response = await office.fetch(`/api/forms/visit-report/${ENGAGEMENT}/${visit}.docx`, {
        headers: { cookie: phone.cookie },
      });
      const files = readZip(new Uint8Array(await response.arrayBuffer()));
      // Each link of the file has a number of its own.
      return (files.text('word/document.xml') + files.text('word/footer1.xml')).replace(/ r:id="[^"]*"/g, '');
    };
    const before = await wordsNow();
    office.advance(24 * 60);
    const desk = await office.phone(ADMINISTRATOR);
    const parts = await office.server.store.read(TENANT, (tx) =>
      partsOfAggregates(tx, [{ kind: 'company', id: 'company-1' }]),
    );
    const company = companyParts.fromParts(parts);
    if (!company) throw new Error('the company is not there');
    const facts = { ...factsOf(company), name: '株式会社 新見本（サンプル）' };
    const body = { from: dayInJapan(office.nowMs()), reason: '商号変更', facts };
    const basis = companyChanged.basis?.(company, body) ?? null;
    desk.record({ type: 'company-changed@1', kind: 'company', aggregate: 'company-1', basis, body });
    expect((await office.push(desk)).map(({ outcome }) => outcome)).toEqual(['accepted']);
    expect((await wordsNow()) === before).toBe(true);
    expect(before).toContain('有限会社 見本製麺 company-1（サンプル）');
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L18.46] characters that cannot be printed are named to the caller; a person who opened the paper reads a page', async () => {
    const office = await openOffice();
    const { visit, phone } = await visitHeld(office, '機械🏭が止まった。');
    const told = await open(office, { form: 'visit-report', visit, cookie: phone.cookie });
    expect(told.headers.get('content-type')).toContain('application/problem+json');
    const problem = await told.text();
    expect(JSON.parse(problem)).toMatchObject({ status: 422, code: 'no_glyph' });
    expect(problem).toContain('"detail":"「🏭」を印刷できる書体がありません。');
    const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
    const shown = await open(office, { form: 'visit-report', visit, cookie: phone.cookie, accept });
    expect(shown.status).toBe(422);
    expect(shown.headers.get('content-type')).toContain('text/html');
    expect(await shown.text()).toContain('「🏭」を印刷できる書体がありません。');
  });
});

describe('[L18.47] a paper is saved under a name that people can read', () => {
  test.each([
    [
      '様式第3号_第1回.pdf',
      `inline; filename="___3___1_.pdf"; filename*=UTF-8''%E6%A7%98%E5%BC%8F%E7%AC%AC3%E5%8F%B7_%E7%AC%AC1%E5%9B%9E.pdf`,
    ],
    [`it's "x"(1).pdf`, `inline; filename="it's _x_(1).pdf"; filename*=UTF-8''it%27s%20%22x%22%281%29.pdf`],
  ])('%s', (name, header) => {
    expect(inlineFile(name)).toBe(header);
  });
});

const PARTIES = { company: '有限会社 見本製麺（サンプル）', expert: '見本 花子（サンプル）' };

const visitHeld = async (office: TestServer, wrote?: string) => {
  const phone = await office.phone();
  const visit = randomUUID();
  for (const tap of visitTaps({ engagement: ENGAGEMENT, visit, number: 1, ...(wrote === undefined ? {} : { wrote }) }))
    phone.record(tap);
  await office.push(phone);
  return { phone, visit };
};

const open = (
  office: TestServer,
  {
    form,
    visit,
    cookie,
    engagement = ENGAGEMENT,
    accept = 'application/pdf',
  }: {
    readonly form: string;
    readonly visit: string;
    readonly cookie: string;
    readonly engagement?: string;
    readonly accept?: string;
  },
): Promise<Response> => office.fetch(`/api/forms/${form}/${engagement}/${visit}.pdf`, { headers: { cookie, accept } });
