import { expect, test, vi } from 'vitest';
import { declarationSchema } from '@banso/shared/device/device.ts';
import type { SyncAnswer } from '@banso/shared/protocol/sync.ts';
import * as v from 'valibot';
import { answer, EXPERT, firstRows, page } from '../../../test/support/hand-made-answers.ts';
import { holdClock, keysOfOneBrowser, newProfile, tabsOfOneBrowser } from '../../../test/support/open-device.ts';
import { databaseName, databaseOf } from '../store/database.ts';
import { webCrypto } from '../store/device-crypto.ts';
import { inProcessLocks } from '../store/locks.ts';
import { browserRandom } from '../store/random.ts';
import { signInsOf } from '../store/sign-ins.ts';
import type { Opener } from '../store/key-wraps.ts';
import { type AppSession, createAppSession } from './app-session.ts';
import type { AppPorts } from './browser.ts';

const PASSPHRASE: Opener = { way: 'passphrase', passphrase: 'みなとのあさひと赤い傘' };
const REAL = { ...EXPERT, sample: false };

/** One browser whose line to the server answers with first contact, and says what was asked of it. */
const browser = () => {
  const unused = () => Promise.resolve({ unreachable: true } as const);
  const done = () => Promise.resolve({ answer: null } as const);
  /** What the server says from now on, beside the first rows; and how it answers about devices. */
  const server: {
    says: Partial<SyncAnswer>;
    registers: () => ReturnType<AppPorts['account']['registerDevice']>;
    declared: boolean;
    hears: boolean;
    /** The device that is ordered to erase itself; the others are not. */
    orders: string;
  } = { says: {}, registers: done, declared: false, hears: true, orders: '' };
  const words: unknown[] = [];
  const wakes = new Set<() => void>();
  const profile = newProfile();
  const [changes, keyTabs, locks] = [tabsOfOneBrowser(), keysOfOneBrowser(), inProcessLocks()];
  const asked: unknown[] = [];
  const ports = (): AppPorts => ({
    store: {
      clock: holdClock(Date.parse('2025-12-18T01:00:00Z')),
      random: browserRandom,
      crypto: webCrypto,
      indexedDb: profile,
      changes,
    },
    locks,
    keyTabs,
    signIns: signInsOf(profile),
    transport: {
      post: (request) => {
        asked.push(request);
        const ordered = request.device === server.orders ? ORDER : {};
        return Promise.resolve({
          status: 200,
          body: answer({ pull: request.pull && page(firstRows(), 5), ...server.says, ...ordered }),
        });
      },
    },
    // Nothing of these is asked here.
    photos: { ask: () => Promise.resolve(null), send: () => Promise.resolve(null) },
    account: { me: unused, signOut: unused, registerDevice: () => server.registers() },
    devices: {
      register: unused,
      declare: (_, declaration) => {
        server.declared = v.is(declarationSchema, declaration);
        return server.declared ? done() : unused();
      },
      revoke: unused,
      note: unused,
      setLimit: unused,
      takeUnsent: unused,
      confirmErased: (word) => {
        if (!server.hears) return unused();
        words.push(word);
        return done();
      },
    },
    office: new Proxy({}, { get: () => unused }) as AppPorts['office'],
    whereabouts: () => Promise.resolve('unknown'),
    wakeUps: (wake) => {
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
    live: () => () => ({ connected: () => false, stop: () => {} }),
    deviceLabel: '見本の端末',
  });
  const openTab = async () => {
    const mine = ports();
    const session = createAppSession(mine);
    await session.start(mine.signIns.current());
    return session;
  };
  const wake = () => {
    for (const one of wakes) one();
  };
  const names = async () => (await profile.indexedDB.databases()).flatMap(({ name }) => name ?? []);
  return { openTab, asked, server, words, wake, profile, names };
};

const at = (session: AppSession, state: string) => vi.waitFor(() => expect(session.state().at).toBe(state), 5_000);

const opened = (session: AppSession) => {
  const state = session.state();
  if (state.at !== 'open') throw new Error(`the app is ${state.at}`);
  return state.banso;
};

const DECLARATION = { place: 'outside', screenLock: true, encrypted: 'yes', os: 'サンプルOS 1' } as const;

const declares = async (session: AppSession) => {
  const state = session.state();
  if (state.at !== 'declare') throw new Error(`the app is ${state.at}`);
  expect(await state.first.declare(DECLARATION)).toBe(true);
};

test('[L15.110][L15.120] real work begins only on a declared and protected device: before, nothing is asked of the server', async () => {
  const { openTab, asked, server } = browser();
  const tab = await openTab();
  await tab.signedIn(REAL);
  await declares(tab);
  expect(server.declared).toBe(true);
  const state = tab.state();
  expect(state.at).toBe('protect');
  await new Promise(setImmediate);
  expect(asked).toEqual([]);
  await (state.at === 'protect' ? state.protect(PASSPHRASE) : null);
  expect(opened(tab).protection.ways).toEqual([{ way: 'passphrase' }]);
  expect(opened(tab).me).toMatchObject({ name: REAL.name, sample: false });
  await opened(tab).sync.syncNow();
  expect(asked.length).toBeGreaterThan(0);
  tab.close();

  const again = await openTab();
  expect(again.state().at).toBe('locked');
  again.close();
});

test('[L15.110] a desk of a real office is declared and protected before anything is asked for, too', async () => {
  const { openTab, asked } = browser();
  const tab = await openTab();
  await tab.signedIn({ ...REAL, roles: [{ role: 'staff', programme: null }] });
  await declares(tab);
  await new Promise(setImmediate);
  expect(asked).toEqual([]);
  const state = tab.state();
  await (state.at === 'protect' ? state.protect(PASSPHRASE) : null);
  expect(opened(tab).protection.ways).toEqual([{ way: 'passphrase' }]);
  tab.close();
});

test('[L15.110] the sample opens unprotected and may be protected later; its names come out of the seal', async () => {
  const { openTab } = browser();
  const tab = await openTab();
  await tab.signedIn(EXPERT);
  expect(opened(tab).protection.ways).toBeNull();
  tab.close();
  const again = await openTab();
  expect(opened(again).me).toEqual(EXPERT);
  await opened(again).protection.protect(PASSPHRASE);
  expect(opened(again).me).toEqual(EXPERT);
  again.close();
});

test('[L15.108] a tab opens by the key of another, and locks with it', async () => {
  const { openTab } = browser();
  const one = await openTab();
  await one.signedIn(EXPERT);
  await opened(one).protection.protect(PASSPHRASE);
  const two = await openTab();
  expect(opened(two).me).toEqual(EXPERT);
  opened(two).protection.lock();
  await at(two, 'locked');
  await at(one, 'locked');
  const state = one.state();
  expect(state.at === 'locked' && (await state.app.unlock(PASSPHRASE))).toBe('opened');
  await at(one, 'open');
  one.close();
  two.close();
});

test('[L15.120][L15.122] a new phone without room says so, and goes on when there is room; a line that is gone changes nothing', async () => {
  const { openTab, server } = browser();
  server.registers = () => Promise.resolve({ problem: 'too_many_devices' });
  const tab = await openTab();
  await tab.signedIn(REAL);
  const full = () => {
    const state = tab.state();
    return state.at === 'declare' && state.first.full;
  };
  await vi.waitFor(() => expect(full()).toBe(true));
  server.registers = () => Promise.resolve({ answer: null });
  const state = tab.state();
  await (state.at === 'declare' ? state.first.tryAgain() : null);
  expect(full()).toBe(false);
  server.registers = () => Promise.resolve({ unreachable: true });
  const again = tab.state();
  expect(again.at === 'declare' && (await again.first.declare(DECLARATION))).toBe(false);
  expect(tab.state().at).toBe('declare');
  tab.close();
});

const ORDER = { erase: { order: 'order-1' } } as const;
const OVER = { pull: { problem: { type: 'about:blank', title: '', status: 401, code: 'signed_out' } } } as const;

/** An order, obeyed and confirmed: nothing of this person lies here any more, and the sign-in screen is the way on. */
const expectGone = async ({ names, words }: ReturnType<typeof browser>, session: AppSession) => {
  const leave = await vi.waitFor(() => {
    const state = session.state();
    if (state.at !== 'erased' || !state.leave) throw new Error(`the app is ${state.at}`);
    return state.leave;
  }, 5_000);
  // Another tab that hears it later looks into the database once more, and removes it again.
  await vi.waitFor(async () => expect(await names()).toEqual(['banso']), 5_000);
  expect(words).toContainEqual(expect.objectContaining({ order: 'order-1' }));
  leave();
  await at(session, 'signedOut');
};

test('[L5.23] an open phone obeys the order, also when its session is over, and tells the office', async () => {
  const one = browser();
  const tab = await one.openTab();
  await tab.signedIn(EXPERT);
  await opened(tab).sync.syncNow();
  one.server.says = { ...OVER, ...ORDER };
  await opened(tab).sync.syncNow();
  await expectGone(one, tab);
  // Once: nobody hears of the same erasure twice.
  expect(one.words).toHaveLength(1);
  tab.close();
});

test('[L5.23] a locked phone obeys the order without its key; offline it tells the office later, and opens for nobody meanwhile', async () => {
  const one = browser();
  const tab = await one.openTab();
  await tab.signedIn(EXPERT);
  await opened(tab).sync.syncNow();
  await opened(tab).protection.protect(PASSPHRASE);
  opened(tab).protection.lock();
  await at(tab, 'locked');
  one.server.hears = false;
  one.server.says = ORDER;
  const state = tab.state();
  await (state.at === 'locked' ? state.app.sync.syncNow() : null);
  await at(tab, 'erased');
  expect(tab.state()).toMatchObject({ leave: null });
  const raw = databaseOf(databaseName(EXPERT), one.profile);
  expect((await raw.meta.toArray()).map(({ id }) => id).toSorted()).toEqual(['erased', 'signer']);
  const rest = await Promise.all(raw.tables.filter(({ name }) => name !== 'meta').map((table) => table.count()));
  expect(rest.every((count) => count === 0)).toBe(true);
  raw.close();
  // The one who found it tries the right passphrase, and opens the app anew.
  await (state.at === 'locked' ? state.app.unlock(PASSPHRASE).catch(() => 'failed') : null);
  await new Promise(setImmediate);
  expect(tab.state().at).toBe('erased');
  tab.close();
  const again = await one.openTab();
  expect(again.state()).toMatchObject({ at: 'erased', leave: null });
  one.server.hears = true;
  one.wake();
  await expectGone(one, again);
  again.close();
});

test('[L5.23] every tab of the browser is erased with the one that heard the order, open or locked', async () => {
  const one = browser();
  const first = await one.openTab();
  await first.signedIn(EXPERT);
  await opened(first).sync.syncNow();
  const second = await one.openTab();
  expect(opened(second).me).toEqual(EXPERT);
  one.server.says = ORDER;
  await opened(first).sync.syncNow();
  await expectGone(one, first);
  await at(second, 'erased');
  first.close();
  second.close();
});

test('[L5.23] a phone from before phones had to be protected hears the order while it waits to be protected', async () => {
  const one = browser();
  const before = await one.openTab();
  await before.signedIn(EXPERT);
  await opened(before).sync.syncNow();
  before.close();
  one.server.says = ORDER;
  await signInsOf(one.profile).remember(REAL, 0);
  const tab = await one.openTab();
  await expectGone(one, tab);
  expect(one.asked.at(-1)).toMatchObject({ pull: null });
  tab.close();
});

/** Signs this person out, as その他 → サインアウトする does; what lies here stays. */
const signsOut = async (session: AppSession) => {
  await opened(session).signOut();
  await at(session, 'signedOut');
};

test.each([
  ['open', false],
  ['protected', true],
])(
  '[L15.200] a device (%s) on which somebody signed out and that was lost then is erased at the next start',
  async (_name, isProtected) => {
    const one = browser();
    const tab = await one.openTab();
    await tab.signedIn(EXPERT);
    await opened(tab).sync.syncNow();
    if (isProtected) await opened(tab).protection.protect(PASSPHRASE);
    await signsOut(tab);
    tab.close();
    const before = one.asked.length;
    one.server.says = { ...OVER, ...ORDER };
    const again = await one.openTab();
    await expectGone(one, again);
    // It asks for the order alone: nobody is signed in who could receive anything.
    expect(one.asked.slice(before)).toMatchObject([{ pull: null }]);
    expect(await signInsOf(one.profile).others()).toEqual([]);
    again.close();
  },
);

test('[L15.200] it hears the order while the sign-in screen stands there, tells the office once the line is back, and never before', async () => {
  const one = browser();
  const tab = await one.openTab();
  await tab.signedIn(EXPERT);
  await opened(tab).sync.syncNow();
  await signsOut(tab);
  one.server.hears = false;
  one.server.says = ORDER;
  one.wake();
  await at(tab, 'erased');
  expect(tab.state()).toMatchObject({ leave: null });
  one.server.hears = true;
  one.wake();
  await expectGone(one, tab);
  tab.close();
});

test('[L15.200] who works here now is not disturbed by the erasing of who signed out before them', async () => {
  const one = browser();
  const tab = await one.openTab();
  await tab.signedIn(EXPERT);
  await opened(tab).sync.syncNow();
  await signsOut(tab);
  const lost = databaseName(EXPERT);
  const [signedOut] = await databaseOf(lost, one.profile).meta.where('id').equals('identity').toArray();
  const other = { ...EXPERT, person: 'another' };
  await tab.signedIn(other);
  one.server.orders = signedOut?.id === 'identity' ? signedOut.device : '';
  one.wake();
  await vi.waitFor(async () => expect(await one.names()).not.toContain(lost), 5_000);
  expect(one.words).toEqual([expect.objectContaining({ device: one.server.orders, order: 'order-1' })]);
  expect(opened(tab).me).toEqual(other);
  expect(await one.names()).toContain(databaseName(other));
  tab.close();
});

test('[L15.200] a device that is not lost keeps everything, and opens again for who signs in', async () => {
  const one = browser();
  const tab = await one.openTab();
  await tab.signedIn(EXPERT);
  await opened(tab).sync.syncNow();
  await signsOut(tab);
  const count = one.asked.length;
  one.wake();
  await vi.waitFor(() => expect(one.asked.length).toBeGreaterThan(count), 5_000);
  expect(await one.names()).toContain(databaseName(EXPERT));
  await tab.signedIn(EXPERT);
  expect(opened(tab).me).toEqual(EXPERT);
  expect(await signInsOf(one.profile).others()).toEqual([]);
  tab.close();
});
