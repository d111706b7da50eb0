import { confirmationCodeOf } from '@banso/server/seal/confirmation-codes.ts';
import { refold } from '@banso/server/refold.ts';
import { confirmationCode } from '@banso/shared/evidence/confirmation-code.ts';
import { confirmationStands } from '@banso/shared/evidence/confirmation.ts';
import { type GuestConfirmRequest, type GuestPage, guestPageSchema } from '@banso/shared/protocol/guest.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { guestConfirms, inviteGuest } from '../support/guest-phone.ts';
import { readAs } from '../support/read-as.ts';
import { confirmVisit, noticeRows, recordVisit } from '../support/told-companies.ts';
import { ENGAGEMENT, OTHER_ENGAGEMENT, storedEngagement, TENANT } from '../support/test-office.ts';
import { jsonPost, type TestServer, testServers } from '../support/test-server.ts';

const ask = (office: TestServer, token: string) => office.fetch('/api/guest/page', jsonPost({ token }));
const pageOf = async (office: TestServer, token: string): Promise<GuestPage> =>
  readAs(guestPageSchema, await (await ask(office, token)).json());
const send = (office: TestServer, request: GuestConfirmRequest) =>
  office.fetch('/api/guest/confirm', jsonPost(request));
const confirm = async (office: TestServer, request: GuestConfirmRequest): Promise<GuestPage> =>
  readAs(guestPageSchema, await (await send(office, request)).json());

const DAY_MINUTES = 24 * 60;

/** A visit that has ended, and the link that the expert's phone shows; sent unless told otherwise. */
const invited = async (office: TestServer, { sent = true }: { readonly sent?: boolean } = {}) => {
  const { phone, visit } = await recordVisit(office);
  const { token, invitation } = inviteGuest(phone, visit);
  if (sent) await office.push(phone);
  return { phone, visit, token, invitation };
};

const openPage = async (office: TestServer, token: string) => {
  const page = await pageOf(office, token);
  if (page.state !== 'open') throw new Error(`the page is ${page.state}`);
  return page;
};

eachDatabase('The company’s own phone', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L12.100] the link shows 未着 before the expert’s phone has sent, then the facts word for word, then what was confirmed', async () => {
    const office = await openOffice();
    const { phone, visit, token } = await invited(office, { sent: false });
    expect(await pageOf(office, token)).toEqual({ state: 'notArrived' });
    await office.push(phone);
    const page = await openPage(office, token);
    expect(page.asked.lines).toContainEqual({ label: '支援の内容', value: '原価の見直し' });
    expect(page.asked.representative).toMatchObject({ title: '代表取締役' });
    // The report is between the expert and the office.
    expect(JSON.stringify(page)).not.toContain('工程ごとの作業時間');
    const answer = await confirm(office, guestConfirms({ token, hash: page.asked.hash }));
    expect(answer).toMatchObject({ state: 'confirmed', text: page.asked.text, how: '手書きの署名（会社の端末）' });
    expect(await pageOf(office, token)).toEqual(answer);

    const engagement = await storedEngagement(office.server, ENGAGEMENT);
    const [confirmation] = Object.values(engagement.confirmations);
    const recorded = engagement.visits[visit];
    expect(confirmation).toMatchObject({ device: 'server', deviceProof: true, signer: { identifiedBy: 'ownPhone' } });
    expect(recorded && confirmation && confirmationStands(recorded, confirmation)).toBe(true);
    // The company is told of it where the office knows it, as of every confirmation.
    expect((await noticeRows(office)).map(({ event }) => event)).toEqual(['confirmed']);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L12.101] one link is one confirmation, however often it is sent and whichever answer is lost', async () => {
    const office = await openOffice();
    const { token } = await invited(office);
    const { asked } = await openPage(office, token);
    const request = guestConfirms({ token, ...asked });
    const answers = await Promise.all([confirm(office, request), confirm(office, request), confirm(office, request)]);
    expect(answers.map(({ state }) => state)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    // Another confirmation by the same link changes nothing.
    expect(await confirm(office, guestConfirms({ token, ...asked }))).toEqual(answers[0]);
    const { confirmations } = await storedEngagement(office.server, ENGAGEMENT);
    expect(Object.keys(confirmations)).toEqual([request.confirmation]);
  });

  test('[L12.101] a link ends after seven days by the server’s clock, whatever the phone’s clock says', async () => {
    const office = await openOffice();
    const { token } = await invited(office);
    const { asked } = await openPage(office, token);
    office.advance(7 * DAY_MINUTES);
    expect(await pageOf(office, token)).toMatchObject({ state: 'open' });
    office.advance(1);
    expect(await pageOf(office, token)).toMatchObject({ state: 'closed', why: 'expired' });
    expect(await confirm(office, guestConfirms({ token, ...asked }))).toMatchObject({
      state: 'closed',
      why: 'expired',
    });
    expect((await storedEngagement(office.server, ENGAGEMENT)).confirmations).toEqual({});
  });

  test('[L12.102] facts that changed while they were read are read again, and nothing is recorded', async () => {
    const office = await openOffice();
    const { phone, visit, token } = await invited(office);
    const { asked } = await openPage(office, token);
    const times = { visit, on: '2026-05-20', from: '13:00', to: '17:00', reason: '終了を押し忘れた' };
    phone.record({ type: 'visit-time-corrected@1', aggregate: ENGAGEMENT, body: times });
    await office.push(phone);
    const answer = await confirm(office, guestConfirms({ token, ...asked }));
    expect(answer).toMatchObject({ state: 'open' });
    expect(JSON.stringify(answer)).toContain('午後5時まで');
    expect((await storedEngagement(office.server, ENGAGEMENT)).confirmations).toEqual({});
  });

  test('[L12.102] what was confirmed on the expert’s phone meanwhile is shown, and what changed after a confirmation closes the link', async () => {
    const office = await openOffice();
    const { phone, visit, token } = await invited(office);
    const { asked } = await openPage(office, token);
    await confirm(office, guestConfirms({ token, ...asked }));
    const times = { visit, on: '2026-05-20', from: '13:00', to: '17:00', reason: '終了を押し忘れた' };
    phone.record({ type: 'visit-time-corrected@1', aggregate: ENGAGEMENT, body: times });
    await office.push(phone);
    expect(await pageOf(office, token)).toMatchObject({ state: 'closed', why: 'changed' });
    const second = inviteGuest(phone, visit);
    await office.push(phone);
    await confirmVisit(office, phone, visit);
    expect(await pageOf(office, second.token)).toMatchObject({ state: 'confirmed', how: '手書きの署名' });
  });

  test('[L12.103] a wrong secret, a wrong place and no link at all learn nothing', async () => {
    const office = await openOffice();
    const { token } = await invited(office);
    const [, , invitation, secret] = token.split('~');
    const wrong = [
      `${TENANT}~${ENGAGEMENT}~${invitation}~${'A'.repeat(22)}`,
      `${TENANT}~${OTHER_ENGAGEMENT}~${invitation}~${secret}`,
      `elsewhere~${ENGAGEMENT}~${invitation}~${secret}`,
      `${TENANT}~nothing~${invitation}~${secret}`,
    ];
    for (const text of wrong) {
      expect(await pageOf(office, text)).toEqual({ state: 'notArrived' });
      expect(await confirm(office, guestConfirms({ token: text, hash: '0'.repeat(64) }))).toEqual({
        state: 'notArrived',
      });
    }
    for (const text of ['', 'x', `${token}x`, '~~~']) expect((await ask(office, text)).status).toBe(403);
    expect((await storedEngagement(office.server, ENGAGEMENT)).confirmations).toEqual({});
    expect(JSON.stringify(office.log)).not.toContain(secret);
  });

  test('[L12.103] what the guest’s key did not sign is not recorded, and nobody gets through the codes', async () => {
    const office = await openOffice();
    const { visit, token } = await invited(office);
    const { asked } = await openPage(office, token);
    const signer = { name: '見本 次郎', title: '専務', role: 'delegate', identifiedBy: 'ownPhone' } as const;
    expect((await send(office, guestConfirms({ token, ...asked }, { signer }))).status).toBe(403);
    const known = guestConfirms({ token, ...asked });
    for (const identifiedBy of ['knownToExpert', 'registeredContact'] as const) {
      const claims = { ...known, signer: { ...known.signer, identifiedBy } };
      expect((await office.fetch('/api/guest/confirm', jsonPost(claims))).status).toBe(400);
    }
    const code = confirmationCodeOf(office.server.serverKey, { tenant: TENANT, engagement: ENGAGEMENT, visit });
    const typed = (by: string) => guestConfirms({ token, ...asked }, { manner: { by: 'typedName', code: by } });
    const other = confirmationCode(code.startsWith('123456') ? '654321' : '123456');
    const statuses = [];
    for (let n = 0; n < 9; n += 1) statuses.push((await send(office, typed(other))).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([422, 429]);
    expect((await storedEngagement(office.server, ENGAGEMENT)).confirmations).toEqual({});
    office.advance(11);
    expect(await confirm(office, typed(code))).toMatchObject({
      state: 'confirmed',
      how: 'お名前と確認コード（会社の端末）',
    });
  });

  test('[L12.104] nobody but the server records a guest’s word', async () => {
    const office = await openOffice();
    const { phone, visit, invitation, token } = await invited(office);
    const { asked } = await openPage(office, token);
    const { confirmation, hash, signer, manner, proxy, appVersion, publicKey, signature } = guestConfirms({
      token,
      ...asked,
    });
    const said = { confirmation, hash, signer, manner, proxy, appVersion, deviceSignature: signature };
    const { text, sentence, parties } = asked;
    const body = { ...said, visit, version: 1, text, sentence, parties, guest: { invitation, publicKey } } as const;
    phone.record({ type: 'guest-confirmed@1', aggregate: ENGAGEMENT, body });
    expect((await office.push(phone)).map(({ outcome, code }) => [outcome, code])).toEqual([['parked', 'not_allowed']]);
    expect((await storedEngagement(office.server, ENGAGEMENT)).confirmations).toEqual({});
  });
});
