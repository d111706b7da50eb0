import type { OutboxRow, PartRow } from '@banso/client/store/database.ts';
import { logChainNext } from '@banso/shared/operation/chain.ts';
import { carriesPart } from '@banso/shared/scope/reach.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import type { SyncAnswer } from '@banso/shared/protocol/sync.ts';
import type { CommittedChange, ModelDatabase } from '../database/model-database.ts';
import type { Row } from '../database/values.ts';
import { TENANT } from '../../support/test-office.ts';
import type { Browser } from './browser.ts';
import { newPhotoOracle, type PhotoOracle } from './photo-oracle.ts';
import { rowsOf, syncOf } from './read-state.ts';
import type { Holder } from './servers.ts';

/** An operation that a screen called saved, and where. */
export type Saved = {
  readonly id: string;
  readonly browser: string;
  readonly database: string;
  readonly seq: number;
  readonly type: string;
  readonly aggregate: string;
  readonly visit: string | null;
};

/**
 * Knows what was promised, looks at what is there after every step that can change it, and says the first thing that does not
 * agree. It reads disks and tables from outside; nothing that it says goes through the code it judges.
 */
export type Oracle = {
  readonly photos: PhotoOracle;
  readonly failure: () => string | null;
  readonly fail: (what: string) => void;
  readonly saved: (browser: Browser, operation: Saved) => void;
  /** Something on this browser's disk has changed. */
  readonly diskChanged: (browser: Browser, database: string, stores: readonly string[]) => void;
  /** The browser threw its data away: what the server does not have is lost, and the person was told that browsers do that. */
  readonly evicted: (browser: Browser) => void;
  readonly committed: (changes: readonly CommittedChange[]) => void;
  readonly asked: (holder: Holder) => () => void;
  readonly answered: (answer: SyncAnswer, holder: Holder) => void;
  /** The office went back to an earlier state of its records. */
  readonly restored: (database: ModelDatabase) => void;
  readonly epoch: () => number;
  readonly counts: () => { readonly saved: number; readonly onServer: number; readonly lost: number };
  /** Everything works again and had its time: nothing may be left over. */
  readonly judgeEnd: (browsers: readonly Browser[], database: ModelDatabase) => void;
  /** Devices that wait for something, and for what; none: everything has come to rest. */
  readonly leftOver: (browsers: readonly Browser[], database: ModelDatabase) => readonly LeftOver[];
};

export type LeftOver = { readonly browser: Browser; readonly database: string; readonly why: string };

type LogEntry = { readonly outcome: string; readonly receipt: string };

export const newOracle = (): Oracle => {
  let failure: string | null = null;
  let database: ModelDatabase | null = null;
  const saved = new Map<string, Saved>();
  const lost = new Set<string>();
  const log = new Map<string, LogEntry>();
  const keptByNumber = new Set<string>();
  const branches = new Map<string, number>();
  const asking = new Set<{ readonly person: string; readonly seen: Set<string> }>();
  /** Rows that were looked at before: a row on the disk is never changed, only replaced. */
  const judged = new WeakSet<object>();
  let chain = '';
  let position = 0;
  let head = 0;
  let epoch = 1;
  let furthestCursor = 0;
  const withoutRole = new Set<string>();

  const fail = (what: string) => {
    failure ??= what;
  };

  const takeLogRow = (row: Row) => {
    const [id, device, seq] = [row['operation_id'], String(row['device']), Number(row['seq'])];
    position += 1;
    if (row['position'] !== position)
      fail(`no cursor gap: log position ${String(row['position'])} after ${position - 1}`);
    chain = logChainNext(chain, { hash: String(row['hash']), deviceChain: String(row['device_chain']) });
    if (row['chain'] !== chain) fail(`chains verify: the tenant's chain breaks at position ${position}`);
    const branch = `${device}#${String(row['branch'])}`;
    const before = branches.get(branch) ?? (row['branch'] === 0 ? 0 : seq - 1);
    if (seq !== before + 1) fail(`per-device order: ${branch} has ${seq} after ${before}`);
    branches.set(branch, seq + Number(row['span']) - 1);
    if (typeof id !== 'string') return;
    if (isParkedAsUnknown(row)) fail(`one effect: ${String(row['type'])} ${id} was parked by who does not know it`);
    if (log.has(id)) fail(`one effect: ${id} is in the log twice`);
    log.set(id, { outcome: String(row['verdict']), receipt: String(row['receipt']) });
  };

  /** After the log rows of the same commit: they were judged by what stood before. */
  const takeRoles = (part: Row) => {
    if (part['kind'] !== 'person' || part['part'] !== 'core') return;
    const person = String(part['aggregate_id']);
    const { roles } = JSON.parse(String(part['body'])) as { readonly roles: readonly unknown[] };
    if (roles.length === 0) withoutRole.add(person);
    else withoutRole.delete(person);
  };

  const takeHead = (now: number) => {
    if (now <= head) fail(`no cursor gap: the head went from ${head} to ${now}`);
    head = now;
  };

  const reachOf = (person: string): ReadonlySet<string> => {
    const scopes = new Set(
      rowsOf(database, 'person_scope').flatMap((row) => (row['person'] === person ? [row['scope']] : [])),
    );
    return new Set(
      rowsOf(database, 'reach').flatMap((row) =>
        scopes.has(row['scope']) ? [`${String(row['kind'])}/${String(row['aggregate_id'])}`] : [],
      ),
    );
  };

  const judgeOutbox = (browser: Browser, name: string) => {
    // Written by the client's store.
    const rows = browser.disk.durableRows(name, 'outbox') as readonly OutboxRow[];
    const ids = new Set(rows.map(({ id }) => id));
    for (const operation of saved.values())
      if (
        operation.browser === browser.name &&
        operation.database === name &&
        !ids.has(operation.id) &&
        !lost.has(operation.id)
      )
        fail(
          `conservation: ${operation.type} ${operation.id} was called saved and is not on the disk of ${browser.name}`,
        );
    const once = new Set<string>();
    for (const [at, row] of rows.entries()) {
      if (row.seq !== at + 1) fail(`per-device order: ${browser.name} has ${row.seq} in place ${at + 1}`);
      if (at > 0 && row.previousChain !== rows[at - 1]?.chain)
        fail(`chains verify: ${browser.name} breaks at ${row.seq}`);
      const deed = `${row.type} ${row.visit ?? row.aggregate}`;
      if (ONCE.has(row.type) && once.has(deed)) fail(`one effect: ${browser.name} recorded ${deed} twice`);
      once.add(deed);
      if (judged.has(row)) continue;
      judged.add(row);
      judgeVerdict(browser, name, row);
    }
  };

  /** "Sent" on a screen means: it is in the log, with this outcome. */
  const judgeVerdict = (browser: Browser, name: string, { id, seq, type, verdict }: OutboxRow) => {
    const sync = syncOf(browser, name);
    // After a restore everything is offered again; until it is answered, the old verdicts are of the old epoch.
    if (!verdict || sync?.epoch !== epoch || seq > sync.acked) return;
    // Kept under the device's number: whose text cannot be read, or is another's, has no id in the log.
    if (verdict.operation === null) {
      keptByNumber.add(id);
      return;
    }
    const entry = log.get(id);
    if (!entry)
      fail(`conservation: ${browser.name} holds a verdict for ${type} ${id}, and the server does not have it`);
    else if (entry.outcome !== verdict.outcome && browser.name === saved.get(id)?.browser)
      fail(`one effect: ${type} ${id} is ${entry.outcome} in the log and ${verdict.outcome} on ${browser.name}`);
  };

  const photos = newPhotoOracle(fail, () => ({ database, epoch }));

  return {
    photos,
    failure: () => failure,
    fail,
    saved: (browser, operation) => {
      saved.set(operation.id, operation);
      judgeOutbox(browser, operation.database);
    },
    diskChanged: (browser, name, stores) => {
      if (!name.startsWith('banso-')) return;
      if (stores.includes('outbox')) judgeOutbox(browser, name);
      photos.diskChanged(browser, name, stores);
    },
    evicted: (browser) => {
      for (const { id, browser: where } of saved.values()) if (where === browser.name) lost.add(id);
      photos.evicted(browser);
    },
    committed: (changes) => {
      const rows = changes.flatMap(({ table, after }) => (table === 'log' && after ? [after] : []));
      for (const row of rows.toSorted((a, b) => Number(a['position']) - Number(b['position']))) {
        takeLogRow(row);
        const outcome = row['verdict'];
        if (withoutRole.has(String(row['actor'])) && (outcome === 'accepted' || outcome === 'flagged'))
          fail(`scope safety: ${String(row['type'])} of ${String(row['actor'])}, who has no role, is ${outcome}`);
      }
      for (const { table, after } of changes) if (table === 'part' && after) takeRoles(after);
      for (const { table, after } of changes) {
        if (table === 'tenant' && after && Number(after['head']) !== head) takeHead(Number(after['head']));
        if ((table === 'feed' || table === 'part') && after && Number(after['head']) <= furthestCursor)
          fail(
            `no cursor gap: a row came at head ${String(after['head'])}, and a reader is at ${furthestCursor} already`,
          );
        if (table === 'reach' || table === 'person_scope')
          for (const one of asking) for (const key of reachOf(one.person)) one.seen.add(key);
      }
    },
    asked: (holder) => {
      if (!holder) return () => {};
      const one = { person: holder.person, seen: new Set(reachOf(holder.person)) };
      asking.add(one);
      return () => asking.delete(one);
    },
    answered: ({ pull }, holder) => {
      if (!pull || 'problem' in pull) return;
      if (pull.epoch === epoch) furthestCursor = Math.max(furthestCursor, pull.cursor);
      const person = holder?.person ?? '';
      const allowed = new Set([...asking].flatMap((one) => (one.person === person ? [...one.seen] : [])));
      const stray = pull.rows.find((row) => row.body !== null && !allowed.has(`${row.kind}/${row.aggregate}`));
      if (stray) fail(`scope safety: ${person} was given ${stray.kind}/${stray.aggregate}`);
    },
    restored: (now) => {
      database = now;
      log.clear();
      branches.clear();
      chain = '';
      position = 0;
      furthestCursor = 0;
      for (const row of rowsOf(now, 'log').toSorted((a, b) => Number(a['position']) - Number(b['position'])))
        takeLogRow(row);
      const tenant = rowsOf(now, 'tenant').find((row) => row['id'] === TENANT);
      withoutRole.clear();
      for (const row of rowsOf(now, 'part')) takeRoles(row);
      head = Number(tenant?.['head'] ?? 0);
      epoch = Number(tenant?.['epoch'] ?? 1);
    },
    epoch: () => epoch,
    counts: () => ({ saved: saved.size, onServer: log.size, lost: lost.size }),
    leftOver: (browsers, now) => {
      const latest = headOf(now);
      return databasesOf(browsers).flatMap(({ browser, name }) => {
        const sync = syncOf(browser, name);
        const rows = browser.disk.durableRows(name, 'outbox') as readonly OutboxRow[];
        const waiting = rows.filter(({ verdict, seq }) => !verdict || seq > (sync?.acked ?? 0));
        const pictures = photos.waiting(browser, name);
        if (sync?.cursor === latest && sync.epoch === epoch && waiting.length + pictures === 0) return [];
        const at = sync
          ? `cursor ${sync.cursor} of ${latest}, epoch ${sync.epoch} of ${epoch}, acked ${sync.acked}`
          : 'never met';
        return [
          { browser, database: name, why: `${at}, ${waiting.length} of ${rows.length} wait, and ${pictures} photos` },
        ];
      });
    },
    judgeEnd: (browsers, now) => {
      for (const { id, type } of saved.values())
        if (!lost.has(id) && !log.has(id) && !keptByNumber.has(id))
          fail(`conservation: ${type} ${id} was called saved and never reached the server`);
      for (const { browser, name } of databasesOf(browsers)) {
        for (const row of browser.disk.durableRows(name, 'outbox') as readonly OutboxRow[]) {
          if (!row.verdict) fail(`every operation gets a verdict: ${row.type} ${row.id} on ${browser.name} has none`);
          judgeVerdict(browser, name, row);
        }
        judgeParts(browser, name, now, fail);
      }
      photos.judgeEnd(browsers, now);
    },
  };
};

/** By a process that runs an earlier program: the present one knows it. */
const isParkedAsUnknown = (row: Row): boolean =>
  row['verdict'] === 'parked' &&
  String(row['verdict_detail']).includes('"unknown_type"') &&
  OPERATION_TYPES.has(String(row['type']));

/** What a person does at most once about one thing. */
const ONCE = new Set(['visit-scheduled@1', 'engagement-created@1']);

const headOf = (database: ModelDatabase): number =>
  Number(rowsOf(database, 'tenant').find((row) => row['id'] === TENANT)?.['head'] ?? 0);

const databasesOf = (browsers: readonly Browser[]) =>
  browsers.flatMap((browser) =>
    browser.disk
      .databases()
      .filter((name) => name.startsWith('banso-'))
      .map((name) => ({ browser, name })),
  );

/** A device that is at the head holds exactly what its person's feeds show. */
const judgeParts = (browser: Browser, name: string, database: ModelDatabase, fail: (what: string) => void): void => {
  const person = name.slice(`banso-${TENANT}-`.length);
  const scopes = new Set(
    rowsOf(database, 'person_scope').flatMap((row) => (row['person'] === person ? [row['scope']] : [])),
  );
  const keyOf = (row: Row) => `${String(row['kind'])}/${String(row['aggregate_id'])}/${String(row['part'])}`;
  // From what reaches whom, not from the feeds: what was never written into a feed would be missed on both sides.
  const reaching = rowsOf(database, 'reach').filter((row) => scopes.has(row['scope']));
  const shown = new Set(
    rowsOf(database, 'part').flatMap((part) =>
      reaching.some(
        (row) =>
          row['kind'] === part['kind'] &&
          row['aggregate_id'] === part['aggregate_id'] &&
          carriesPart(String(row['scope']), String(part['kind']), String(part['part'])),
      )
        ? [keyOf(part)]
        : [],
    ),
  );
  const versions = new Map(rowsOf(database, 'part').map((row) => [keyOf(row), Number(row['version'])]));
  const held = new Map(
    (browser.disk.durableRows(name, 'parts') as readonly PartRow[]).map((row) => [
      `${row.kind}/${row.aggregate}/${row.part}`,
      row.version,
    ]),
  );
  for (const key of shown)
    if (held.get(key) !== versions.get(key))
      fail(
        `no cursor gap: ${browser.name} has ${key} in version ${held.get(key) ?? 'none'} of ${versions.get(key) ?? '?'}`,
      );
  for (const key of held.keys())
    if (!shown.has(key)) fail(`scope safety: ${browser.name} of ${person} still has ${key}`);
};
