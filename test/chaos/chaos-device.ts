import { gzipSync } from 'node:zlib';
import type { AppPorts } from '@banso/client/app/browser.ts';
import { type OpenedBanso, openBanso } from '@banso/client/app/open-banso.ts';
import type { OutboxEntry, Recorded } from '@banso/client/store/client-store.ts';
import { databaseName, databaseOf, type IndexedDb } from '@banso/client/store/database.ts';
import { type DeviceCrypto, webCrypto } from '@banso/client/store/device-crypto.ts';
import { unlockDevice } from '@banso/client/store/device-lock.ts';
import { inProcessLocks } from '@banso/client/store/locks.ts';
import { openDevice } from '@banso/client/store/open-device.ts';
import { browserRandom } from '@banso/client/store/random.ts';
import { signInsOf } from '@banso/client/store/sign-ins.ts';
import type { SyncResponse } from '@banso/client/sync/sync-transport.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { syncAnswerSchema } from '@banso/shared/protocol/sync.ts';
import type { Verdict } from '@banso/shared/protocol/verdict.ts';
import { keysOfOneBrowser, newProfile, tabsOfOneBrowser } from '../support/open-device.ts';
import { SILENT_PORTS } from '../support/silent-ports.ts';

/** A phone or PC with the production client on it, in this process, over real HTTP. */
export type ChaosDevice = {
  readonly me: SignedIn;
  readonly name: string;
  readonly id: () => string;
  readonly banso: () => OpenedBanso['banso'];
  /** The first verdict of each operation that this device heard, by the operation's id. */
  readonly acknowledged: ReadonlyMap<string, Verdict>;
  /** Where a later verdict contradicted the first. */
  readonly contradictions: readonly string[];
  readonly declare: () => Promise<SyncResponse>;
  /** Resolves when no more than so many operations wait for their verdict. */
  readonly untilWaiting: (most: number) => Promise<void>;
  /** The app is closed wherever it stands, and opened again from this device's disk. */
  readonly reopen: () => Promise<void>;
  readonly outbox: () => Promise<readonly OutboxEntry[]>;
  /** Version of every part it holds, and where it stands. */
  readonly held: () => Promise<{ readonly cursor: number; readonly parts: ReadonlyMap<string, number> }>;
  readonly close: () => void;
};

export type ChaosDeviceOptions = {
  readonly me: SignedIn;
  readonly cookie: string;
  readonly name: string;
  readonly url: string;
  /** Absent: a device that was never used. */
  readonly profile?: IndexedDb;
  readonly crypto?: DeviceCrypto;
  /** Opens a device that is locked. */
  readonly passphrase?: string;
  /** Absent: the network. */
  readonly ask?: (url: string, init: RequestInit) => Promise<Response>;
};

/** Backoffs and polls of a long day in a short one: the app's timers run so many times faster. Nothing else does. */
const HURRY = 10;
const TIMEOUT_MS = 10_000;

export const openChaosDevice = async ({
  me,
  cookie,
  name,
  url,
  profile: indexedDb = newProfile(),
  crypto = webCrypto,
  passphrase,
  ask = fetch,
}: ChaosDeviceOptions): Promise<ChaosDevice> => {
  const jar = { cookie };
  const acknowledged = new Map<string, Verdict>();
  const contradictions: string[] = [];
  const hear = async (body: unknown): Promise<void> => {
    const answer = await syncAnswerSchema['~standard'].validate(body);
    if (answer.issues || !answer.value.push || !('verdicts' in answer.value.push)) return;
    for (const verdict of answer.value.push.verdicts) {
      const { operation } = verdict;
      if (operation === null) continue;
      const first = acknowledged.get(operation);
      if (!first) acknowledged.set(operation, verdict);
      else if (JSON.stringify(first) !== JSON.stringify(verdict))
        contradictions.push(`${name}: ${JSON.stringify(first)}, later ${JSON.stringify(verdict)}`);
    }
  };
  const post = async (path: string, body: object): Promise<SyncResponse> => {
    const answer = await posted(`${url}${path}`, { body, jar, ask });
    if (answer?.status === 200) await hear(answer.body);
    return answer;
  };
  const locks = inProcessLocks();
  const changes = tabsOfOneBrowser();
  let pages = 0;
  const open = async (): Promise<OpenedBanso> => {
    pages += 1;
    const ports = portsOf({ name, page: `${name}-${pages}`, post, indexedDb, crypto, locks, changes });
    const device = await openDevice(me, ports.store);
    const dataKey =
      device.lock && passphrase !== undefined
        ? await unlockDevice(device.lock, { way: 'passphrase', passphrase })
        : null;
    const opened = await openBanso(me, ports, { unlocked: { device, dataKey } });
    opened.banso.sync.start();
    return opened;
  };
  let opened = await open();

  return {
    me,
    name,
    id: () => opened.banso.device.id,
    banso: () => opened.banso,
    acknowledged,
    contradictions,
    declare: async () => {
      const declaration = { place: 'outside', screenLock: true, encrypted: 'yes', os: 'サンプルOS 1' };
      return post(`/api/devices/${opened.banso.device.id}/declarations`, declaration);
    },
    untilWaiting: (most) => {
      const { sync, store } = opened.banso;
      return new Promise((resolve) => {
        const look = () => {
          if (sync.status().waiting > most) return;
          stop();
          resolve();
        };
        const stop = sync.subscribe(look);
        // Counted anew: the status of a page that has just opened knows of nothing yet.
        void store.outbox().then(look);
      });
    },
    reopen: async () => {
      opened.close();
      opened = await open();
    },
    outbox: () => opened.banso.store.outbox(),
    held: async () => {
      const database = databaseOf(databaseName(me), indexedDb);
      const sync = await database.meta.get('sync');
      const rows = await database.parts.toArray();
      database.close();
      return {
        cursor: sync && 'cursor' in sync ? sync.cursor : 0,
        parts: new Map(rows.map(({ kind, aggregate, part, version }) => [`${kind}/${aggregate}/${part}`, version])),
      };
    },
    close: () => opened.close(),
  };
};

/** What a tap came to; null where it was refused: somebody else was faster. Throws when this device's disk failed. */
export const recordedIn = (recorded: Recorded): OutboxEntry | null => {
  if ('failed' in recorded) throw new Error('a tap was not saved');
  return 'recorded' in recorded ? recorded.recorded : null;
};

type Parts = Pick<AppPorts, 'locks'> &
  Pick<AppPorts['store'], 'indexedDb' | 'changes' | 'crypto'> & {
    readonly name: string;
    readonly page: string;
    readonly post: (path: string, body: object) => Promise<SyncResponse>;
  };

const portsOf = ({ name, page, post, indexedDb, crypto, locks, changes }: Parts): AppPorts => ({
  ...SILENT_PORTS,
  store: {
    clock: {
      wallMs: () => Date.now(),
      monoMs: () => Math.round(performance.now()),
      page,
      after: (ms, run) => {
        const timer = setTimeout(run, ms / HURRY);
        return () => clearTimeout(timer);
      },
    },
    random: browserRandom,
    crypto,
    indexedDb,
    changes,
  },
  locks,
  transport: { post: (request) => post('/api/sync', request) },
  photos: { ask: () => Promise.resolve(null), send: () => Promise.resolve(null) },
  account: {
    ...SILENT_PORTS.account,
    registerDevice: async (device) =>
      (await post('/api/devices', device))?.status === 204 ? { answer: null } : { unreachable: true },
  },
  wakeUps: () => () => {},
  live: () => () => ({ connected: () => false, stop: () => {} }),
  signIns: signInsOf(indexedDb),
  keyTabs: keysOfOneBrowser(),
  deviceLabel: name,
});

const posted = async (
  url: string,
  {
    body,
    jar,
    ask,
  }: { readonly body: object; readonly jar: { cookie: string }; readonly ask: NonNullable<ChaosDeviceOptions['ask']> },
): Promise<SyncResponse> => {
  try {
    const text = JSON.stringify(body);
    const zipped = url.endsWith('/api/sync');
    const response = await ask(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: jar.cookie,
        ...(zipped ? { 'content-encoding': 'gzip' } : {}),
      },
      body: zipped ? gzipSync(text) : text,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const [renewed] = response.headers.getSetCookie();
    if (renewed) jar.cookie = renewed.split(';')[0] ?? '';
    const answer = await response.text();
    return { status: response.status, body: answer === '' ? null : (JSON.parse(answer) as unknown) };
  } catch {
    return null;
  }
};
