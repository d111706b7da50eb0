import * as v from 'valibot';
import { type Database, withConnection } from './database.ts';
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

/** Written only when it says something else. */
export const keepGlance = async (database: Database, visits: readonly GlanceVisit[], ports: Ports): Promise<void> => {
  const text = JSON.stringify(visits);
  const before = await readRow(database);
  const key = before?.key ?? (await ports.crypto.createSealKey());
  const seal = sealOf(key, ports);
  if (before && (await seal.open(PLACE, before.sealed)) === text) return;
  const sealed = await seal.seal(PLACE, text);
  await withConnection(database, () =>
    database.transaction('rw', database.meta, async () => {
      // This opens without being asked for anything: never on a device that has erased itself meanwhile.
      if (await database.meta.get('identity')) await database.meta.put({ id: 'glance', key, sealed });
    }),
  );
};

/** Empty where nothing was kept. */
export const readGlance = async (database: Database, ports: Ports): Promise<readonly GlanceVisit[]> => {
  const row = await readRow(database);
  const text = row && (await sealOf(row.key, ports).open(PLACE, row.sealed));
  const parsed = text === null ? null : v.safeParse(v.array(visitSchema), JSON.parse(text));
  return parsed?.success ? parsed.output : [];
};

const readRow = async (database: Database) => {
  const row = await withConnection(database, () => database.meta.get('glance'));
  return row?.id === 'glance' ? row : null;
};

const sealOf = (key: CryptoKey, ports: Ports) => sealWith({ ...ports, keys: { beside: key, data: null, box: null } });
