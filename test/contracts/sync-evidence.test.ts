import { randomUUID } from 'node:crypto';
import { issueTimeToken } from '@banso/server/sync/time-tokens.ts';
import { gradeVisit } from '@banso/shared/evidence/grade.ts';
import { base64urlToBytes, bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { visitTaps } from '../support/test-device.ts';
import { ENGAGEMENT, OTHER_EXPERT, storedEngagement } from '../support/test-office.ts';
import { START_MS, type TestServer, testServers, verdictsOf } from '../support/test-server.ts';

eachDatabase('Time is proven by bounds', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L11.10] with honest tokens around both taps a visit earns grade A, by the server’s bounds alone', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = randomUUID();
    const [scheduled, started, , ended] = visitTaps({ engagement: ENGAGEMENT, visit, number: 1 });
    await office.sync(phone);
    for (const tap of [scheduled, started]) phone.record(tap);
    await office.push(phone);
    office.advance(185);
    await office.sync(phone);
    phone.record(ended);
    office.advance(600);
    await office.push(phone);
    expect(await gradeOf(office, visit)).toEqual({ grade: 'A', reason: 'proven_by_server' });
  });

  test('[L11.15] a later token that quotes the start’s tip proves when it had happened, though it was pushed hours later', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = randomUUID();
    const [scheduled, started, , ended] = visitTaps({ engagement: ENGAGEMENT, visit, number: 1 });
    for (const tap of [scheduled, started]) phone.record(tap);
    office.advance(20);
    const shownAt = office.nowMs();
    // Nothing is pushed: the phone only shows the tip of its chain.
    await office.sync(phone, { tip: phone.tip() });
    office.advance(165);
    phone.record(ended);
    office.advance(900);
    await office.push(phone);
    expect((await storedVisit(office, visit))?.start?.bounds.notAfterMs).toBe(shownAt);
  });

  test('[L11.16] without a token the best is B; tokens that were forged, copied or kept from before never raise it', async () => {
    const office = await openOffice();
    const other = await office.phone(OTHER_EXPERT);
    const foreign = (await office.sync(other)).token;
    const phone = await office.phone();
    const old = (await office.sync(phone)).token;
    const forged = issueTimeToken(
      { publicKey: '', sign: (text) => phone.signText(text), verify: () => false, secretFor: () => Buffer.alloc(32) },
      { v: 1, tenant: phone.tenant, device: phone.id, atMs: START_MS + 190 * 60_000, quotes: null },
    );
    const visits: string[] = [];
    for (const token of [
      null,
      forged,
      foreign,
      old,
      `${old?.split('.')[0] ?? ''}.${forged.split('.')[1] ?? ''}`,
      '…',
    ]) {
      const visit = randomUUID();
      const [, started, , ended] = visitTaps({ engagement: ENGAGEMENT, visit, number: visits.length + 1 });
      visits.push(visit);
      phone.hold(null);
      phone.record(started);
      office.advance(185);
      phone.hold(token);
      phone.record(ended);
    }
    await office.push(phone);
    for (const visit of visits) expect(await gradeOf(office, visit)).toEqual({ grade: 'B', reason: 'consistent' });
  });

  test('[L11.13] a quote proves nothing where the device itself says what its chain was', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = randomUUID();
    const [scheduled, started, , ended] = visitTaps({ engagement: ENGAGEMENT, visit, number: 1 });
    phone.record(scheduled);
    await office.push(phone);
    // The phone has the server quote a tip it does not have yet, and later claims it for bytes that nobody can check.
    const invented = 'ab'.repeat(32);
    const early = (await office.sync(phone, { tip: { branch: 0, seq: 3, tip: invented } })).token;
    office.advance(185);
    phone.record(started);
    phone.recordRaw(Uint8Array.of(1), { claiming: invented });
    phone.hold(early);
    phone.record(ended);
    await office.push(phone);
    expect((await storedVisit(office, visit))?.start?.bounds.notAfterMs).toBe(office.nowMs());
  });

  test('[L11.14] what the phone’s clock says before its token, or after its arrival, is grade C', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    await office.sync(phone);
    const visit = randomUUID();
    const [, started, , ended] = visitTaps({ engagement: ENGAGEMENT, visit, number: 1 });
    phone.record({
      ...started,
      instead: { clock: { wallMs: START_MS - 86_400_000, monoMs: 5, page: 'p', offsetMs: null } },
    });
    office.advance(185);
    phone.record(ended);
    await office.push(phone);
    expect(await gradeOf(office, visit)).toEqual({ grade: 'C', reason: 'outside_bounds' });
  });
});

eachDatabase('Receipts', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L10.10] the receipt of a push verifies with the server’s public key and names what it covers', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    for (const tap of visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 1 })) phone.record(tap);
    const push = phone.push();
    const answer = await office.sync(phone, { push });
    const receipt = answer.push && 'receipt' in answer.push ? answer.push.receipt : null;
    const signature = base64urlToBytes(receipt?.signature ?? '') ?? new Uint8Array();
    const { serverKey } = office.server;
    expect(serverKey.verify(receipt?.text ?? '', signature)).toBe(true);
    expect(serverKey.verify(`${receipt?.text ?? ''} `, signature)).toBe(false);
    const lines = receipt?.text.split('\n') ?? [];
    expect(lines.slice(0, 7)).toEqual(['banso-receipt-1', receipt?.id, phone.tenant, phone.id, '0', '1-4', push.tip]);
    expect(new Set(verdictsOf(answer).map(({ receipt: id }) => id))).toEqual(new Set([receipt?.id]));
  });

  test('[L10.12] a push that the device did not sign, or signed for something else, is not taken', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    phone.record(visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 1 })[0]);
    phone.record(visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 2 })[0]);
    const push = phone.push();
    const wrong = [
      { ...push, signature: bytesToBase64url(new Uint8Array(64)) },
      { ...push, signature: '' },
      { ...push, signature: '署名' },
      { ...push, branch: 1 },
      { ...push, tip: 'ab'.repeat(32) },
      { ...push, toSeq: 1, items: push.items.slice(0, 1) },
    ];
    for (const one of wrong) {
      expect((await office.sync(phone, { push: one })).push).toMatchObject({ problem: { code: 'bad_signature' } });
    }
    expect(await office.push(phone)).toHaveLength(2);
  });
});

const storedVisit = async ({ server }: TestServer, visit: string) =>
  (await storedEngagement(server, ENGAGEMENT)).visits[visit];

const gradeOf = async (office: TestServer, id: string) => {
  const visit = await storedVisit(office, id);
  return visit ? gradeVisit(visit) : null;
};
