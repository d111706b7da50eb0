import * as v from 'valibot';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { type Database, type OutboxRow, withConnection } from './database.ts';
import { sealWith } from './seal.ts';
import type { StorePorts } from './store-ports.ts';

const visitSchema = v.strictObject({
  engagement: v.string(),
  visit: v.string(),
  /** 第何回 */
  number: v.nullable(v.number()),
  /** The day it is planned for, or was begun on; and the planned time, null where there is none. */
  on: v.string(),
  from: v.nullable(v.string()),
  state: v.picklist(['planned', 'running']),
});

/**
 * A visit as the locked screen shows it: the number and the time, so that its beginning and end can be recorded. Never whose
 * company it is (L15).
 */
export type GlanceVisit = v.InferOutput<typeof visitSchema>;

type Ports = Pick<StorePorts, 'crypto' | 'random'>;

const PLACE = 'glance';

/** `upTo`: the last operation of this device when the visits were read. Written only when it says something else. */
export const keepGlance = async (
  database: Database,
  { visits, upTo }: { readonly visits: readonly GlanceVisit[]; readonly upTo: number },
  ports: Ports,
): Promise<void> => {
  const text = JSON.stringify(visits);
  const before = await readRow(database);
  const key = before?.key ?? (await ports.crypto.createSealKey());
  const seal = sealOf(key, ports);
  if (before?.upTo === upTo && (await seal.open(PLACE, before.sealed)) === text) return;
  const sealed = await seal.seal(PLACE, text);
  await withConnection(database, () =>
    database.transaction('rw', database.meta, async () => {
      // This opens without being asked for anything: never on a device that has erased itself meanwhile.
      if (await database.meta.get('identity')) await database.meta.put({ id: 'glance', key, sealed, upTo });
    }),
  );
};

/**
 * What was kept, and what this device recorded after it. An app that dies right after 開始, or records it while locked, has
 * kept nothing since; a visit that runs must not be offered to be begun once more. Empty where nothing was kept.
 */
export const readGlance = async (database: Database, ports: Ports): Promise<readonly GlanceVisit[]> => {
  const row = await readRow(database);
  if (!row) return [];
  const text = await sealOf(row.key, ports).open(PLACE, row.sealed);
  const parsed = text === null ? null : v.safeParse(v.array(visitSchema), JSON.parse(text));
  const kept = parsed?.success ? parsed.output : [];
  const since = await withConnection(database, () =>
    database.outbox
      .where('seq')
      .above(row.upTo ?? 0)
      .sortBy('seq'),
  );
  return since.reduce(afterTap, kept);
};

/** A visit that was begun can be ended, one that was ended is no more shown. */
const afterTap = (visits: readonly GlanceVisit[], tap: OutboxRow): readonly GlanceVisit[] => {
  const { aggregate: engagement, visit, recordedAtMs } = tap;
  if (visit === null) return visits;
  const isIt = (one: GlanceVisit) => one.engagement === engagement && one.visit === visit;
  const others = visits.filter((one) => !isIt(one));
  if (tap.type === 'visit-ended@1') return others;
  if (tap.type !== 'visit-started@1') return visits;
  const number = visits.find(isIt)?.number ?? null;
  const at = clockTimeInJapan(recordedAtMs);
  return [{ engagement, visit, number, on: dayInJapan(recordedAtMs), from: at, state: 'running' }, ...others];
};

const readRow = async (database: Database) => {
  const row = await withConnection(database, () => database.meta.get('glance'));
  return row?.id === 'glance' ? row : null;
};

const sealOf = (key: CryptoKey, ports: Ports) => sealWith({ ...ports, keys: { beside: key, data: null, box: null } });
