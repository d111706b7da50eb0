import { describe, expect, test } from 'vitest';
import { onPglite } from '../support/databases.ts';
import { visitTaps } from '../support/test-device.ts';
import { APPROVER, ENGAGEMENT } from '../support/test-office.ts';
import { jsonPost, outcomes, syncRequest, testServers } from '../support/test-server.ts';

const SYNCS_A_MINUTE = 3_000;
const PIECES_A_MINUTE = 3_000;

describe('Floods', () => {
  const { openOffice } = testServers(onPglite());

  test('[L15.195] a person whose program asks without a pause is told when to come again; everybody else goes on, and so does this person afterwards', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const desk = await office.phone(APPROVER);
    const ask = () => office.fetch('/api/sync', jsonPost({}, { cookie: phone.cookie }));
    for (let left = SYNCS_A_MINUTE; left > 0; left -= 100)
      for (const { status } of await Promise.all(Array.from({ length: 100 }, ask))) expect(status).toBe(400);
    const answer = await ask();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await answer.json()).toMatchObject({
      code: 'too_frequent',
      detail: expect.stringContaining('記録は端末に残っています。') as string,
    });
    expect((await office.fetch('/api/sync', jsonPost(syncRequest(desk, {}), { cookie: desk.cookie }))).status).toBe(
      200,
    );
    office.advance(1.01);
    expect((await office.fetch('/api/sync', jsonPost(syncRequest(phone, {}), { cookie: phone.cookie }))).status).toBe(
      200,
    );
  });

  test('[L15.195] pieces of photos without a pause are turned away before anything of them is looked at; exchanges are not', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const address = `/api/blobs/${'a'.repeat(64)}/upload`;
    const piece = () => office.fetch(address, { method: 'POST', body: new Uint8Array(1) });
    for (let left = PIECES_A_MINUTE; left > 0; left -= 100)
      for (const { status } of await Promise.all(Array.from({ length: 100 }, piece))) expect(status).toBe(400);
    const answer = await piece();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60']);
    expect((await office.fetch('/api/sync', jsonPost(syncRequest(phone, {}), { cookie: phone.cookie }))).status).toBe(
      200,
    );
    office.advance(1.01);
    expect((await piece()).status).toBe(400);
  });

  test('[L15.195] 3,000 operations that waited go in at once', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    for (let n = 1; n <= 750; n += 1)
      for (const tap of visitTaps({ engagement: ENGAGEMENT, visit: `visit-${n}`, number: 1 + (n % 20) }))
        phone.record(tap);
    const all = outcomes(await office.push(phone));
    expect(all).toHaveLength(3_000);
    expect(all.filter((outcome) => !/^(accepted|flagged)/.test(outcome))).toEqual([]);
  });

  test('[L15.195] a stream that comes back every second for minutes is never turned away', async () => {
    const office = await openOffice();
    const { cookie } = await office.phone();
    for (let second = 0; second < 400; second += 1) {
      const live = await office.fetch('/api/live', { headers: { cookie } });
      expect(live.status).toBe(200);
      await live.body?.cancel();
      office.advance(1 / 60);
    }
  });
});
