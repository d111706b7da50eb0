import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AppPorts } from '@banso/client/app/browser.ts';
import { type Known, type OpenedBanso, openBanso } from '@banso/client/app/open-banso.ts';
import type { ClientStore } from '@banso/client/store/client-store.ts';
import { inProcessLocks } from '@banso/client/store/locks.ts';
import type { ErasedWord } from '@banso/client/store/erase-device.ts';
import type { DeviceTransport } from '@banso/client/sync/device-transport.ts';
import { signInsOf } from '@banso/client/store/sign-ins.ts';
import { webCrypto } from '@banso/client/store/device-crypto.ts';
import { browserRandom } from '@banso/client/store/random.ts';
import { readPhotoAnswer, type SignedUpload } from '@banso/client/sync/photo-transport.ts';
import type { SyncStatus } from '@banso/client/sync/sync-status.ts';
import { createApp } from '@banso/server/app.ts';
import { invite } from '@banso/server/auth/credentials.ts';
import { openServer } from '@banso/server/open-server.ts';
import { loadSample } from '@banso/server/sample/load-sample.ts';
import type { SampleOffice } from '@banso/server/sample/sample-office.ts';
import { SAMPLE_OFFICES } from '@banso/server/sample/sample-offices.ts';
import type { Server } from '@banso/server/server.ts';
import type { StoreOptions } from '@banso/server/store/open-store.ts';
import { UPLOAD_SIGNATURE, uploadPath } from '@banso/shared/protocol/blobs.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { builtForms } from './support/built-forms.ts';
import { SILENT_PORTS } from './support/silent-ports.ts';
import { type HeldClock, holdClock, keysOfOneBrowser, newProfile, tabsOfOneBrowser } from './support/open-device.ts';

const BASE_URL = 'http://banso.test';
/** 13:00 on a Thursday in Japan: the sample's visit is due. */
const BEGINNING_MS = Date.parse('2025-12-18T04:00:00Z');

type Offices = typeof SAMPLE_OFFICES;
type OfficeName = keyof Offices;
/** Somebody of a sample office, by the name its list of people gives them. */
type Who<Office extends OfficeName> = keyof Offices[Office]['people'] & string;

/** A phone or PC with the production client on it, and its own line to the server. */
export type Device = {
  readonly me: SignedIn;
  readonly store: () => ClientStore;
  readonly record: ClientStore['record'];
  readonly id: string;
  /** What is said about devices, from this one. */
  readonly devices: DeviceTransport;
  /** The words with which it said that it has erased itself. */
  readonly erased: readonly ErasedWord[];
  readonly sign: (statement: string) => Promise<string>;
  readonly newId: () => string;
  /** This device's clock. It may be set wrong: everything still has to work. */
  readonly clock: HeldClock;
  readonly status: () => SyncStatus;
  /** One cycle of sending and fetching, then photos as far as they go. */
  readonly sync: () => Promise<void>;
  /** What the app asks the server for beside the records, in this person's session. */
  readonly ask: (path: string, body?: object) => Promise<Response>;
  /** From now on it sends and fetches by itself, as an open app does. */
  readonly wake: () => void;
  readonly cutNetwork: () => void;
  /** The line breaks after so many more pieces of photos; the answer to the last one never comes back. */
  readonly cutAfterPieces: (count: number) => void;
  readonly restoreNetwork: () => void;
  /** The next request reaches the server, its answer never comes back. */
  readonly loseNextAnswer: () => void;
  /** Signs in anew, as office staff do every morning. */
  readonly signInAgain: () => Promise<void>;
  /** The session ends, as after thirty days. */
  readonly expireSession: () => void;
  /** Closes the app and opens it again from this device alone. */
  readonly reopen: () => Promise<void>;
};

export type World = {
  readonly server: Server;
  readonly phone: (who: 'expert' | 'otherExpert') => Promise<Device>;
  readonly desk: (who: 'approver' | 'administrator' | 'accountant') => Promise<Device>;
  /** Somebody whom Fukuoka's office has registered since, on a device of their own. */
  readonly joins: (person: string) => Promise<Device>;
  /** Somebody of Tottori's office on a phone or PC. */
  readonly inTottori: (who: Who<'tottori'>) => Promise<Device>;
  /** Time passes for the server and every device. */
  readonly pass: (minutes: number) => void;
  readonly nowMs: () => number;
  readonly close: () => Promise<void>;
};

type App = ReturnType<typeof createApp>;
type Line = { cut: boolean; loseNext: boolean; cookie: string; piecesLeft: number };

/** The whole system in one process on an empty database: the server with its sample, and devices as they are asked for. */
export const openWorld = async (place: StoreOptions): Promise<World> => {
  const keys = mkdtempSync(join(tmpdir(), 'banso-keys-'));
  const clocks: HeldClock[] = [holdClock(BEGINNING_MS, 'server')];
  const nowMs = () => clocks[0]?.wallMs() ?? BEGINNING_MS;
  const server = await openServer({
    ...place,
    keyFile: join(keys, 'key-file'),
    formsDir: builtForms,
    clock: { nowMs },
    log: () => {},
  });
  await loadSample(server);
  const app = createApp(server, { baseUrl: BASE_URL, callerOf: () => 'world' });
  const devices: OpenDevice[] = [];

  const newDevice = async ({ tenant }: SampleOffice, person: string): Promise<Device> => {
    const clock = holdClock(nowMs(), `page-${clocks.length}`);
    clocks.push(clock);
    const newLink = async () => (await invite(server, { tenant, person })).linkToken;
    const device = await openDevice(app, { newLink, clock });
    devices.push(device);
    return device;
  };

  const { fukuoka, tottori } = SAMPLE_OFFICES;
  return {
    server,
    phone: (who) => newDevice(fukuoka, fukuoka.people[who].id),
    desk: (who) => newDevice(fukuoka, fukuoka.people[who].id),
    joins: (person) => newDevice(fukuoka, person),
    inTottori: (who) => newDevice(tottori, tottori.people[who].id),
    pass: (minutes) => {
      for (const clock of clocks) clock.advance(minutes * 60_000);
    },
    nowMs,
    close: async () => {
      for (const device of devices) device.close();
      await server.close();
      rmSync(keys, { recursive: true, force: true });
    },
  };
};

const DECLARATION = { place: 'outside', screenLock: true, encrypted: 'yes', os: 'サンプルOS 1' } as const;

type OpenDevice = Device & { readonly close: () => void };

const openDevice = async (
  app: App,
  { newLink, clock }: { readonly newLink: () => Promise<string>; readonly clock: HeldClock },
): Promise<OpenDevice> => {
  const line: Line = { cut: false, loseNext: false, cookie: '', piecesLeft: Number.POSITIVE_INFINITY };
  const heardOnline = new Set<() => void>();
  const ports = portsOf({ app, line, clock, heardOnline });
  const signIn = async () => request(app, line, { path: '/api/sign-in', body: { credential: await newLink() } });
  const signedIn = await signIn();
  // Said by the real server; anything else makes the first sync fail.
  const me = signedIn.body as SignedIn;
  await ports.signIns.remember(me, clock.wallMs());
  const erased: ErasedWord[] = [];
  const open = (who: Known) =>
    openBanso(who, ports, {
      erased: (word) => {
        if (!word) return;
        erased.push(word);
        void ports.devices.confirmErased(word);
      },
    });
  let opened: OpenedBanso = await open(me);
  await opened.banso.sync.syncNow();
  await ports.devices.declare(opened.banso.device.id, DECLARATION);
  let syncing = opened.banso.sync.syncNow();
  await syncing;
  return {
    me,
    id: opened.banso.device.id,
    devices: ports.devices,
    erased,
    clock,
    store: () => opened.banso.store,
    record: (wish) => opened.banso.store.record(wish),
    sign: (statement) => opened.banso.sign(statement),
    newId: () => opened.banso.newId(),
    status: () => opened.banso.sync.status(),
    sync: () => {
      syncing = opened.banso.sync.syncNow().then(() => opened.banso.sync.sendPhotos());
      return syncing;
    },
    ask: (path, body) => fetchAs(app, line, { path, body }),
    wake: () => opened.banso.sync.start(),
    cutNetwork: () => {
      line.cut = true;
    },
    cutAfterPieces: (count) => {
      line.piecesLeft = count;
    },
    restoreNetwork: () => {
      line.cut = false;
      line.piecesLeft = Number.POSITIVE_INFINITY;
      for (const wake of heardOnline) wake();
    },
    loseNextAnswer: () => {
      line.loseNext = true;
    },
    signInAgain: async () => {
      await signIn();
    },
    expireSession: () => {
      line.cookie = '';
    },
    reopen: async () => {
      opened.close();
      const who = await ports.signIns.current();
      if (!who) throw new Error('nobody is signed in on this device');
      opened = await open(who);
    },
    close: () => opened.close(),
  };
};

const portsOf = ({
  app,
  line,
  clock,
  heardOnline,
}: {
  readonly app: App;
  readonly line: Line;
  readonly clock: HeldClock;
  readonly heardOnline: Set<() => void>;
}): AppPorts => {
  const indexedDb = newProfile();
  const post = async (path: string, body: object) => {
    if (line.cut) return null;
    const answer = await request(app, line, { path, body });
    if (!line.loseNext) return answer;
    line.loseNext = false;
    return null;
  };
  const said = (answered: Awaited<ReturnType<typeof post>>) =>
    answered?.status === 204 ? ({ answer: null } as const) : ({ unreachable: true } as const);
  return {
    store: { clock, random: browserRandom, crypto: webCrypto, indexedDb, changes: tabsOfOneBrowser() },
    locks: inProcessLocks(),
    transport: { post: (body) => post('/api/sync', body) },
    photos: {
      ask: async (upload) => photoAnswer(app, line, { upload }),
      send: async (upload, { offset, bytes }) => {
        const answer = await photoAnswer(app, line, { upload, offset, bytes });
        line.piecesLeft -= 1;
        line.cut ||= line.piecesLeft <= 0;
        return line.cut ? null : answer;
      },
    },
    account: {
      ...SILENT_PORTS.account,
      registerDevice: async (device) =>
        (await post('/api/devices', device))?.status === 204 ? { answer: null } : { unreachable: true },
    },
    office: SILENT_PORTS.office,
    devices: {
      ...SILENT_PORTS.devices,
      declare: async (device, declaration) => said(await post(`/api/devices/${device}/declarations`, declaration)),
      revoke: async (device, loss) => said(await post(`/api/devices/${device}/losses`, loss)),
      confirmErased: async ({ device, ...word }) => said(await post(`/api/devices/${device}/erased`, word)),
    },
    whereabouts: SILENT_PORTS.whereabouts,
    wakeUps: (wake) => {
      heardOnline.add(wake);
      return () => heardOnline.delete(wake);
    },
    live: () => () => ({ connected: () => false, stop: () => {} }),
    signIns: signInsOf(indexedDb),
    keyTabs: keysOfOneBrowser(),
    deviceLabel: '見本の端末',
  };
};

type PhotoQuestion = {
  readonly upload: SignedUpload;
  readonly offset?: number;
  readonly bytes?: Uint8Array<ArrayBuffer>;
};

const photoAnswer = async (app: App, line: Line, { upload, offset, bytes }: PhotoQuestion) => {
  if (line.cut) return null;
  const headers = { origin: BASE_URL, [UPLOAD_SIGNATURE]: upload.signature };
  const type = { 'content-type': 'application/octet-stream' };
  const response = await app.fetch(
    new Request(
      `${BASE_URL}${uploadPath(upload.address, { sealed: upload.sealed, ...(offset === undefined ? {} : { offset }) })}`,
      bytes ? { method: 'POST', body: bytes, headers: { ...headers, ...type } } : { headers },
    ),
  );
  return readPhotoAnswer(response.status, (await response.json()) as unknown);
};

type Asked = { readonly path: string; readonly body?: object | undefined };

/** What a browser would send: compressed body, origin, session cookie. */
const fetchAs = async (app: App, line: Line, { path, body }: Asked): Promise<Response> => {
  const headers = { origin: BASE_URL, cookie: line.cookie };
  if (!body) return app.fetch(new Request(`${BASE_URL}${path}`, { headers }));
  const zipped = path === '/api/sync';
  const text = JSON.stringify(body);
  return app.fetch(
    new Request(`${BASE_URL}${path}`, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        ...(zipped ? { 'content-encoding': 'gzip' } : {}),
      },
      body: zipped ? gzipSync(text) : text,
    }),
  );
};

/** The same, and what a browser would remember. */
const request = async (
  app: App,
  line: Line,
  asked: Required<Asked>,
): Promise<{ readonly status: number; readonly body: unknown }> => {
  const response = await fetchAs(app, line, asked);
  const [cookie] = response.headers.getSetCookie();
  if (cookie) line.cookie = cookie.split(';')[0] ?? '';
  const answer = await response.text();
  return { status: response.status, body: answer === '' ? null : (JSON.parse(answer) as unknown) };
};
