import { expect } from 'vitest';
import { type AppSession, createAppSession } from '@banso/client/app/app-session.ts';
import type { AppPorts } from '@banso/client/app/browser.ts';
import { webCrypto } from '@banso/client/store/device-crypto.ts';
import type { Opener } from '@banso/client/store/key-wraps.ts';
import { inProcessLocks } from '@banso/client/store/locks.ts';
import { browserRandom } from '@banso/client/store/random.ts';
import { signInsOf } from '@banso/client/store/sign-ins.ts';
import { declarationSchema } from '@banso/shared/device/device.ts';
import type { SyncAnswer } from '@banso/shared/protocol/sync.ts';
import { answer, EXPERT, firstRows, page } from './hand-made-answers.ts';
import { readAs } from './read-as.ts';
import { holdClock, keysOfOneBrowser, newProfile, tabsOfOneBrowser } from './open-device.ts';
import { until } from './until.ts';

export const PASSPHRASE: Opener = { way: 'passphrase', passphrase: 'みなとのあさひと赤い傘' };
export const REAL = { ...EXPERT, sample: false };

/** One browser whose line to the server answers with first contact, and says what was asked of it. */
export const browser = () => {
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
      declare: async (_, declaration) => {
        await readAs(declarationSchema, declaration);
        server.declared = true;
        return done();
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

export const at = (session: AppSession, state: string) => until(() => expect(session.state().at).toBe(state));

export const opened = (session: AppSession) => {
  const state = session.state();
  if (state.at !== 'open') throw new Error(`the app is ${state.at}`);
  return state.banso;
};

export const DECLARATION = { place: 'outside', screenLock: true, encrypted: 'yes', os: 'サンプルOS 1' } as const;

export const declares = async (session: AppSession) => {
  const state = session.state();
  if (state.at !== 'declare') throw new Error(`the app is ${state.at}`);
  expect(await state.first.declare(DECLARATION)).toBe(true);
};

/** Signs this person out, as その他 → サインアウトする does; what lies here stays. */
export const signsOut = async (session: AppSession) => {
  await opened(session).signOut();
  await at(session, 'signedOut');
};

/** The order to erase, as it stands in every answer to a revoked device. */
export const ORDER = { erase: { order: 'order-1' } } as const;
