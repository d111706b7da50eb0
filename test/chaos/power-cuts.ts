import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openServer } from '@banso/server/open-server.ts';
import { refold } from '@banso/server/refold.ts';
import { logPage } from '@banso/server/store/log.ts';
import { type Chance, chanceOf } from '../simulation/world/chance.ts';
import { builtForms } from '../support/built-forms.ts';
import { migrationsDir } from '../support/databases.ts';
import { visitTaps } from '../support/test-device.ts';
import { ENGAGEMENT, makeOffice, TENANT } from '../support/test-office.ts';
import type { TestServer, testServers } from '../support/test-server.ts';
import { type DiskEvent, recordDisk } from './disk-journal.ts';
import { openCutDisk, type Remains } from './power-cut.ts';

/** What happened to the disk of an office while a phone sent to it; `acknowledged ID ID …` marks the moment a push was answered. */
export type RecordedOffice = {
  /** The data folder before, whole and flushed. */
  readonly base: string;
  readonly keyFile: string;
  readonly events: readonly DiskEvent[];
  readonly remove: () => void;
};

const CHECKPOINT = 'checkpoint';
const ACKNOWLEDGED = 'acknowledged';
const PUSHES = 14;
/** Every so many pushes the database writes its pages into their files, as it does when its log has grown. */
const PUSHES_BETWEEN_CHECKPOINTS = 4;

/** Lets a phone push visits to an office on the embedded database, and writes down what reaches the disk, and when. */
export const recordOffice = async (open: ReturnType<typeof testServers>['open']): Promise<RecordedOffice> => {
  const folder = mkdtempSync(join(tmpdir(), 'banso-power-'));
  const keyFile = join(folder, 'key-file');
  const first = await open({ keyFile });
  await makeOffice(first.server);
  const phone = await first.phone();
  await first.server.close();
  const { place } = first;
  const base = join(folder, 'base');
  cpSync(join(place.dataDir, 'database'), base, { recursive: true });

  const journal = recordDisk(join(place.dataDir, 'database'));
  try {
    const office = await open({ place, keyFile });
    for (let n = 1; n <= PUSHES; n += 1) {
      for (const tap of visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: n })) phone.record(tap);
      const verdicts = await office.push(phone);
      journal.mark(`${ACKNOWLEDGED} ${verdicts.map(({ operation }) => operation).join(' ')}`);
      if (n % PUSHES_BETWEEN_CHECKPOINTS === 0) await checkpoint(office, journal.mark);
    }
  } finally {
    journal.stop();
  }
  return { base, keyFile, events: journal.events, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

const checkpoint = async ({ server }: TestServer, mark: (mark: string) => void): Promise<void> => {
  mark(CHECKPOINT);
  await server.store.pool.query('checkpoint');
  mark(`${CHECKPOINT} ended`);
};

/** Event numbers at which the power fails. */
export type Moments = {
  /** As soon as a push was answered. */
  readonly answered: readonly number[];
  /** In the middle of a push. */
  readonly within: readonly number[];
  /** While pages are written into their files. */
  readonly checkpoint: readonly number[];
};

/** So many moments of each kind, drawn by the seed. */
export const drawMoments = (
  events: readonly DiskEvent[],
  { seed, each }: { readonly seed: number; readonly each: number },
): Moments => {
  const chance = chanceOf(seed, 'moments');
  const answered: number[] = [];
  const within: number[] = [];
  const checkpoints: number[] = [];
  let inCheckpoint = false;
  for (const [at, event] of events.entries()) {
    if (event.what === 'mark' && event.mark.startsWith(ACKNOWLEDGED)) answered.push(at + 1);
    else if (event.what === 'mark') inCheckpoint = event.mark === CHECKPOINT;
    else (inCheckpoint ? checkpoints : within).push(at + 1);
  }
  const some = (moments: readonly number[]) => Array.from({ length: each }, () => chance.pick(moments));
  return { answered: some(answered), within: some(within), checkpoint: some(checkpoints) };
};

/** What an office lost whose power failed after this event; [] when everything it had acknowledged is there and proves itself. */
export const lostBy = async (
  { base, keyFile, events }: Pick<RecordedOffice, 'base' | 'keyFile' | 'events'>,
  { moment, remains, chance }: { readonly moment: number; readonly remains: Remains; readonly chance: Chance },
): Promise<readonly string[]> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'banso-cut-'));
  try {
    const disk = openCutDisk(base, { events, chance });
    disk.goTo(moment);
    mkdirSync(join(dataDir, 'database'));
    disk.cut(remains, join(dataDir, 'database'));
    return await judge({ dataDir, keyFile, acknowledged: acknowledgedBy(events, moment) });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const acknowledgedBy = (events: readonly DiskEvent[], moment: number): readonly string[] =>
  events
    .slice(0, moment)
    .flatMap((event) =>
      event.what === 'mark' && event.mark.startsWith(ACKNOWLEDGED) ? event.mark.split(' ').slice(1) : [],
    );

const judge = async ({
  dataDir,
  keyFile,
  acknowledged,
}: {
  readonly dataDir: string;
  readonly keyFile: string;
  readonly acknowledged: readonly string[];
}): Promise<readonly string[]> => {
  let server: Awaited<ReturnType<typeof openServer>>;
  try {
    server = await openServer({
      dataDir,
      migrationsDir,
      keyFile,
      formsDir: builtForms,
      clock: { nowMs: Date.now },
      log: () => {},
    });
  } catch (error) {
    return [`it does not open: ${error instanceof Error ? error.message : 'unknown'}`];
  }
  try {
    const rows = await server.store.read(TENANT, (tx) => logPage(tx, { after: 0, limit: 10_000 }));
    const there = rows.map(({ operationId }) => operationId);
    const sent = there.slice(there.indexOf(acknowledged[0] ?? '')).slice(0, acknowledged.length);
    const missing = acknowledged.filter((id) => !there.includes(id));
    return [
      ...missing.map((id) => `${id} was acknowledged and is gone`),
      ...(missing.length === 0 && sent.join() !== acknowledged.join() ? ['the order is another one'] : []),
      ...(await refold(server)),
    ];
  } finally {
    await server.close();
  }
};
