import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { takePush } from '@banso/server/sync/take-push.ts';
import { logPage } from '@banso/server/store/log.ts';
import type { PulledRow } from '@banso/shared/protocol/sync.ts';
import { describe, expect, test } from 'vitest';
import { eachDatabase, onPglite } from '../support/databases.ts';
import { newDevice, type TestDevice, visitTaps } from '../support/test-device.ts';
import {
  APPROVER,
  assignExpert,
  ENGAGEMENT,
  EXPERT,
  makeOffice,
  OTHER_EXPERT,
  TENANT,
} from '../support/test-office.ts';
import {
  jsonPost,
  outcomes,
  readAnswer,
  syncPost,
  syncRequest,
  type TestServer,
  testServers,
} from '../support/test-server.ts';

eachDatabase('Pull and scope', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L9.12] an expert sees their own engagement and nothing of another’s; the desk sees both', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const desk = await office.phone(APPROVER);
    const mine = await pullAll(office, phone);
    expect([...mine.keys()].toSorted()).toEqual([
      'company/company-1/core',
      'engagement/engagement-1/core',
      'person/expert-1/core',
      'programme/programme-1/core',
    ]);
    const all = await pullAll(office, desk);
    for (const key of ['engagement/engagement-1/core', 'engagement/engagement-2/core', 'person/expert-2/core']) {
      expect(all.get(key)?.body).toBeTypeOf('string');
    }
  });

  test('[L6.40] another person’s session gives a device nothing, and does not register it in their name', async () => {
    const office = await openOffice();
    const cookie = await office.signIn(APPROVER);
    const device = newDevice({ tenant: TENANT, person: EXPERT, nowMs: office.nowMs });
    const first = syncRequest(device, { pull: { cursor: 0, epoch: 0 } });
    const { pull } = await readAnswer(await office.fetch('/api/sync', jsonPost(first, { cookie })));
    expect(pull).toMatchObject({ problem: { code: 'device_unknown' } });

    const registration = { device: device.id, publicKey: device.publicKey, label: 'サンプル端末', appVersion: 'test' };
    const register = (who: string) =>
      office.fetch('/api/devices', jsonPost({ ...registration, person: EXPERT }, { cookie: who }));
    expect((await register(cookie)).status).toBe(401);
    expect((await register(await office.signIn(EXPERT))).status).toBe(204);
    device.record(visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 1 })[0]);
    expect(outcomes(await office.push(device))).toEqual(['accepted']);
  });

  test('[L9.13] when an expert is replaced, the old one’s next pull removes it, the new one’s brings it whole', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const next = await office.phone(OTHER_EXPERT);
    const visit = randomUUID();
    for (const tap of visitTaps({ engagement: ENGAGEMENT, visit, number: 1 })) phone.record(tap);
    await office.push(phone);
    const cursors = { old: await cursorOf(office, phone), next: await cursorOf(office, next) };
    const late = phone.record(visitTaps({ engagement: ENGAGEMENT, visit, number: 1 })[3]);
    await assignExpert(office.server, ENGAGEMENT, OTHER_EXPERT);

    const removed = await pullFrom(office, phone, cursors.old);
    for (const part of [
      'engagement/engagement-1/core',
      `engagement/engagement-1/visit/${visit}`,
      'company/company-1/core',
    ])
      expect(removed.get(part)).toMatchObject({ body: null });
    expect(removed.get('person/expert-1/core')).toBeUndefined();
    const gained = await pullFrom(office, next, cursors.next);
    expect(gained.get(`engagement/engagement-1/visit/${visit}`)?.body).toContain('"status":"ended"');
    expect(gained.get('company/company-1/core')?.body).toBeTypeOf('string');
    expect((await pullAll(office, phone)).get('engagement/engagement-1/core')?.body ?? null).toBeNull();

    // Recorded while it was still theirs: kept for the desk, and the phone is told so.
    expect(outcomes(await office.push(phone))).toEqual(['parked out_of_scope']);
    const log = await office.server.store.read(TENANT, (tx) => logPage(tx, { after: 0, limit: 1_000 }));
    expect(log.at(-1)).toMatchObject({ operationId: late.id, verdict: 'parked' });
  });

  test('[L8.10] two offices on one database share nothing: neither rows, nor devices, nor sessions', async () => {
    const office = await openOffice();
    await makeOffice(office.server, 'tottori');
    const here = await office.phone();
    const there = await office.phone(EXPERT, 'tottori');
    there.record(visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 1 })[0]);
    expect(outcomes(await office.push(there))).toEqual(['accepted']);
    expect([...(await pullAll(office, here)).keys()].filter((key) => key.includes('visit/'))).toEqual([]);
    const crossed = await office.sync(here, { pull: { cursor: 0, epoch: 1 }, cookie: there.cookie });
    expect(crossed.pull).toMatchObject({ problem: { code: 'signed_out' } });
    const stray = { ...newDevice({ tenant: 'tottori', person: EXPERT, nowMs: office.nowMs }), id: here.id };
    expect((await office.sync(stray, { push: null })).token).toBeNull();
  });

  test('[L6.23] a cursor of another epoch, or beyond the head, begins again and says so', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const cursor = await cursorOf(office, phone);
    const ask = async (pull: { cursor: number; epoch: number }) =>
      (await office.sync(phone, { pull, cookie: phone.cookie })).pull;
    expect(await ask({ cursor, epoch: 1 })).toMatchObject({ rows: [], cursor, fresh: false });
    expect(await ask({ cursor: cursor + 1, epoch: 1 })).toMatchObject({ fresh: true });
    await office.server.store.pool.query('update tenant set epoch = 2');
    expect(await ask({ cursor, epoch: 1 })).toMatchObject({ fresh: true, epoch: 2, cursor });
    expect((await pullFrom(office, phone, 0)).size).toBe(4);
  });

  test('[L7.5] an expired session holds no evidence back: the push is taken, only the pull waits for a sign-in', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    office.advance(31 * 24 * 60);
    phone.record(visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 1 })[0]);
    const pull = { cursor: 0, epoch: 1 };
    const answer = await office.sync(phone, { push: phone.push(), pull, cookie: phone.cookie });
    expect(answer.push).toMatchObject({ verdicts: [{ outcome: 'accepted' }] });
    expect(answer.pull).toMatchObject({ problem: { code: 'signed_out', status: 401 } });
    expect(answer.token).toBeTypeOf('string');
  });

  test('[L15.10] a revoked device is told so and gets no token; an unknown one likewise', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    phone.record(visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 1 })[0]);
    const stranger = newDevice({ tenant: TENANT, person: EXPERT, nowMs: office.nowMs });
    stranger.record(visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 2 })[0]);
    await office.server.store.pool.query('update device set revoked_at = now() where id = $1', [phone.id]);
    const pull = { cursor: 0, epoch: 1 };
    const revoked = await office.sync(phone, { push: phone.push(), pull, cookie: phone.cookie });
    // What it sends is kept, without effect (L5.20).
    expect(revoked).toMatchObject({ push: { verdicts: [{ outcome: 'parked', code: 'device_revoked' }] }, token: null });
    expect(revoked.pull).toMatchObject({ problem: { code: 'device_revoked' } });
    const unknown = await office.sync(stranger, { push: stranger.push() });
    expect(unknown).toMatchObject({ push: { problem: { code: 'device_unknown' } }, token: null });
    expect(stranger.have).toBe(0);
  });
});

describe('Flush order', () => {
  const { openOffice } = testServers(onPglite());

  test('[L6.24] when the answer to a push is there, its commit has reached the disk; a server that answers first is caught', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const send = async () => {
      phone.record(visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 1 })[0]);
      return office.fetch('/api/sync', syncPost(phone, { push: phone.push() }));
    };
    expect(await flushesUntil(send)).toBeGreaterThan(0);

    // The mutant: its transaction answers before it commits.
    const { transact } = office.server.store;
    let committed: Promise<unknown> = Promise.resolve();
    const answersFirst: typeof transact = (tenant, fn) =>
      new Promise((resolve, reject) => {
        committed = transact(tenant, async (tx) => {
          const answer = await fn(tx);
          resolve(answer);
          return answer;
        });
        committed.catch(reject);
      });
    phone.take({ branch: 0, have: 1 });
    phone.record(visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 2 })[0]);
    const { tenant, id: device } = phone;
    const store = { ...office.server.store, transact: answersFirst };
    const mutant = () =>
      takePush(store, office.server.accept, {
        tenant,
        device,
        appVersion: 'test',
        push: phone.push(),
        receivedAtMs: office.nowMs(),
        isProven: () => Promise.resolve(false),
      });
    expect(await flushesUntil(mutant)).toBe(0);
    await committed;
  });
});

const pullFrom = async (
  office: TestServer,
  device: TestDevice & { readonly cookie: string },
  cursor: number,
): Promise<ReadonlyMap<string, PulledRow>> => {
  const { pull } = await office.sync(device, { pull: { cursor, epoch: 1 }, cookie: device.cookie });
  if (!pull || 'problem' in pull) throw new Error(`no pull: ${JSON.stringify(pull)}`);
  return new Map(pull.rows.map((row) => [`${row.kind}/${row.aggregate}/${row.part}`, row]));
};

const pullAll = (office: TestServer, device: TestDevice & { readonly cookie: string }) => pullFrom(office, device, 0);

const cursorOf = async (office: TestServer, device: TestDevice & { readonly cookie: string }): Promise<number> => {
  const { pull } = await office.sync(device, { pull: { cursor: 0, epoch: 1 }, cookie: device.cookie });
  return pull && 'cursor' in pull ? pull.cursor : 0;
};

/** How many files had been flushed when the answer was there. */
const flushesUntil = async (answer: () => Promise<unknown>): Promise<number> => {
  let flushes = 0;
  const original = { fsyncSync: fs.fsyncSync, fdatasyncSync: fs.fdatasyncSync };
  const counting = (flush: (fd: number) => void) => (fd: number) => {
    flush(fd);
    flushes += 1;
  };
  const install = (calls: typeof original) => {
    Object.assign(fs, calls);
    syncBuiltinESMExports();
  };
  install({ fsyncSync: counting(original.fsyncSync), fdatasyncSync: counting(original.fdatasyncSync) });
  try {
    await answer();
    return flushes;
  } finally {
    install(original);
  }
};
