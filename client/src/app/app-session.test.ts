import { expect, test, vi } from 'vitest';
import { answer, EXPERT, firstRows, page } from '../../../test/support/hand-made-answers.ts';
import { holdClock, keysOfOneBrowser, newProfile, tabsOfOneBrowser } from '../../../test/support/open-device.ts';
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
        return Promise.resolve({ status: 200, body: answer({ pull: request.pull && page(firstRows(), 5) }) });
      },
    },
    // Nothing of these is asked here.
    photos: { ask: () => Promise.resolve(null), send: () => Promise.resolve(null) },
    account: { me: unused, signOut: unused, registerDevice: unused },
    office: new Proxy({}, { get: () => unused }) as AppPorts['office'],
    whereabouts: () => Promise.resolve('unknown'),
    wakeUps: () => () => {},
    live: () => () => ({ connected: () => false, stop: () => {} }),
    deviceLabel: '見本の端末',
  });
  const openTab = async () => {
    const mine = ports();
    const session = createAppSession(mine);
    await session.start(mine.signIns.current());
    return session;
  };
  return { openTab, asked };
};

const at = (session: AppSession, state: string) => vi.waitFor(() => expect(session.state().at).toBe(state), 5_000);

const opened = (session: AppSession) => {
  const state = session.state();
  if (state.at !== 'open') throw new Error(`the app is ${state.at}`);
  return state.banso;
};

test('[L15.110] real work begins only on a protected device: before, nothing is asked of the server', async () => {
  const { openTab, asked } = browser();
  const tab = await openTab();
  await tab.signedIn(REAL);
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

test('[L15.110] a desk that works in its room opens without, and may be protected later', async () => {
  const { openTab } = browser();
  const tab = await openTab();
  await tab.signedIn({ ...REAL, roles: [{ role: 'staff', programme: null }] });
  expect(opened(tab).protection.ways).toBeNull();
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
