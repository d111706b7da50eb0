import { randomUUID } from 'node:crypto';
import { protectDevice } from '@banso/client/store/device-lock.ts';
import { openClientStore, type OpenedStore } from '@banso/client/store/open-client-store.ts';
import { findDevice, openDevice } from '@banso/client/store/open-device.ts';
import { openLockedStore } from '@banso/client/store/open-locked-store.ts';
import type { UnsentFile } from '@banso/client/store/unsent-file.ts';
import { webCrypto } from '@banso/client/store/device-crypto.ts';
import { browserRandom } from '@banso/client/store/random.ts';
import { refold } from '@banso/server/refold.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { problemSchema, syncAnswerSchema } from '@banso/shared/protocol/sync.ts';
import {
  type ReadUnsent,
  readUnsentFile,
  type UnsentAnswer,
  unsentAnswerSchema,
} from '@banso/shared/protocol/unsent-file.ts';
import { expect, onTestFinished, test } from 'vitest';
import { accessEventsIn } from '../support/accesses.ts';
import { eachDatabase } from '../support/databases.ts';
import { holdClock, newProfile, tabsOfOneBrowser } from '../support/open-device.ts';
import { readAs } from '../support/read-as.ts';
import { samplePhoto } from '../support/sample-photo.ts';
import { ADMINISTRATOR, APPROVER, ENGAGEMENT, EXPERT, storedEngagement, TENANT } from '../support/test-office.ts';
import { declare, jsonPost, register, type TestServer, testServers } from '../support/test-server.ts';

const WHOLE = { items: 1_000, bytes: 4_000_000 };
const SECRET = '圏外で書いた、ほかの人に読ませない文。';
const ME: SignedIn = {
  tenant: TENANT,
  tenantName: '見本',
  person: EXPERT,
  name: '見本',
  roles: [{ role: 'expert', programme: null }],
  sample: false,
};

const portsOf = (office: TestServer, profile = newProfile()) => ({
  clock: holdClock(office.nowMs()),
  random: browserRandom,
  crypto: webCrypto,
  indexedDb: profile,
  changes: tabsOfOneBrowser(),
});

/** The production store of a phone that has met its office once. */
const metPhone = async (office: TestServer) => {
  const ports = portsOf(office);
  const opened = await openClientStore(() => ME, { ports, appVersion: 'test' });
  onTestFinished(opened.close);
  const cookie = await office.signInOnly(EXPERT);
  const { id, publicKey } = opened.device;
  await register(office.fetch, { id, publicKey } as Parameters<typeof register>[1], cookie);
  await declare(office.fetch, { id }, cookie);
  const send = async ({ sync }: Pick<OpenedStore, 'sync'>) => {
    const request = await sync.nextRequest(WHOLE);
    const response = await office.fetch('/api/sync', jsonPost(request, { cookie }));
    const answer = await readAs(syncAnswerSchema, await response.json());
    await sync.takeAnswer({ request, answer, atMs: office.nowMs(), offsetMs: 0 });
  };
  for (const _ of [1, 2]) await send(opened);
  return { opened, ports, send: () => send(opened) };
};

/** A visit with text and a photo, and a text that is only typed: all without signal. */
const recordOffline = async ({ opened }: Awaited<ReturnType<typeof metPhone>>) => {
  const { store } = opened;
  const visit = randomUUID();
  const photo = randomUUID();
  const here = { aggregate: ENGAGEMENT } as const;
  const schedule = { on: '2026-05-20', from: '13:00', to: '16:30', mode: 'onSite', place: '本社工場' } as const;
  await store.record({ ...here, type: 'visit-scheduled@1', body: { visit, number: 1, ...schedule } });
  await store.record({ ...here, type: 'visit-started@1', body: { visit } });
  const { bytes, width, height } = await samplePhoto({ width: 640, height: 480, seed: 3 });
  const picture = { bytes, width, height };
  await store.addPhoto({ ...here, photo, visit, purpose: 'whiteboard', caption: SECRET, picture });
  await store.saveDraft(`visit/${visit}`, { content: { value: SECRET, base: '0'.repeat(64) } });
  return { visit, photo };
};

const made = (file: UnsentFile | 'nothing' | 'noKey'): UnsentFile => {
  if (typeof file === 'string') throw new Error(`no file: ${file}`);
  return file;
};

const takeLine = (office: TestServer, cookie: string, body: object) =>
  office.fetch('/api/devices/unsent', jsonPost(body, { cookie }));

const takeAll = async (office: TestServer, cookie: string, text: string): Promise<readonly UnsentAnswer[]> => {
  const read = readUnsentFile(text) as ReadUnsent;
  const answers: UnsentAnswer[] = [];
  for (const line of read.lines) {
    const response = await takeLine(office, cookie, { header: read.header, line });
    answers.push(await readAs(unsentAnswerSchema, await response.json()));
  }
  return answers;
};

const codeOf = async (response: Response): Promise<string> => (await readAs(problemSchema, await response.json())).code;

eachDatabase('A file of unsent data', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L5.40][L5.41] a visit, its photo and its typed text reach the office by a file; sent as well, or taken in twice, they are one', async () => {
    const office = await openOffice();
    const phone = await metPhone(office);
    const { visit, photo } = await recordOffline(phone);
    const before = await phone.opened.sync.sendingState();
    const file = made(await phone.opened.store.unsentFile());
    expect(file).toMatchObject({ operations: 3, photos: 1, drafts: 1, left: 0 });
    expect(file.text).not.toContain(SECRET);
    expect(file.text).not.toContain(visit);
    // Nothing here is called sent by it.
    expect(await phone.opened.sync.sendingState()).toEqual(before);
    expect((await phone.opened.store.outbox()).every(({ verdict }) => verdict === null)).toBe(true);

    const desk = await office.signIn(ADMINISTRATOR);
    const [operations, picture, drafts] = await takeAll(office, desk, file.text);
    expect(operations).toMatchObject({
      behind: null,
      operations: [
        { seq: 1, type: 'visit-scheduled@1', outcome: 'accepted', isNew: true },
        { seq: 2, type: 'visit-started@1', outcome: 'accepted', isNew: true },
        { seq: 3, type: 'photo-added@1', outcome: 'accepted', isNew: true },
      ],
    });
    expect(picture).toEqual({ photo: 'stored', code: null });
    expect(JSON.stringify(drafts)).toContain(SECRET);
    const stored = await storedEngagement(office.server, ENGAGEMENT);
    expect(stored.visits[visit]?.status).toBe('started');
    expect(stored.photos[photo]?.stored).not.toBeNull();

    const again = await takeAll(office, desk, file.text);
    expect(again[0]).toMatchObject({ operations: [{ isNew: false }, { isNew: false }, { isNew: false }] });
    expect(again[1]).toEqual({ photo: 'already', code: null });
    await phone.send();
    expect((await phone.opened.store.outbox()).map(({ verdict }) => verdict?.outcome)).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
    expect(await storedEngagement(office.server, ENGAGEMENT)).toEqual(stored);
    expect((await accessEventsIn(office)).filter((event) => event === 'unsentTaken')).toHaveLength(6);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L5.40] a locked phone writes it, too, as far as it lies there sealed to the office', async () => {
    const office = await openOffice();
    const phone = await metPhone(office);
    const { visit } = await recordOffline(phone);
    phone.opened.close();
    const device = await openDevice(ME, phone.ports);
    await protectDevice(device, { way: 'passphrase', passphrase: 'みなとのあさひと赤い傘' }, phone.ports);
    device.database.close();
    const found = await findDevice(ME, phone.ports);
    if (found === 'erased') throw new Error('erased');
    const locked = await openLockedStore(found, { ports: phone.ports, appVersion: 'test' });
    onTestFinished(locked.close);
    const file = made(await locked.unsentFile());
    expect(file).toMatchObject({ operations: 3, photos: 1, drafts: 0, left: 0 });
    const answers = await takeAll(office, await office.signIn(ADMINISTRATOR), file.text);
    expect(answers[1]).toEqual({ photo: 'stored', code: null });
    expect((await storedEngagement(office.server, ENGAGEMENT)).visits[visit]?.status).toBe('started');
  });

  test('[L5.40] who has nothing unsent, or never met the office, is told so', async () => {
    const office = await openOffice();
    const phone = await metPhone(office);
    expect(await phone.opened.store.unsentFile()).toBe('nothing');
    const stranger = await openClientStore(() => ME, { ports: portsOf(office), appVersion: 'test' });
    onTestFinished(stranger.close);
    expect(await stranger.store.unsentFile()).toBe('noKey');
  });

  test('[L5.42] cut, changed, forged, of another office, of an unknown device, or in the wrong hands: nothing is taken', async () => {
    const office = await openOffice();
    const phone = await metPhone(office);
    await recordOffline(phone);
    const { text } = made(await phone.opened.store.unsentFile());
    const { header, lines } = readUnsentFile(text) as ReadUnsent;
    const [line = ''] = lines;
    const desk = await office.signIn(ADMINISTRATOR);
    const before = await storedEngagement(office.server, ENGAGEMENT);

    expect(readUnsentFile(text.slice(0, -200))).toBe('damaged');
    expect(readUnsentFile(text.split('\n').slice(0, 2).join('\n'))).toBe('damaged');
    expect(readUnsentFile(text.replace('"seq":2', '"seq":3'))).toBe('damaged');
    expect(readUnsentFile('ただのメモ')).toBe('damaged');
    expect(readUnsentFile('')).toBe('damaged');

    const cases: readonly (readonly [object, string])[] = [
      [{ header, line: `${line} ` }, 'file_damaged'],
      [{ header: { ...header, atMs: header.atMs + 1 }, line }, 'file_damaged'],
      [{ header: { ...header, tenant: 'elsewhere' }, line }, 'file_other_office'],
      [{ header: { ...header, device: randomUUID() }, line }, 'file_unknown_device'],
      [{ header: { ...header, device: (await office.phone(EXPERT)).id }, line }, 'file_damaged'],
      [{ header: { ...header, format: 'banso-unsent-9' }, line }, 'malformed_request'],
    ];
    for (const [body, code] of cases) expect(await codeOf(await takeLine(office, desk, body))).toBe(code);
    for (const person of [EXPERT, APPROVER])
      expect(await codeOf(await takeLine(office, await office.signIn(person), { header, line }))).toBe('not_found');
    expect((await takeLine(office, '', { header, line })).status).toBe(401);
    expect(await storedEngagement(office.server, ENGAGEMENT)).toEqual(before);
    // Taken as it is, all of it goes in.
    expect((await takeLine(office, desk, { header, line })).status).toBe(200);
  });

  test('[L5.41] a file that begins after what the office has is not taken, and says so', async () => {
    const office = await openOffice();
    const phone = await metPhone(office);
    await recordOffline(phone);
    await phone.send();
    await phone.opened.store.record({
      type: 'visit-ended@1',
      aggregate: ENGAGEMENT,
      body: { visit: (await phone.opened.store.outbox())[0]?.visit ?? '' },
    });
    const { text } = made(await phone.opened.store.unsentFile());
    const { header, lines } = readUnsentFile(text) as ReadUnsent;
    // The office lost what it had acknowledged.
    await office.server.store.pool.query(
      `update device_branch set last_seq = 1 where device = '${phone.opened.device.id}'`,
    );
    const response = await takeLine(office, await office.signIn(ADMINISTRATOR), { header, line: lines[0] });
    expect(await response.json()).toEqual({ operations: [], behind: 1 });
  });
});
