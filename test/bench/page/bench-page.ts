import { signInTransport } from '@banso/client/sync/sign-in-transport.ts';
import { browserPorts } from '@banso/client/app/browser.ts';
import { type OpenedBanso, openBanso } from '@banso/client/app/open-banso.ts';
import { browserIndexedDb, databaseName, databaseOf } from '@banso/client/store/database.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { openBarePut } from './bare-put.ts';
import { type Phone, recordVisit, type VisitPlace } from './record-visit.ts';

/** What the bench asks of its page. The page is the production client without screens; only its clock can be set. */
export type BenchPage = {
  readonly signIn: (linkToken: string) => Promise<void>;
  /** One tap on 開始 of a visit that is on the screen, from the call until it is saved, in ms. */
  readonly tap: (place: VisitPlace) => Promise<number>;
  /** A bare strict put of a row as large as the last tap's. */
  readonly barePut: () => Promise<number>;
  readonly recordVisits: (visits: readonly (VisitPlace & { readonly seed: number })[]) => Promise<void>;
  /** One whole cycle of the sync engine, in ms. Throws unless everything went and came. */
  readonly sync: () => Promise<number>;
  /** The same phone as when `keep` was called. */
  readonly keep: () => Promise<void>;
  readonly rewind: () => Promise<void>;
  /** A phone that this person has never used, declared and still empty. */
  readonly becomeNew: (linkToken: string) => Promise<void>;
  /** How many visits this phone shows as submitted. */
  readonly submitted: () => Promise<number>;
  /** The texts that wait, posted at once and written to disk: gzip, one POST, fsync; in ms. */
  readonly barePost: () => Promise<number>;
  /** As many bytes as the fresh pull brought, fetched and parsed at once; in ms. */
  readonly bareGet: () => Promise<number>;
  readonly waitingTexts: () => Promise<readonly string[]>;
};

const ports = browserPorts();
let setMs: number | null = null;
const clock = { ...ports.store.clock, wallMs: () => setMs ?? Date.now() };
const settable = { ...ports, store: { ...ports.store, clock } };

let me: SignedIn | null = null;
let app: OpenedBanso | null = null;
let barePut: ((value: unknown) => Promise<number>) | null = null;
let kept: readonly (readonly unknown[])[] = [];
let tapBytes = 1_000;

const opened = (): OpenedBanso => {
  if (!app) throw new Error('nobody is signed in');
  return app;
};

const who = (): SignedIn => {
  if (!me) throw new Error('nobody is signed in');
  return me;
};

const reopen = async () => {
  app?.close();
  app = await openBanso(who(), settable);
};

const phone = (): Phone => {
  const { store, sign, newId } = opened().banso;
  return {
    store,
    sign,
    newId,
    setClock: (atMs) => {
      setMs = atMs;
    },
  };
};

/** The phone's rows beside the app, for copying the phone as a whole. */
const withDatabase = async <Answer>(
  work: (database: ReturnType<typeof databaseOf>) => Promise<Answer>,
): Promise<Answer> => {
  const database = databaseOf(databaseName(who()), browserIndexedDb());
  try {
    return await work(database);
  } finally {
    database.close();
  }
};

const signIn = async (linkToken: string): Promise<void> => {
  const answer = await signInTransport.byCredential(linkToken, 'bench');
  if (!('answer' in answer) || 'step' in answer.answer) throw new Error(`not signed in: ${JSON.stringify(answer)}`);
  me = answer.answer;
};

/** The first contact registers the device; what it may have comes with the next one. */
const declare = async (): Promise<void> => {
  const { banso } = opened();
  await banso.sync.syncNow();
  const declaration = { place: 'outside', screenLock: true, encrypted: 'yes', os: 'bench' } as const;
  const declared = await banso.devices.declare(banso.device.id, declaration);
  if (!('answer' in declared)) throw new Error(`not declared: ${JSON.stringify(declared)}`);
};

const waitingTexts = async () => {
  const { store } = opened().banso;
  const waiting = (await store.outbox()).filter(({ verdict }) => verdict === null);
  return Promise.all(waiting.map(async ({ id }) => (await store.operationText(id)) ?? ''));
};

const bench: BenchPage = {
  signIn: async (linkToken) => {
    await signIn(linkToken);
    await reopen();
    await declare();
    await bench.sync();
  },
  tap: async ({ engagement, visit }) => {
    await opened().banso.store.engagement(engagement);
    const beganMs = performance.now();
    const recorded = await opened().banso.store.record({
      type: 'visit-started@1',
      aggregate: engagement,
      body: { visit },
    });
    const tookMs = performance.now() - beganMs;
    if (!('recorded' in recorded)) throw new Error(`tap not recorded: ${JSON.stringify(recorded)}`);
    tapBytes = (await opened().banso.store.operationText(recorded.recorded.id))?.length ?? tapBytes;
    return tookMs;
  },
  barePut: async () => {
    barePut ??= await openBarePut();
    return barePut(crypto.getRandomValues(new Uint8Array(tapBytes)).buffer);
  },
  recordVisits: async (visits) => {
    for (const visit of visits) await recordVisit(phone(), visit);
    setMs = null;
  },
  sync: async () => {
    const { sync } = opened().banso;
    const beganMs = performance.now();
    await sync.syncNow();
    const tookMs = performance.now() - beganMs;
    const { reachable, problem, waiting, attention } = sync.status();
    if (reachable !== true || problem !== null || waiting > 0 || attention > 0)
      throw new Error(`sync did not finish: ${JSON.stringify(sync.status())}`);
    return tookMs;
  },
  keep: async () => {
    kept = await withDatabase(async ({ tables }) => {
      const rows: (readonly unknown[])[] = [];
      for (const table of tables) rows.push(await table.toArray());
      return rows;
    });
  },
  rewind: async () => {
    opened().close();
    await withDatabase((database) =>
      database.transaction('rw', database.tables, async () => {
        for (const [at, table] of database.tables.entries()) {
          await table.clear();
          await table.bulkAdd([...(kept[at] ?? [])]);
        }
      }),
    );
    await reopen();
    await opened().banso.store.engagements();
  },
  becomeNew: async (linkToken) => {
    opened().close();
    await withDatabase((database) => database.delete());
    // A session belongs to its device: another phone has another one.
    await signIn(linkToken);
    await reopen();
    await declare();
  },
  submitted: async () => {
    const views = await opened().banso.store.engagements();
    return views
      .flatMap(({ engagement }) => Object.values(engagement.visits))
      .filter(({ status }) => status === 'submitted').length;
  },
  barePost: async () => {
    const texts = await waitingTexts();
    const beganMs = performance.now();
    const stream = new Blob([JSON.stringify(texts)]).stream().pipeThrough(new CompressionStream('gzip'));
    await fetch('/limit/post', { method: 'POST', body: await new Response(stream).arrayBuffer() });
    return performance.now() - beganMs;
  },
  bareGet: async () => {
    const beganMs = performance.now();
    JSON.parse(await (await fetch('/limit/get')).text());
    return performance.now() - beganMs;
  },
  waitingTexts,
};

Object.assign(globalThis, { bench });
