import { randomUUID } from 'node:crypto';
import { boxFor, newBoxKey } from '@banso/client/store/sealed-box.ts';
import { browserRandom } from '@banso/client/store/random.ts';
import { officeBoxOf } from '@banso/server/seal/office-box.ts';
import { refold } from '@banso/server/refold.ts';
import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { chainStart } from '@banso/shared/operation/chain.ts';
import { officePlace } from '@banso/shared/protocol/office-place.ts';
import type { PushItem } from '@banso/shared/protocol/sync.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { type Push, type TestDevice, visitTaps } from '../support/test-device.ts';
import { ADMINISTRATOR, ENGAGEMENT, storedEngagement } from '../support/test-office.ts';
import { jsonPost, outcomes, testServers } from '../support/test-server.ts';

/** What a locked phone pushes: every text sealed to this key for its own place, unless told otherwise. */
const sealedPush = async (
  phone: TestDevice,
  {
    officeKey,
    from,
    placeOf = (seq) => ({ tenant: phone.tenant, device: phone.id, seq }),
    change = (sealed) => sealed,
  }: {
    readonly officeKey: string;
    readonly from?: number;
    readonly placeOf?: (seq: number) => Parameters<typeof officePlace>[0];
    readonly change?: (sealed: Uint8Array) => Uint8Array;
  },
): Promise<Push> => {
  const box = await boxFor(officeKey, browserRandom);
  if (!box) throw new Error('no point of the curve');
  const push = phone.push(from === undefined ? {} : { from });
  const items = phone.recorded
    .filter(({ seq }) => seq >= push.fromSeq && seq <= push.toSeq)
    .map(async ({ seq, item, chain }): Promise<PushItem> => {
      if (!('text' in item)) return item;
      const sealed = await box.seal(officePlace(placeOf(seq)), new TextEncoder().encode(item.text));
      const previous = phone.recorded.find((one) => one.seq === seq - 1)?.chain;
      return {
        sealed: bytesToBase64url(change(new Uint8Array(sealed))),
        seq,
        previousChain: previous ?? chainStart(phone.tenant, phone.id),
        chain,
      };
    });
  return { ...push, items: await Promise.all(items) };
};

eachDatabase('What a locked phone sends', (databases) => {
  const { openOffice } = testServers(databases);

  const lockedPhone = async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = randomUUID();
    const [scheduled, started, report] = visitTaps({ engagement: ENGAGEMENT, visit, number: 1 });
    phone.record(scheduled);
    await office.push(phone);
    const { officeKey = '' } = await office.sync(phone);
    const record = () => {
      phone.record(started);
      phone.record(report);
    };
    return { office, phone, officeKey, visit, record };
  };

  test('[L4.24] is opened by the office alone, taken in as the operation that it is, and proven by its chain', async () => {
    const { office, phone, officeKey, visit, record } = await lockedPhone();
    record();
    const push = await sealedPush(phone, { officeKey });
    expect(JSON.stringify(push)).not.toContain(visit);
    expect(outcomes(await office.push(phone, { push }))).toEqual(['accepted', 'accepted']);
    expect((await storedEngagement(office.server, ENGAGEMENT)).visits[visit]).toMatchObject({ status: 'started' });
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L4.24] sent sealed, then in the clear, then sealed again, it is taken in once', async () => {
    const { office, phone, officeKey, record } = await lockedPhone();
    record();
    const push = await sealedPush(phone, { officeKey });
    const sealed = await office.push(phone, { push, loseAnswer: true });
    expect(outcomes(sealed)).toEqual(['accepted', 'accepted']);
    expect(await office.push(phone, { push: phone.push({ from: 2 }) })).toEqual(sealed);
    expect(await office.push(phone, { push: await sealedPush(phone, { officeKey, from: 2 }) })).toEqual(sealed);
    const { rows } = await office.server.store.pool.query<{ count: string }>(
      `select count(*) from log where device = '${phone.id}'`,
    );
    expect(Number(rows[0]?.count)).toBe(3);
    expect(await refold(office.server)).toEqual([]);
  });

  test.each([
    ['sealed to another key', async () => ({ officeKey: (await newBoxKey()).publicKey })],
    ['changed on its way', async (officeKey: string) => ({ officeKey, change: flipLast })],
    [
      'sealed for another number',
      async (officeKey: string, phone: TestDevice) => ({
        officeKey,
        placeOf: (seq: number) => ({ tenant: phone.tenant, device: phone.id, seq: seq + 1 }),
      }),
    ],
    [
      'sealed for another device',
      async (officeKey: string, phone: TestDevice) => ({
        officeKey,
        placeOf: (seq: number) => ({ tenant: phone.tenant, device: randomUUID(), seq }),
      }),
    ],
  ])('[L4.25] %s, it is kept as bytes and parked, and what follows goes in', async (_, how) => {
    const { office, phone, officeKey, visit, record } = await lockedPhone();
    record();
    const [spoilt] = (await sealedPush(phone, await how(officeKey, phone))).items;
    const sound = await sealedPush(phone, { officeKey });
    const items = [spoilt, ...sound.items.slice(1)].filter((item) => item !== undefined);
    expect(outcomes(await office.push(phone, { push: { ...sound, items } }))).toEqual([
      'parked unreadable',
      'accepted',
    ]);
    expect((await storedEngagement(office.server, ENGAGEMENT)).visits[visit]?.start).toBeNull();
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L4.25] another text than the one that was chained is kept as bytes, however well it is sealed', async () => {
    const { office, phone, officeKey, record } = await lockedPhone();
    record();
    const honest = await sealedPush(phone, { officeKey });
    const other = phone.copy();
    other.alter(2, (envelope) => ({ ...envelope, salt: 'another-salt-of-22-cha' }));
    const [forged] = (await sealedPush(other, { officeKey })).items;
    const first = honest.items[0];
    if (!forged || !('sealed' in forged) || !first || !('sealed' in first)) throw new Error('not sealed');
    const items = [{ ...first, sealed: forged.sealed }, ...honest.items.slice(1)];
    expect(outcomes(await office.push(phone, { push: { ...honest, items } }))).toEqual([
      'parked unreadable',
      'accepted',
    ]);
  });

  test('[L5.20][L5.23] from a lost phone that is locked it is kept without effect, and the answer orders the phone erased', async () => {
    const { office, phone, officeKey, visit, record } = await lockedPhone();
    record();
    const loss = { cause: 'lost', lostAtMs: null, where: '', reason: '電車に置き忘れた' };
    const cookie = await office.signIn(ADMINISTRATOR);
    expect((await office.fetch(`/api/devices/${phone.id}/losses`, jsonPost(loss, { cookie }))).status).toBe(204);
    const answer = await office.sync(phone, { push: await sealedPush(phone, { officeKey }), cookie: '' });
    const verdicts = answer.push && 'verdicts' in answer.push ? answer.push.verdicts : [];
    expect(outcomes(verdicts)).toEqual(['parked device_revoked', 'parked device_revoked']);
    expect(answer).toMatchObject({ pull: null, token: null, erase: { order: expect.any(String) as string } });
    expect((await storedEngagement(office.server, ENGAGEMENT)).visits[visit]?.start).toBeNull();
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L4.26] the key is the office’s own and the same on every phone; an unknown device gets none', async () => {
    const { office, phone, officeKey } = await lockedPhone();
    expect(officeKey).toMatch(/^[A-Za-z0-9_-]{87}$/);
    const second = await office.phone();
    expect((await office.sync(second)).officeKey).toBe(officeKey);
    expect(officeBoxOf(office.server.serverKey, 'another-office').publicKey).not.toBe(officeKey);
    const stranger = { ...phone, id: randomUUID() };
    expect((await office.sync(stranger, { push: null })).officeKey).toBeUndefined();
  });
});

const flipLast = (sealed: Uint8Array): Uint8Array => sealed.with(-1, (sealed.at(-1) ?? 0) ^ 1);
