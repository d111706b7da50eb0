import { randomUUID } from 'node:crypto';
import { refold } from '@banso/server/refold.ts';
import { erasedStatement } from '@banso/shared/device/device.ts';
import { type DeviceRegister, deviceRegisterSchema } from '@banso/shared/protocol/devices.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { expect, test } from 'vitest';
import { accessEventsIn } from '../support/accesses.ts';
import { eachDatabase } from '../support/databases.ts';
import { newDevice, visitTaps } from '../support/test-device.ts';
import {
  ADMINISTRATOR,
  APPROVER,
  ENGAGEMENT,
  EXPERT,
  OTHER_EXPERT,
  storedEngagement,
  TENANT,
} from '../support/test-office.ts';
import { readAs } from '../support/read-as.ts';
import { declare, jsonPost, outcomes, register, type TestServer, testServers } from '../support/test-server.ts';

const PULL = { cursor: 0, epoch: 1 };
const LOSS = { cause: 'lost', lostAtMs: null, where: '博多駅', reason: '電車に置き忘れた' } as const;

type Phone = Awaited<ReturnType<TestServer['phone']>>;

const limitTo = (office: TestServer, limit: number) =>
  office.server.store.pool.query('update tenant set device_limit = $1', [limit]);

const tryRegister = async (office: TestServer, person: string) => {
  const cookie = await office.signInOnly(person);
  const { id, publicKey } = newDevice({ tenant: TENANT, person, nowMs: office.nowMs });
  const body = { device: id, publicKey, label: 'サンプル端末', appVersion: 'test' };
  return office.fetch('/api/devices', jsonPost(body, { cookie }));
};

const revoke = (office: TestServer, device: string, cookie: string, change: object = {}) =>
  office.fetch(`/api/devices/${device}/losses`, jsonPost({ ...LOSS, ...change }, { cookie }));

const registerFor = async (office: TestServer, cookie: string): Promise<DeviceRegister> =>
  readAs(deviceRegisterSchema, await (await office.fetch('/api/devices', { headers: { cookie } })).json());

const orderIn = async (office: TestServer, phone: Phone): Promise<string | undefined> =>
  (await office.sync(phone, { pull: PULL })).erase?.order;

const sayErased = (
  office: TestServer,
  phone: Pick<Phone, 'id' | 'signText'>,
  { order, by = phone, device = phone.id }: { order: string; by?: Pick<Phone, 'signText'>; device?: string },
) => {
  const left = { operations: 1, photos: 0 };
  const signature = by.signText(erasedStatement({ tenant: TENANT, device, order, left }));
  return office.fetch(`/api/devices/${phone.id}/erased`, jsonPost({ tenant: TENANT, order, left, signature }));
};

const record = (phone: Phone, visit: string = randomUUID()) => {
  for (const tap of visitTaps({ engagement: ENGAGEMENT, visit, number: 1 })) phone.record(tap);
  return visit;
};

eachDatabase('Devices', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L15.120] a device that is not registered or not declared sends and reads nothing; a declaration holds a year', async () => {
    const office = await openOffice();
    const cookie = await office.signInOnly(EXPERT);
    const phone = Object.assign(newDevice({ tenant: TENANT, person: EXPERT, nowMs: office.nowMs }), { cookie });
    const pull = async () => (await office.sync(phone, { pull: PULL, cookie })).pull;
    expect(await pull()).toMatchObject({ problem: { code: 'device_unknown' } });
    await register(office.fetch, phone, cookie);
    expect(await pull()).toMatchObject({ problem: { code: 'device_undeclared' } });
    const paper = `/api/forms/visit-report/${ENGAGEMENT}/${randomUUID()}.pdf`;
    expect(await (await office.fetch(paper, { headers: { cookie } })).json()).toMatchObject({
      code: 'device_undeclared',
    });
    record(phone);
    // What it sends is taken all the same: evidence waits for no form.
    expect(outcomes(await office.push(phone)).every((outcome) => outcome.startsWith('accepted'))).toBe(true);
    await declare(office.fetch, phone, cookie);
    expect(await pull()).toHaveProperty('rows');
    office.advance(366 * 24 * 60);
    const later = await office.signInOnly(EXPERT);
    expect((await office.sync(phone, { pull: PULL, cookie: later })).pull).toMatchObject({
      problem: { code: 'device_undeclared' },
    });
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.121] a session without a device, or of another device, opens no record and speaks for no device', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const bare = await office.signInOnly(EXPERT);
    for (const path of ['/api/accesses', `/api/forms/visit-report/${ENGAGEMENT}/v.pdf`, '/api/notices'])
      expect(await (await office.fetch(path, { headers: { cookie: bare } })).json()).toMatchObject({
        code: 'device_unknown',
      });
    await expect(declare(office.fetch, phone, bare)).rejects.toThrow('403');
    const second = await office.phone();
    await expect(declare(office.fetch, phone, second.cookie)).rejects.toThrow('403');
  });

  test('[L15.122] one more device than a person may have is refused, naming those there are; of two at once one gets in', async () => {
    const office = await openOffice();
    await limitTo(office, 2);
    await office.phone();
    const tries = await Promise.all([1, 2, 3, 4].map(() => tryRegister(office, EXPERT)));
    expect(tries.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409, 409, 409]);
    const refused: unknown = await (await tryRegister(office, EXPERT)).json();
    expect(refused).toMatchObject({
      code: 'too_many_devices',
      detail: expect.stringContaining('「サンプル端末」') as unknown,
    });
    // Another person's devices do not count, and one that is taken out makes room.
    expect((await tryRegister(office, OTHER_EXPERT)).status).toBe(204);
    const bare = await office.signInOnly(EXPERT);
    const own = await registerFor(office, bare);
    expect([own.limit, own.devices.length, own.whole]).toEqual([2, 2, false]);
    expect((await revoke(office, own.devices[0]?.id ?? '', bare, { cause: 'retired' })).status).toBe(204);
    expect((await tryRegister(office, EXPERT)).status).toBe(204);
  });

  test('[L5.44][L5.45] those who answer for devices see their room and what has not arrived: numbers, losses, visits that were due', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const [due, begun, later] = [randomUUID(), randomUUID(), randomUUID()];
    const taps = (visit: string, number: number, on: string) =>
      visitTaps({ engagement: ENGAGEMENT, visit, number, on });
    const day = (days: number) => dayInJapan(office.nowMs() + days * 24 * 60 * 60 * 1_000);
    phone.record(taps(due, 1, day(-2))[0]);
    phone.record(taps(later, 3, day(0))[0]);
    phone.record(taps(begun, 2, day(-1))[0]);
    phone.recordGap(4);
    await office.push(phone);
    phone.record(taps(begun, 2, day(-1))[1]);
    const contact = {
      waiting: { operations: 1, photos: 0, oldestMs: office.nowMs() },
      clockOffsetMs: 0,
      persisted: true,
      room: { freeMb: 120, usedMb: 40, reserve: 'spent' as const },
    };
    await office.sync(phone, { cookie: phone.cookie, contact, tip: phone.tip() });
    const administrator = await office.phone(ADMINISTRATOR);
    const { devices } = await registerFor(office, administrator.cookie);
    const seen = devices.find(({ id }) => id === phone.id);
    expect(seen).toMatchObject({ room: contact.room, loss: null });
    expect(seen?.missing).toMatchObject({ operations: 1, missingNumbers: 1, gaps: 4 });
    expect(seen?.missing?.visits).toEqual([
      { engagement: ENGAGEMENT, visit: due, number: 1, on: day(-2), lacks: 'start' },
      { engagement: ENGAGEMENT, visit: begun, number: 2, on: day(-1), lacks: 'start' },
    ]);
    // One's own list says nothing of it, and a device from before says nothing of its room.
    expect((await registerFor(office, phone.cookie)).devices[0]?.missing).toBeNull();
    expect(devices.find(({ id }) => id === administrator.id)?.room).toBeNull();
    await office.push(phone);
    const after = (await registerFor(office, administrator.cookie)).devices.find(({ id }) => id === phone.id);
    expect(after?.missing).toMatchObject({ missingNumbers: 0, gaps: 4 });
  });

  test('[L15.123] the register says what each device declared and last said of itself, to those who answer for it', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const contact = {
      waiting: { operations: 3, photos: 2, oldestMs: 1_000 },
      clockOffsetMs: -90_000,
      persisted: false,
    };
    await office.sync(phone, { pull: PULL, cookie: phone.cookie, contact });
    const administrator = await office.phone(ADMINISTRATOR);
    const { devices, whole } = await registerFor(office, administrator.cookie);
    expect(whole).toBe(true);
    expect(devices.map(({ owner }) => owner).toSorted()).toEqual([ADMINISTRATOR, EXPERT]);
    expect(devices.find(({ id }) => id === phone.id)).toMatchObject({
      owner: EXPERT,
      state: 'inUse',
      clockOffsetMs: -90_000,
      persisted: false,
      waiting: contact.waiting,
      facts: [{ type: 'declared', by: EXPERT, place: 'outside', screenLock: true, encrypted: 'yes' }],
    });
    expect((await registerFor(office, phone.cookie)).devices.map(({ owner }) => owner)).toEqual([EXPERT]);
    // Without the session nobody says anything in a device's name.
    await office.sync(phone, { contact: { ...contact, waiting: { operations: 0, photos: 0, oldestMs: null } } });
    expect((await registerFor(office, phone.cookie)).devices[0]?.waiting.operations).toBe(3);
    expect(await accessEventsIn(office)).toContain('devicesShown');
  });

  test('[L15.124] 紛失 is one transaction: no session, nothing to read, an order to erase in every answer, a second press is nothing', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const other = await office.phone();
    const desk = await office.phone(APPROVER);
    expect((await revoke(office, phone.id, desk.cookie)).status).toBe(404);
    expect((await revoke(office, phone.id, await office.signIn(OTHER_EXPERT))).status).toBe(404);
    expect(await orderIn(office, phone)).toBeUndefined();
    // From the owner's other device; and again at the desk.
    expect((await revoke(office, phone.id, other.cookie)).status).toBe(204);
    expect((await revoke(office, phone.id, await office.signIn(ADMINISTRATOR))).status).toBe(204);
    expect((await office.fetch('/api/me', { headers: { cookie: phone.cookie } })).status).toBe(401);
    const answer = await office.sync(phone, { pull: PULL, cookie: phone.cookie });
    expect(answer).toMatchObject({ pull: { problem: { code: 'device_revoked' } }, token: null });
    expect(answer.erase?.order).toBeTypeOf('string');
    expect((await office.sync(other, { pull: PULL, cookie: other.cookie })).pull).toHaveProperty('rows');
    const [mine] = (await registerFor(office, other.cookie)).devices.filter(({ id }) => id === phone.id);
    expect(mine?.facts.map(({ type }) => type)).toEqual(['declared', 'revoked']);
    expect(mine).toMatchObject({ state: 'revoked' });
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L5.20] what a lost device still sends is kept and has no effect, and a push in the middle is whole before or whole after', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const desk = await office.signIn(ADMINISTRATOR);
    const visit = record(phone);
    const [pushed, revoked] = await Promise.all([office.push(phone), revoke(office, phone.id, desk)]);
    expect(revoked.status).toBe(204);
    expect(new Set(pushed.map(({ outcome }) => outcome === 'parked'))).toHaveProperty('size', 1);
    const before = await storedEngagement(office.server, ENGAGEMENT);
    const second = record(phone);
    const after = await office.push(phone);
    expect(new Set(after.map(({ outcome, code }) => `${outcome} ${code}`))).toEqual(new Set(['parked device_revoked']));
    expect(await storedEngagement(office.server, ENGAGEMENT)).toEqual(before);
    expect(Object.keys(before.visits)).not.toContain(second);
    expect(Object.keys(before.visits).includes(visit)).toBe(pushed[0]?.outcome !== 'parked');
    const [lost] = (await registerFor(office, desk)).devices.filter(({ id }) => id === phone.id);
    expect(lost?.parkedAfter).toBeGreaterThanOrEqual(after.length);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L5.21] the erasure is confirmed by the device’s own signature over its own order, once; forged and replayed words count nothing', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const other = await office.phone();
    const desk = await office.signIn(ADMINISTRATOR);
    expect((await sayErased(office, phone, { order: 'x' })).status).toBe(409);
    for (const one of [phone, other]) await revoke(office, one.id, desk);
    const order = (await orderIn(office, phone)) ?? '';
    const othersOrder = (await orderIn(office, other)) ?? '';
    const stateOf = async (id: string) => (await registerFor(office, desk)).devices.find((one) => one.id === id)?.state;
    expect((await sayErased(office, phone, { order, by: other })).status).toBe(403);
    expect((await sayErased(office, phone, { order: othersOrder })).status).toBe(409);
    expect((await sayErased(office, phone, { order, device: other.id })).status).toBe(403);
    expect(await stateOf(phone.id)).toBe('revoked');
    expect((await sayErased(office, phone, { order })).status).toBe(204);
    expect((await sayErased(office, phone, { order })).status).toBe(204);
    expect([await stateOf(phone.id), await stateOf(other.id)]).toEqual(['erased', 'revoked']);
    expect(await orderIn(office, phone)).toBeUndefined();
    const events = await accessEventsIn(office);
    expect(events.filter((event) => event === 'deviceErased')).toHaveLength(1);
    // The key is known and out of use: found again, it is another device.
    const again = jsonPost(
      { device: phone.id, publicKey: phone.publicKey, label: '端末', appVersion: 'test' },
      {
        cookie: await office.signInOnly(EXPERT),
      },
    );
    expect(await (await office.fetch('/api/devices', again)).json()).toMatchObject({ code: 'device_revoked' });
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L5.22] the incident’s draft names what the device had received and what had not arrived, and takes reports and orders', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    await office.sync(phone, { pull: PULL, cookie: phone.cookie });
    const taps = visitTaps({ engagement: ENGAGEMENT, visit: 'visit-lost', number: 4 });
    for (const tap of taps.slice(0, 1)) phone.record(tap);
    await office.push(phone);
    phone.recordGap(2);
    phone.record(taps[1]);
    const contact = {
      waiting: { operations: 3, photos: 1, oldestMs: office.nowMs() },
      clockOffsetMs: 0,
      persisted: true,
    };
    await office.sync(phone, { pull: PULL, cookie: phone.cookie, contact, tip: phone.tip() });
    office.advance(60);
    const desk = await office.signIn(ADMINISTRATOR);
    await revoke(office, phone.id, desk);
    const note = { type: 'reported', atMs: office.nowMs(), text: '県の担当課へ電話で第一報' };
    const noted = await office.fetch(`/api/devices/${phone.id}/notes`, jsonPost(note, { cookie: desk }));
    expect(noted.status).toBe(204);
    const lost = (await registerFor(office, desk)).devices.find(({ id }) => id === phone.id);
    expect(lost?.facts.map(({ type }) => type)).toEqual(['declared', 'revoked', 'noted']);
    expect(lost?.loss?.received).toEqual([ENGAGEMENT]);
    expect(lost?.loss?.notArrived).toMatchObject({ operations: 3, photos: 1, missingNumbers: 3 });
    const unrevoked = await office.phone();
    expect((await office.fetch(`/api/devices/${unrevoked.id}/notes`, jsonPost(note, { cookie: desk }))).status).toBe(
      409,
    );
  });

  test.each([
    ['changed', "update device_fact set text = replace(text, '博多駅', '天神')", '一致しません'],
    ['taken out', 'delete from device_fact where number = 2', '失われています'],
  ])('[L15.125] a fact about a device that was %s is found', async (_name, change, found) => {
    const office = await openOffice();
    const phone = await office.phone();
    await revoke(office, phone.id, await office.signIn(ADMINISTRATOR));
    expect(await refold(office.server)).toEqual([]);
    await office.server.store.pool.query(change);
    expect((await refold(office.server)).join('\n')).toContain(found);
  });
});
