import { gunzipSync } from 'node:zlib';
import { createApp } from '@banso/server/app.ts';
import { invite } from '@banso/server/auth/credentials.ts';
import type { Server } from '@banso/server/server.ts';
import { protectDevice } from '@banso/client/store/device-lock.ts';
import { openDevice } from '@banso/client/store/open-device.ts';
import { browserRandom } from '@banso/client/store/random.ts';
import { fieldHash } from '@banso/shared/engagement/visit-fields.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { type ChaosDevice, openChaosDevice } from '../chaos/chaos-device.ts';
import { ENGAGEMENT, EXPERT, TENANT } from '../support/test-office.ts';
import { newProfile, tabsOfOneBrowser } from '../support/open-device.ts';
import { dumpProfile, readableCrypto } from './outbox-dump.ts';
import type { WireLine } from './published.ts';

const BASE_URL = 'http://banso.test';
/** What opens the locked profile of the corpus. */
export const PASSPHRASE = 'みほん-みほん-みほん-2025';

export type Line = {
  cut: boolean;
  readonly wire: WireLine[];
  readonly ask: (url: string, init: RequestInit) => Promise<Response>;
};

/** Signs this person in on a browser, and gives it a line to the server, on which everything is written down. */
export const signInAt = async (
  server: Server,
  person = EXPERT,
): Promise<{ readonly me: SignedIn; readonly cookie: string; readonly line: Line }> => {
  const app = createApp(server, { baseUrl: BASE_URL, callerOf: () => 'corpus' });
  const { code } = await invite(server, { tenant: TENANT, person });
  const response = await app.request(`${BASE_URL}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ credential: code }),
  });
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  const wire: WireLine[] = [];
  const line: Line = {
    cut: false,
    wire,
    ask: async (url, init) => {
      if (line.cut) throw new TypeError('the line is cut');
      const answered = await app.request(url, init);
      // Text, or its gzip: the client sends nothing else.
      const sent = typeof init.body === 'string' ? init.body : gunzipSync(init.body as Uint8Array).toString('utf8');
      const answer = await answered.clone().text();
      wire.push({ path: new URL(url).pathname, request: sent, status: answered.status, answer });
      return answered;
    },
  };
  // Said by the real server.
  return { me: (await response.json()) as SignedIn, cookie, line };
};

/** One phone's day, partly sent and partly not: what went over the wire, and what lies on its disk, open and locked. */
export const livePhone = async (
  server: Server,
): Promise<{ readonly wire: readonly WireLine[]; readonly open: string; readonly locked: string }> => {
  const { me, cookie, line } = await signInAt(server);
  const profile = newProfile();
  const at = { me, cookie, name: '見本の端末', url: BASE_URL, profile, crypto: readableCrypto, ask: line.ask };
  const phone = await openChaosDevice(at);
  await phone.banso().sync.syncNow();
  await phone.declare();
  await phone.banso().sync.syncNow();
  await visit(phone, 1);
  await phone.banso().sync.syncNow();
  line.cut = true;
  await visit(phone, 2);
  await phone.banso().store.saveDraft('visit/sample', { gist: '書きかけ（サンプル）' });
  phone.close();
  const open = await dumpProfile(profile);

  const clock = { wallMs: Date.now, monoMs: () => 0, page: 'lock', after: () => () => {} };
  const ports = {
    clock,
    random: browserRandom,
    crypto: readableCrypto,
    indexedDb: profile,
    changes: tabsOfOneBrowser(),
  };
  await protectDevice(await openDevice(me, ports), { way: 'passphrase', passphrase: PASSPHRASE }, ports);
  const unlocked = await openChaosDevice({ ...at, passphrase: PASSPHRASE });
  await visit(unlocked, 3);
  unlocked.close();
  return { wire: line.wire, open, locked: await dumpProfile(profile) };
};

const PICTURE = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 600 }, (_, n) => n % 251), 0xff, 0xd9]);

const visit = async (phone: ChaosDevice, number: number): Promise<void> => {
  const { store, newId } = phone.banso();
  const id = newId();
  const aggregate = ENGAGEMENT;
  const schedule = { on: '2025-12-18', from: '13:00', to: '16:30', mode: 'onSite', place: '本社工場' } as const;
  await store.record({ type: 'visit-scheduled@1', aggregate, body: { visit: id, number, ...schedule } });
  await store.record({ type: 'visit-started@1', aggregate, body: { visit: id } });
  const changes = (['gist', 'content'] as const).map((field) => ({
    field,
    base: fieldHash(''),
    value: `原価を見直した（サンプル）${number}`,
  }));
  await store.record({ type: 'visit-report-saved@1', aggregate, body: { visit: id, changes } });
  await store.addPhoto({
    aggregate,
    photo: newId(),
    visit: id,
    purpose: 'whiteboard',
    caption: '工程の並べ替え（サンプル）',
    picture: { bytes: PICTURE, width: 1_600, height: 1_200 },
  });
  await store.record({ type: 'visit-ended@1', aggregate, body: { visit: id } });
};
