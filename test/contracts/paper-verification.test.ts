import { createHash, randomUUID } from 'node:crypto';
import type { VerificationAnswer } from '@banso/shared/protocol/verification.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { visitTaps } from '../support/test-device.ts';
import { ENGAGEMENT } from '../support/test-office.ts';
import { BASE_URL, type TestServer, testServers } from '../support/test-server.ts';

eachDatabase('Whoever holds a paper may ask', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L12.40] a paper of ours is genuine, superseded when the record changes, altered when a byte changes, else unknown', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = randomUUID();
    const [scheduled, started, , ended] = visitTaps({ engagement: ENGAGEMENT, visit, number: 1 });
    for (const tap of [scheduled, started]) phone.record(tap);
    await office.push(phone);
    const pdf = await printed(office, phone.cookie, visit);
    const code = codeIn(pdf);
    expect(await verified(office, { code, fileHash: null })).toMatchObject({
      result: 'genuine',
      paper: { form: '様式第3号', number: 1 },
    });
    expect(await verified(office, { code: null, fileHash: hashOf(pdf) })).toMatchObject({ result: 'genuine' });

    const changed = Buffer.from(pdf);
    changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
    expect(await verified(office, { code, fileHash: hashOf(changed) })).toMatchObject({ result: 'altered' });
    expect(await verified(office, { code: null, fileHash: hashOf(changed) })).toEqual({
      result: 'unknown',
      paper: null,
    });
    expect(await verified(office, { code: '0'.repeat(26), fileHash: null })).toEqual({
      result: 'unknown',
      paper: null,
    });

    office.advance(185);
    phone.record(ended);
    await office.push(phone);
    expect(await verified(office, { code, fileHash: null })).toMatchObject({ result: 'superseded' });
    expect(await verified(office, { code, fileHash: hashOf(pdf) })).toMatchObject({ result: 'superseded' });
  });

  test('[L12.40] guessing is slowed down, and a request that is none is refused', async () => {
    const office = await openOffice();
    expect((await ask(office, { code: 'x', fileHash: null })).status).toBe(400);
    expect((await ask(office, { code: null, fileHash: null })).status).toBe(400);
    const statuses: number[] = [];
    for (let n = 10; n < 22; n += 1)
      statuses.push((await ask(office, { code: `${n}${'0'.repeat(24)}`, fileHash: null })).status);
    expect(statuses).toContain(200);
    expect(statuses.at(-1)).toBe(429);
  });
});

const printed = async (office: TestServer, cookie: string, visit: string): Promise<Buffer> => {
  const response = await office.fetch(`/api/forms/visit-report/${ENGAGEMENT}/${visit}.pdf`, { headers: { cookie } });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
};

/** As the page reads it out of a dropped file. */
const codeIn = (pdf: Buffer): string => /banso-verify:([0-9A-Z]{26})/.exec(pdf.toString('latin1'))?.[1] ?? '';

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const ask = (office: TestServer, body: object): Promise<Response> =>
  office.fetch('/api/verify', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: BASE_URL },
    body: JSON.stringify(body),
  });

const verified = async (office: TestServer, body: object): Promise<VerificationAnswer> => {
  const response = await ask(office, body);
  expect(response.status).toBe(200);
  return (await response.json()) as VerificationAnswer;
};
