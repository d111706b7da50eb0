import { randomUUID } from 'node:crypto';
import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import { confirmationText } from '@banso/shared/evidence/confirmation-text.ts';
import { type ConfirmationBody, confirmationStatement, statementOf } from '@banso/shared/evidence/confirmation.ts';
import { type Voucher, voucherText } from '@banso/shared/evidence/voucher.ts';
import type { VoucherAnswer } from '@banso/shared/protocol/verification.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { confirmationTap, type Tap, type TestDevice } from '../support/test-device.ts';
import { recordVisit } from '../support/told-companies.ts';
import { ADMINISTRATOR, APPROVER, ENGAGEMENT, storedEngagement, TENANT } from '../support/test-office.ts';
import { BASE_URL, type TestServer, testServers } from '../support/test-server.ts';

const PARTIES = { company: '有限会社 見本製麺（サンプル）', expert: '見本 花子（サンプル）' };

eachDatabase('A company asks by its voucher', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L12.140] it is not yet there until it has arrived, then as it was given, then no longer what is recorded', async () => {
    const office = await openOffice();
    const { phone, visit } = await recordVisit(office);
    const tap = await confirming(office, phone, visit);
    const voucher = voucherOfTap(phone, tap);
    expect(await asked(office, voucher)).toEqual({ result: 'notArrived', confirmed: null });

    phone.record(tap);
    await office.push(phone);
    const arrived = await asked(office, voucher);
    expect(arrived).toMatchObject({ result: 'genuine', confirmed: { number: 1, on: '2026-05-20' } });
    expect(arrived.confirmed?.arrivedAtMs).toBe(office.nowMs());

    phone.record({
      type: 'visit-time-corrected@1',
      aggregate: ENGAGEMENT,
      body: { visit, on: '2026-05-20', from: '13:00', to: '16:00', reason: '終了の押し忘れ' },
    });
    await office.push(phone);
    expect(await asked(office, voucher)).toMatchObject({ result: 'superseded' });
  });

  test('[L12.140] a phone that sends another confirmation under the same number is found by the company', async () => {
    const office = await openOffice();
    const { phone, visit } = await recordVisit(office);
    const given = await confirming(office, phone, visit);
    const voucher = voucherOfTap(phone, given);
    const body = { ...(given.body as ConfirmationBody), manner: { by: 'strokes', strokes: sampleStrokes(2) } as const };
    phone.record({ ...given, body: { ...body, deviceSignature: phone.signText(confirmationStatement(body)) } });
    expect((await office.push(phone)).at(-1)?.outcome).toBe('accepted');
    expect(await asked(office, voucher)).toMatchObject({ result: 'altered', confirmed: { number: 1 } });
  });

  test('[L12.141] what no device of the office signed, or was changed on the way, is unknown; guessing is slowed down', async () => {
    const office = await openOffice();
    const { phone, visit } = await recordVisit(office);
    const tap = await confirming(office, phone, visit);
    const voucher = voucherOfTap(phone, tap);
    const { statement } = voucher;
    for (const forged of [
      { ...voucher, device: randomUUID() },
      { ...voucher, tenant: 'another-tenant' },
      { ...voucher, engagement: 'no-such-engagement' },
      { ...voucher, statement: { ...statement, confirmation: randomUUID() } },
      { ...voucher, statement: { ...statement, hash: '0'.repeat(64) } },
      { ...voucher, signature: phone.signText('something else') },
    ])
      expect(await asked(office, forged)).toEqual({ result: 'unknown', confirmed: null });
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) statuses.push((await ask(office, 'no voucher')).status);
    expect(statuses[0]).toBe(200);
    expect(statuses.at(-1)).toBe(429);
  });

  test('[L12.141] after a disposal nobody can tell any more whether it had arrived', async () => {
    const office = await openOffice();
    const { phone, visit } = await recordVisit(office);
    const tap = await confirming(office, phone, visit);
    const [administrator, approver] = [await office.phone(ADMINISTRATOR), await office.phone(APPROVER)];
    const disposal = { kind: 'disposal', aggregate: randomUUID() } as const;
    const body = { engagement: ENGAGEMENT, classes: ['B'], basis: '契約第12条', decisionNumber: '8経セ第41号' };
    administrator.record({ ...disposal, type: 'disposal-requested@1', body });
    await office.push(administrator);
    approver.record({ ...disposal, type: 'disposal-approved@1', body: {} });
    expect((await office.push(approver)).map(({ outcome }) => outcome)).toEqual(['accepted']);
    expect(await asked(office, voucherOfTap(phone, tap))).toEqual({ result: 'unknown', confirmed: null });
  });
});

/** The company's word for what is recorded now, not yet recorded itself. */
const confirming = async (office: TestServer, phone: TestDevice, visit: string): Promise<Tap> => {
  const held = (await storedEngagement(office.server, ENGAGEMENT)).visits[visit];
  const text = held && confirmationText(held, PARTIES);
  if (!text) throw new Error('nothing to confirm');
  const manner = { by: 'strokes', strokes: sampleStrokes(1) } as const;
  return confirmationTap(phone, { engagement: ENGAGEMENT, visit, text, manner });
};

/** As the phone shows it, whatever it sends afterwards. */
const voucherOfTap = (phone: TestDevice, tap: Tap): Voucher => {
  const body = tap.body as ConfirmationBody;
  const { deviceSignature: signature } = body;
  return { tenant: TENANT, engagement: ENGAGEMENT, device: phone.id, statement: statementOf(body), signature };
};

const ask = (office: TestServer, voucher: string): Promise<Response> =>
  office.fetch('/api/verify/confirmation', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: BASE_URL },
    body: JSON.stringify({ voucher }),
  });

const asked = async (office: TestServer, voucher: Voucher): Promise<VoucherAnswer> => {
  const response = await ask(office, voucherText(voucher));
  expect(response.status).toBe(200);
  return (await response.json()) as VoucherAnswer;
};
