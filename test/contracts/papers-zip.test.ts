import { readAccess } from '@banso/server/access/record-access.ts';
import { recordAsServer } from '@banso/server/sample/server-recorder.ts';
import { accessPage } from '@banso/server/store/access-log.ts';
import { valueHash } from '@banso/shared/engagement/written.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { given } from '../support/given.ts';
import { readPdf } from '../support/read-pdf.ts';
import { readZip } from '../support/read-zip.ts';
import { ADMINISTRATOR, APPROVER, ENGAGEMENT, EXPERT, PROGRAMME, TENANT } from '../support/test-office.ts';
import { type TestServer, testServers } from '../support/test-server.ts';

const GOAL = '粗利率を34％にする。';

/** An engagement with one visit held, and a plan that is being written. */
const written = async (office: TestServer): Promise<void> => {
  const by = { actor: EXPERT, atMs: office.nowMs(), kind: 'engagement', aggregate: ENGAGEMENT } as const;
  await recordAsServer(office.server, TENANT, [
    { ...by, type: 'plan-saved@2', body: { changes: [{ field: 'goal', base: valueHash(''), value: GOAL }] } },
    {
      ...by,
      type: 'visit-scheduled@1',
      body: {
        visit: 'visit-1',
        number: 1,
        on: '2026-05-20',
        from: '13:00',
        to: '16:10',
        mode: 'onSite',
        place: '本社工場',
      },
    },
  ]);
};

const accessesIn = (office: TestServer) =>
  office.server.store.read(TENANT, async (tx) =>
    (await accessPage(tx, { filter: { event: 'exported' }, before: null, limit: 20 })).map(readAccess),
  );

eachDatabase('All papers in one file', (databases) => {
  const { openOffice } = testServers(databases);
  const ask = async (office: TestServer, person: string, path: string) =>
    office.fetch(`/api/papers/${path}.zip`, { headers: { cookie: await office.signIn(person) } });

  test('[L13.265] the papers of an engagement are signed PDFs under names that people read, with an index; each look is logged', async () => {
    const office = await openOffice();
    await written(office);
    const response = await ask(office, APPROVER, `engagement/${ENGAGEMENT}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toMatch(/_書類_.*\.zip/);
    const zip = readZip(new Uint8Array(await response.arrayBuffer()));
    const pdfs = zip.names.filter((name) => name.endsWith('.pdf'));
    expect(pdfs.map((name) => name.startsWith('20260520_様式第3号_第1回_') || name.startsWith('様式第2号_'))).toEqual([
      true,
      true,
    ]);
    // Blanks to be filled in by pen are no record.
    expect(pdfs.some((name) => name.includes('記入用'))).toBe(false);
    const plan = given(pdfs.find((name) => name.startsWith('様式第2号_')));
    const { pages } = await readPdf(zip.bytes(plan));
    expect(pages[0]?.text).toContain(GOAL);
    const index = zip.text('目録.html');
    for (const name of pdfs) expect(index).toContain(name);
    expect(index).not.toContain('<script');
    expect(await accessesIn(office)).toMatchObject([
      { person: APPROVER, purpose: 'papers', subject: { aggregate: ENGAGEMENT } },
    ]);
  });

  test('[L13.266] those of a programme lie in a folder for each engagement', async () => {
    const office = await openOffice();
    await written(office);
    const response = await ask(office, ADMINISTRATOR, `programme/${PROGRAMME}`);
    expect(response.status).toBe(200);
    const { names } = readZip(new Uint8Array(await response.arrayBuffer()));
    const folders = new Set(names.filter((name) => name.endsWith('.pdf')).map((name) => name.split('/')[0]));
    expect(folders.size).toBeGreaterThan(0);
    expect(names.filter((name) => name.endsWith('.pdf')).every((name) => name.split('/').length === 2)).toBe(true);
    expect(new Set(names).size).toBe(names.length);
    expect(names.at(-1)).toBe('目録.html');
    const logged = await accessesIn(office);
    expect(logged.length).toBeGreaterThanOrEqual(folders.size);
    expect(logged.every(({ person }) => person === ADMINISTRATOR)).toBe(true);
  });

  test('[L13.265] an expert, and whoever asks for what is not there, get one same answer', async () => {
    const office = await openOffice();
    const answers = [
      await ask(office, EXPERT, `engagement/${ENGAGEMENT}`),
      await ask(office, EXPERT, `programme/${PROGRAMME}`),
      await ask(office, APPROVER, 'engagement/nobody'),
      await ask(office, APPROVER, 'programme/constructor'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect((await office.fetch(`/api/papers/engagement/${ENGAGEMENT}.zip`)).status).toBe(401);
    expect(await accessesIn(office)).toEqual([]);
  });
});
