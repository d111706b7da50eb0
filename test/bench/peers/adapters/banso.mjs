// Banso: the product's own client (store, outbox, sync engine, live stream) over fake-indexeddb, by HTTP, with the product's own
// server on its durable embedded database. Every edit is an operation, signed, sealed, judged, and answered with a verdict.
import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { listen } from '../lib/wait.mjs';
import { contentOf, numberOf, pathOf, planOf, visitId } from '../lib/workload.mjs';

export const label = 'Banso (every edit, signed, with a verdict)';
export const rooms = true;
/** The desk sees what everybody sends. */
export const readsAll = 'desk';

const VISITS_PER_ENGAGEMENT = 5;
/** Beside the server: gives sign-in links, as an administrator would. */
const LINKS_FROM_PORT = 10_000;

const expertOf = (room) => `expert-${room}`;

/** The engagement of the k-th visit of a room. */
const engagementOf = (room, k) => `engagement-${room}-${Math.floor(k / VISITS_PER_ENGAGEMENT)}`;

export const server = async ({ dir, port, owners }) => {
  const { openServer } = await import('@banso/server/open-server.ts');
  const { createApp } = await import('@banso/server/app.ts');
  const { runNotices } = await import('@banso/server/notices/run-notices.ts');
  const { invite } = await import('@banso/server/auth/credentials.ts');
  const { serve } = await import('../../../../server/node_modules/@hono/node-server/dist/index.mjs');
  const { TENANT } = await import('../../../support/test-office.ts');
  const isNew = !existsSync(join(dir, 'database'));
  const clock = { nowMs: () => Date.now() };
  const server = await openServer({
    dataDir: dir,
    migrationsDir: process.env.BANSO_MIGRATIONS_DIR,
    pgliteDir: process.env.BANSO_PGLITE_DIR,
    formsDir: process.env.BANSO_FORMS_DIR,
    keyFile: join(dir, 'keys', 'key-file'),
    clock,
    log: () => {},
  });
  if (isNew) await openOffice(server, owners);
  const baseUrl = `http://127.0.0.1:${port}`;
  // Every client has an address of its own: whoever signs in fifty times from one is made to wait.
  let callers = 0;
  const callerOf = () => String((callers += 1));
  const app = createApp(server, { baseUrl, callerOf });
  await new Promise((resolve) => serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, resolve));
  runNotices(server, { mailer: null, baseUrl, leaseMs: 900_000 });
  const links = http.createServer(async (request, response) => {
    const person = decodeURIComponent(request.url.slice(1));
    response.end((await invite(server, { tenant: TENANT, person })).linkToken);
  });
  await new Promise((resolve) => links.listen(port + LINKS_FROM_PORT, '127.0.0.1', resolve));
  const tables = `select sum(pg_total_relation_size(oid)) n from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace`;
  return { size: async () => Number((await server.store.pool.query(tables)).rows[0].n) };
};

/** An expert for each room, their engagements, and a plan for each visit that will be recorded. */
const openOffice = async (server, owners) => {
  const { recordAsServer } = await import('@banso/server/sample/server-recorder.ts');
  const { ADMINISTRATOR, makeOffice, PROGRAMME, TENANT } = await import('../../../support/test-office.ts');
  await makeOffice(server);
  const atMs = server.clock.nowMs();
  const visitsByRoom = new Map();
  for (const { room, from, to } of owners) {
    const visits = Array.from({ length: to - from }, (_, k) => from + k);
    visitsByRoom.set(room, [...(visitsByRoom.get(room) ?? []), ...visits]);
  }
  for (const [room, visits] of visitsByRoom) {
    const expert = expertOf(room);
    const by = { actor: ADMINISTRATOR, atMs };
    const engagements = [...new Set(visits.map((_, k) => engagementOf(room, k)))];
    await recordAsServer(server, TENANT, [
      {
        ...by,
        type: 'person-registered@1',
        kind: 'person',
        aggregate: expert,
        body: {
          name: `見本 ${room}（サンプル）`,
          kana: 'ミホン',
          roles: [{ role: 'expert', programme: PROGRAMME }],
          registration: { number: `サンプル-${room}`, from: '2026-04-01', to: '2027-03-31' },
        },
      },
    ]);
    await recordAsServer(server, TENANT, [
      ...engagements.flatMap((id) => engagementOperations({ ...by, kind: 'engagement', aggregate: id }, expert)),
      ...visits.map((n, k) => ({
        actor: expert,
        atMs,
        type: 'visit-scheduled@1',
        kind: 'engagement',
        aggregate: engagementOf(room, k),
        body: { visit: visitId(n), number: (k % VISITS_PER_ENGAGEMENT) + 1, ...planOf(k), ...PLACE },
      })),
    ]);
  }
};

const PLACE = { mode: 'onSite', place: '本社工場' };

const engagementOperations = (by, expert) => [
  { ...by, type: 'engagement-created@1', body: { programme: 'programme-1', company: 'company-1' } },
  {
    ...by,
    type: 'contract-recorded@1',
    body: { number: `${by.aggregate}号`, concludedOn: '2026-04-10', from: '2026-04-10', to: '2027-01-31' },
  },
  {
    ...by,
    type: 'expert-assigned@1',
    body: { expert, on: '2026-05-01', department: '支援課', reason: '同じ業種での支援の経験による。' },
  },
];

/** What a browser keeps beside its page: where its server is, and the cookie it gave. */
const browser = new AsyncLocalStorage();
const { fetch: plainFetch } = globalThis;

/** Addresses without a host, and cookies, as a page has them. */
const pageFetch = async (address, options = {}) => {
  const page = browser.getStore();
  if (!page || !String(address).startsWith('/')) return plainFetch(address, options);
  const headers = { ...options.headers, ...(page.cookie ? { cookie: page.cookie } : {}), origin: page.url };
  const response = await plainFetch(`${page.url}${address}`, { ...options, headers });
  const [cookie] = response.headers.getSetCookie();
  if (cookie) page.cookie = cookie.split(';')[0];
  return response;
};

/** As much of it as the product uses. */
class EventSource extends EventTarget {
  static OPEN = 1;
  static CLOSED = 2;
  readyState = 0;
  #ended = new AbortController();
  constructor(address) {
    super();
    const page = browser.getStore();
    const opened = () => {
      this.readyState = EventSource.OPEN;
      this.dispatchEvent(new Event('open'));
    };
    const heard = (data) => this.dispatchEvent(Object.assign(new Event('message'), { data }));
    void listen(`${page.url}${address}`, heard, {
      signal: this.#ended.signal,
      opened,
      headers: { cookie: page.cookie },
    });
  }
  close() {
    this.readyState = EventSource.CLOSED;
    this.#ended.abort();
  }
}

const DECLARATION = { place: 'outside', screenLock: true, encrypted: 'yes', os: 'サンプルOS 1' };
/** When the edits of a visit are made, in minutes after its start. */
const MINUTES = [0, 60, 184, 186, 188, 189];

export const open = async ({ url, home, room }) => {
  Object.assign(globalThis, { fetch: pageFetch, EventSource });
  const parts = await productParts();
  const page = { url, cookie: null };
  const inPage = (work) => browser.run(page, work);
  let setMs = null;
  const ports = parts.portsWith({ wallMs: () => setMs ?? Date.now() });
  const person = room === readsAll ? 'approver-1' : expertOf(room);
  const token = await (await plainFetch(linkAddress(home ?? url, person))).text();
  const me = await inPage(() => parts.signIn(token));
  const { banso } = await inPage(() => parts.openBanso(me, ports));
  await inPage(() => banso.sync.syncNow());
  const declared = await inPage(() => banso.devices.declare(banso.device.id, DECLARATION));
  if (!('answer' in declared)) throw new Error(`not declared: ${JSON.stringify(declared)}`);

  const sync = async () => {
    await inPage(() => banso.sync.syncNow());
    const { reachable, problem, waiting, attention } = banso.sync.status();
    if (!reachable || problem || waiting > 0 || attention > 0)
      throw new Error(`sync did not finish: ${JSON.stringify(banso.sync.status())}`);
  };
  const engagementByVisit = new Map();
  const placeOf = async (visit) => {
    if (!engagementByVisit.has(visit)) {
      for (const { id, engagement } of await banso.store.engagements())
        for (const planned of Object.keys(engagement.visits)) engagementByVisit.set(planned, id);
    }
    return engagementByVisit.get(visit);
  };
  const record = async ({ id: visit, step }) => {
    const engagement = await placeOf(visit);
    const view = await banso.store.engagement(engagement);
    const { schedule } = view.engagement.visits[visit];
    setMs = parts.instantInJapan(schedule.on, schedule.from) + MINUTES[step] * 60_000;
    const wish = await parts.wishOf({ step, view, visit, banso });
    const recorded = await banso.store.record({ ...wish, aggregate: engagement });
    setMs = null;
    if (!('recorded' in recorded)) throw new Error(`${wish.type} not recorded: ${JSON.stringify(recorded)}`);
  };
  // An engagement is the same object until it changes, and is drawn anew only then, as on a screen.
  const drawn = new WeakMap();
  const draw = ({ engagement }) => {
    const visits = drawn.get(engagement) ?? parts.visitsOf({ engagement });
    drawn.set(engagement, visits);
    return visits;
  };
  const read = async () => (await banso.store.engagements()).flatMap(draw);
  let planned;
  return {
    apply: async (edits) => {
      // What is to be visited comes from the office.
      await (planned ??= sync());
      for (const edit of edits) await inPage(() => record(edit));
    },
    push: sync,
    pull: sync,
    live: async (seen) => {
      const known = new Set((await read()).filter(({ status }) => status === 'submitted').map(({ id }) => id));
      banso.store.subscribe(async () => {
        for (const visit of await read()) {
          if (visit.status !== 'submitted' || known.has(visit.id)) continue;
          known.add(visit.id);
          seen(visit);
        }
      });
      inPage(() => banso.sync.start());
    },
    acked: async () => {
      const edits = new Map();
      for (const { visit, verdict } of await banso.store.outbox())
        if (visit && verdict) edits.set(visit, (edits.get(visit) ?? 0) + 1);
      return [...edits];
    },
    read,
  };
};

const linkAddress = (home, person) => {
  const { hostname, port } = new URL(home);
  return `http://${hostname}:${Number(port) + LINKS_FROM_PORT}/${person}`;
};

/** The product's own modules, and what has to stand in for a browser around them. */
const productParts = async () => {
  const from = (path) => import(`@banso/${path}.ts`);
  const [{ openBanso }, { httpTransport }, { httpAccountTransport }, { httpDeviceTransport }, { signInTransport }] =
    await Promise.all([
      from('client/app/open-banso'),
      from('client/sync/http-transport'),
      from('client/sync/account-transport'),
      from('client/sync/device-transport'),
      from('client/sync/sign-in-transport'),
    ]);
  const [{ eventSourcePokes }, { inProcessLocks }, { webCrypto }, { browserRandom }] = await Promise.all([
    from('client/sync/live-transport'),
    from('client/store/locks'),
    from('client/store/device-crypto'),
    from('client/store/random'),
  ]);
  const { instantInJapan } = await from('shared/time/day');
  const { fieldHash } = await from('shared/engagement/visit-fields');
  const { confirmationText } = await from('shared/evidence/confirmation-text');
  const { confirmationStatement } = await from('shared/evidence/confirmation');
  const { sha256Hex } = await from('shared/lib/hash');
  const { newProfile, tabsOfOneBrowser } = await import('../../../support/open-device.ts');

  const saved = (view, visit, fields) => {
    const before = view.engagement.visits[visit].fields;
    const changes = Object.entries(fields).map(([field, value]) => ({ field, base: fieldHash(before[field]), value }));
    return { type: 'visit-report-saved@1', body: { visit, changes } };
  };
  const signed = async ({ view, visit, banso, strokes }) => {
    const parties = { company: view.company?.name ?? '', expert: view.expert?.name ?? '' };
    const text = confirmationText(view.engagement.visits[visit], parties);
    const said = {
      confirmation: banso.newId(),
      hash: sha256Hex(text),
      manner: { by: 'strokes', strokes },
      proxy: null,
      signer: { ...view.company.representative, role: 'representative', identifiedBy: 'metOnSite' },
    };
    const body = {
      ...said,
      visit,
      version: 1,
      text,
      sentence: view.ruleSet.confirmationSentence.value,
      parties,
      appVersion: '0.0.0',
      deviceSignature: await banso.sign(confirmationStatement(said)),
    };
    return { type: 'confirmation-signed@1', body };
  };
  return {
    openBanso,
    instantInJapan,
    signIn: async (token) => {
      const signedIn = await signInTransport.byCredential(token, 'peers');
      if (!('answer' in signedIn) || 'step' in signedIn.answer)
        throw new Error(`not signed in: ${JSON.stringify(signedIn)}`);
      return signedIn.answer;
    },
    wishOf: async ({ step, view, visit, banso }) => {
      const { gist, content, effect, nextContent, strokes } = contentOf(numberOf(visit));
      const steps = [
        () => ({ type: 'visit-started@1', body: { visit } }),
        () => saved(view, visit, { place: '本社工場', present: '見本 太郎、見本 花子', gist }),
        () => ({ type: 'visit-ended@1', body: { visit } }),
        () => saved(view, visit, { content, effect, progress: 'asPlanned', nextContent, nextOn: '2027-01-15' }),
        () => signed({ view, visit, banso, strokes }),
        () => ({ type: 'visit-submitted@1', body: { visit } }),
      ];
      return steps[step]();
    },
    /** The visits of a view in the words of the workload; `rev` counts the edits that are in it. */
    visitsOf: ({ engagement }) =>
      Object.values(engagement.visits)
        .filter(({ start }) => start !== null)
        .map(({ id, status, fields, end }) => {
          const own = Object.values(engagement.confirmations).filter(({ visit }) => visit === id);
          const done = [true, fields.gist !== '', end !== null, fields.content !== ''];
          const { gist, content, effect, nextContent } = fields;
          const rev = [...done, own.length > 0, status === 'submitted'].filter(Boolean).length;
          const signature = own[0] ? pathOf(own[0].manner.strokes) : undefined;
          return {
            id,
            rev,
            gist,
            content,
            effect,
            nextContent,
            signature,
            status,
            doubled: Math.max(0, own.length - 1),
          };
        }),
    portsWith: ({ wallMs }) => {
      const beganMs = performance.now();
      const clock = {
        wallMs,
        monoMs: () => Math.round(performance.now() - beganMs),
        page: 'peers',
        after: (ms, run) => {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
      };
      const locks = inProcessLocks();
      const unused = () => Promise.resolve(null);
      return {
        store: {
          clock,
          random: browserRandom,
          crypto: webCrypto,
          indexedDb: newProfile(),
          changes: tabsOfOneBrowser(),
        },
        locks,
        transport: httpTransport,
        account: httpAccountTransport,
        devices: httpDeviceTransport,
        photos: { ask: unused, send: unused },
        wakeUps: () => () => {},
        live: (database) => eventSourcePokes({ locks, clock, lock: `${database}-live` }),
        deviceLabel: 'peers',
      };
    },
  };
};
