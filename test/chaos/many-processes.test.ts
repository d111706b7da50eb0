import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logPage } from '@banso/server/store/log.ts';
import type { PulledRow, SyncAnswer } from '@banso/shared/protocol/sync.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { onPostgres } from '../support/databases.ts';
import { newDevice, type TestDevice, visitTaps } from '../support/test-device.ts';
import {
  APPROVER,
  ENGAGEMENT,
  EXPERT,
  makeOffice,
  OTHER_ENGAGEMENT,
  OTHER_EXPERT,
  storedEngagement,
  TENANT,
} from '../support/test-office.ts';
import { readAnswer, register, syncPost, testServers, verdictsOf } from '../support/test-server.ts';
import { killServers, startServer } from './server-process.ts';

const PUSHES_PER_PHONE = 12;

const folders: string[] = [];
afterEach(async () => {
  await killServers();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('Several server processes on one PostgreSQL', () => {
  const databases = onPostgres();
  const servers = testServers(databases);

  test('[L6.22] many phones push to all of them while desks pull by cursor: nothing missed, nothing doubled', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'banso-chaos-'));
    folders.push(folder);
    const place = { ...(await databases.place()), keyFile: join(folder, 'key-file') };
    const office = await servers.open({ place, keyFile: place.keyFile });
    await makeOffice(office.server);
    const nowMs = () => Date.now();
    const phones = [EXPERT, EXPERT, EXPERT, OTHER_EXPERT, OTHER_EXPERT, OTHER_EXPERT].map((person) =>
      newDevice({ tenant: TENANT, person, nowMs }),
    );
    // The office's clock stands in May; the processes live today, so their sessions are made there.
    office.advance((Date.now() - office.nowMs()) / 60_000);
    for (const phone of phones) await register(office.fetch, phone, await office.signIn(phone.person));
    const desk = await office.phone(APPROVER);
    const processes = await Promise.all([startServer(place), startServer(place)]);
    const urls = processes.map(({ url }) => url);

    let writing = true;
    const desks = [0, 1].map((n) => pullUntil(() => !writing, { urls, first: n, desk }));
    await Promise.all(phones.map((phone, n) => pushAll(phone, { urls, first: n })));
    writing = false;
    const [one, two] = await Promise.all(desks);

    const rows = await office.server.store.read(TENANT, (tx) => logPage(tx, { after: 0, limit: 10_000 }));
    const recorded = phones.flatMap(({ recorded: places }) => places.map(({ id }) => id));
    const logged = rows.filter(({ device }) => device !== 'server').map(({ operationId }) => operationId);
    expect(logged).toHaveLength(recorded.length);
    expect(new Set(logged)).toEqual(new Set(recorded));
    expect(rows.map(({ position }) => position)).toEqual(rows.map((_, i) => i + 1));

    const whole = await pullUntil(() => true, { urls, first: 0, desk });
    expect(one).toEqual(whole);
    expect(two).toEqual(whole);
    for (const id of [ENGAGEMENT, OTHER_ENGAGEMENT]) {
      expect(Object.keys((await storedEngagement(office.server, id)).visits)).toHaveLength(3 * PUSHES_PER_PHONE);
    }
    expect([...whole.keys()].filter((part) => part.includes('visit/'))).toHaveLength(6 * PUSHES_PER_PHONE);
  });
});

type Way = { readonly urls: readonly string[]; readonly first: number };

/** Pushes visit after visit, each to the next process, and each twice: once as if the first answer had been lost. */
const pushAll = async (phone: TestDevice, { urls, first }: Way): Promise<void> => {
  const engagement = phone.person === EXPERT ? ENGAGEMENT : OTHER_ENGAGEMENT;
  for (let n = 0; n < PUSHES_PER_PHONE; n += 1) {
    for (const tap of visitTaps({ engagement, visit: randomUUID(), number: (n % 9) + 1 })) phone.record(tap);
    const push = phone.push();
    const answers = await Promise.all([0, 1].map((m) => post(urls, first + n + m, syncPost(phone, { push }))));
    expect(verdictsOf(answers[0] as SyncAnswer)).toEqual(verdictsOf(answers[1] as SyncAnswer));
    phone.take((answers[0] as SyncAnswer).push);
  }
};

/** A desk: pulls by its cursor from one process after the other, and ends one whole pull after it was told to. */
const pullUntil = async (
  told: () => boolean,
  { urls, first, desk }: Way & { readonly desk: TestDevice & { readonly cookie: string } },
): Promise<ReadonlyMap<string, PulledRow>> => {
  const rows = new Map<string, PulledRow>();
  let cursor = 0;
  for (let turn = first; ; turn += 1) {
    const last = told();
    for (let more = true; more; ) {
      const { pull } = await post(urls, turn, syncPost(desk, { pull: { cursor, epoch: 1 }, cookie: desk.cookie }));
      if (!pull || 'problem' in pull) throw new Error(`no pull: ${JSON.stringify(pull)}`);
      expect(pull.cursor).toBeGreaterThanOrEqual(cursor);
      for (const row of pull.rows) rows.set(`${row.kind}/${row.aggregate}/${row.part}`, newer(rows, row));
      cursor = pull.cursor;
      more = pull.more;
    }
    if (last) return new Map([...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
};

const newer = (rows: ReadonlyMap<string, PulledRow>, row: PulledRow): PulledRow => {
  const held = rows.get(`${row.kind}/${row.aggregate}/${row.part}`);
  return held && held.version > row.version ? held : row;
};

const post = async (urls: readonly string[], turn: number, init: RequestInit): Promise<SyncAnswer> =>
  readAnswer(await fetch(`${urls[turn % urls.length] ?? ''}/api/sync`, init));
