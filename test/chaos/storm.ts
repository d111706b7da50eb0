import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '@banso/server/app.ts';
import { invite } from '@banso/server/auth/credentials.ts';
import { openServer } from '@banso/server/open-server.ts';
import type { Server } from '@banso/server/server.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { type Chance, chanceOf } from '../simulation/world/chance.ts';
import { builtForms } from '../support/built-forms.ts';
import { migrationsDir } from '../support/databases.ts';
import { type Postgres, startPostgres } from '../support/find-postgres.ts';
import {
  ADMINISTRATOR,
  APPROVER,
  EXPERT,
  makeEngagement,
  makeOffice,
  OTHER_EXPERT,
  TENANT,
} from '../support/test-office.ts';
import { type ChaosDevice, openChaosDevice } from './chaos-device.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { judgeStorm } from './judge-storm.ts';
import { type ServerPlace, type ServerProcess, startServer } from './server-process.ts';
import { doSomething } from './storm-deeds.ts';

export type StormOptions = {
  readonly seed: number;
  readonly operations: number;
  /** What happens, line by line. */
  readonly say: (line: string) => void;
};

/** What a storm came to. `flaws`: what was lost, doubled, missed or shown to others; [] is the proof. */
export type StormEnd = {
  readonly flaws: readonly string[];
  readonly figures: {
    readonly operations: number;
    readonly acknowledged: number;
    readonly serversKilled: number;
    readonly databaseCrashes: number;
    readonly appsClosed: number;
    readonly messages: FaultProxy['counts'];
    readonly seconds: number;
  };
};

const SERVERS = 3;
const PHONES = [EXPERT, OTHER_EXPERT];
const DESKS = [APPROVER, ADMINISTRATOR];
const DEVICES = [...Array.from({ length: 20 }, (_, n) => PHONES[n % 2] ?? EXPERT), ...DESKS, ...DESKS];
const ENGAGEMENTS = Array.from({ length: 22 }, (_, n) => `engagement-storm-${n}`);
/** Between two blows to processes, so many taps. */
const TAPS_BETWEEN_BLOWS = [25, 75] as const;

/**
 * 24 devices with the production client record and send over a faulty network to three server processes on one PostgreSQL, while
 * processes are killed and the database crashes. Then everything is mended, and judged from the tables. The seed decides what is
 * done and which fault strikes; when the machine gets round to it, no seed decides.
 */
export const runStorm = async ({ seed, operations, say }: StormOptions): Promise<StormEnd> => {
  const beganMs = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'banso-storm-'));
  const postgres = await startPostgres({ durable: true });
  const place: ServerPlace = {
    dataDir: folder,
    databaseUrl: postgres.url,
    migrationsDir,
    keyFile: join(folder, 'key-file'),
  };
  const devices: ChaosDevice[] = [];
  const fleet = newFleet({ place, chance: chanceOf(seed, 'blows'), say });
  const proxy = await startFaultProxy(chanceOf(seed, 'network'), fleet.running);
  try {
    const [people, newcomers] = await openOffice(place);
    await fleet.fill();
    for (const [n, person] of people.entries())
      devices.push(await openChaosDevice({ ...person, name: `device-${n + 1}`, url: proxy.url }));
    for (const device of devices) await meet(device);
    say(`${devices.length} devices have met the office`);
    proxy.blow();
    const counts = await storm({ seed, operations, devices, fleet, postgres, say });
    await proxy.calm();
    await fleet.fill();
    say('everything is mended');
    await drain(devices);
    const flaws = await judgeStorm({ place, devices, newcomers, url: proxy.url });
    return {
      flaws,
      figures: {
        operations: counts.taps,
        acknowledged: devices.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0),
        serversKilled: fleet.killed(),
        databaseCrashes: counts.databaseCrashes,
        appsClosed: counts.appsClosed,
        messages: { ...proxy.counts },
        seconds: Math.round((performance.now() - beganMs) / 1_000),
      },
    };
  } finally {
    for (const device of devices) device.close();
    await proxy.close();
    await fleet.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

export type Somebody = { readonly me: SignedIn; readonly cookie: string };

/** An office with its people and engagements; a session for each of the devices, and one more for each person, kept for the end. */
const openOffice = async (place: ServerPlace): Promise<readonly [devices: Somebody[], newcomers: Somebody[]]> => {
  const server = await openServer({ ...place, formsDir: builtForms, clock: { nowMs: Date.now }, log: () => {} });
  try {
    await makeOffice(server);
    for (const [n, id] of ENGAGEMENTS.entries())
      await makeEngagement(server, { id, company: `company-${(n % 2) + 1}`, expert: PHONES[n % 2] ?? EXPERT });
    await server.store.transact(TENANT, (tx) => tx.updateTable('tenant').set({ deviceLimit: 50 }).execute());
    const signedIn: Somebody[] = [];
    for (const person of [...DEVICES, ...PHONES, ...DESKS]) signedIn.push(await signIn(server, person));
    return [signedIn.slice(0, DEVICES.length), signedIn.slice(DEVICES.length)];
  } finally {
    await server.close();
  }
};

const signIn = async (server: Server, person: string): Promise<Somebody> => {
  const { code } = await invite(server, { tenant: TENANT, person });
  // Each before a door of its own: many who sign in at one are held up.
  const app = createApp(server, { baseUrl: 'http://banso.test', callerOf: () => 'storm' });
  const response = await app.request('http://banso.test/api/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ credential: code }),
  });
  if (response.status !== 200) throw new Error(`${person} could not sign in: ${response.status}`);
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  // Said by the real server.
  return { me: (await response.json()) as SignedIn, cookie };
};

/** First contact: registered, declared, and everything fetched. */
const meet = async (device: ChaosDevice): Promise<void> => {
  await device.banso().sync.syncNow();
  const declared = await device.declare();
  if (declared?.status !== 204) throw new Error(`${device.name} could not be declared: ${JSON.stringify(declared)}`);
  await device.banso().sync.syncNow();
  if (!device.banso().sync.status().received) throw new Error(`${device.name} was given nothing`);
};

type Fleet = {
  readonly running: () => readonly ServerProcess[];
  /** Starts processes until there are as many as belong there. */
  readonly fill: () => Promise<void>;
  /** kill -9 to so many of them. */
  readonly kill: (count: number) => Promise<void>;
  readonly killed: () => number;
  readonly end: () => Promise<void>;
};

const newFleet = ({
  place,
  chance,
  say,
}: {
  readonly place: ServerPlace;
  readonly chance: Chance;
  readonly say: (line: string) => void;
}): Fleet => {
  let running: readonly ServerProcess[] = [];
  let killed = 0;
  const kill = async (server: ServerProcess) => {
    running = running.filter((other) => other !== server);
    await server.kill();
  };
  return {
    running: () => running,
    fill: async () => {
      for (const server of running) {
        const word = server.lastWord();
        if (word !== null) throw new Error(`a server ended by itself: ${word}`);
      }
      while (running.length < SERVERS) running = [...running, await startServer(place)];
    },
    kill: async (count) => {
      for (let n = 0; n < count && running.length > 0; n += 1) {
        await kill(chance.pick(running));
        killed += 1;
      }
      say(`${count} killed, ${running.length} left`);
    },
    killed: () => killed,
    end: async () => {
      for (const server of running) await server.kill();
    },
  };
};

type Weather = Pick<StormOptions, 'seed' | 'operations' | 'say'> & {
  readonly devices: readonly ChaosDevice[];
  readonly fleet: Fleet;
  readonly postgres: Postgres;
};

/** Everybody works until all taps are made; meanwhile processes die, each blow after so many taps. */
const storm = async ({ seed, operations, devices, fleet, postgres, say }: Weather) => {
  const counts = { taps: 0, databaseCrashes: 0, appsClosed: 0 };
  const chance = chanceOf(seed, 'storm');
  let nextBlow = { at: 0, fall: () => {} };
  const tapped = () => {
    counts.taps += 1;
    if (counts.taps >= nextBlow.at) nextBlow.fall();
  };
  const until = (at: number) =>
    new Promise<void>((fall) => {
      nextBlow = { at, fall };
      if (counts.taps >= at) fall();
    });

  const work = async (device: ChaosDevice): Promise<void> => {
    const mine = chanceOf(seed, device.name);
    while (counts.taps < operations) {
      const recorded = await doSomething(device, { chance: mine, mark: `${device.name}/${counts.taps}` });
      if (recorded) tapped();
      if (mine.happens(0.01)) {
        counts.appsClosed += 1;
        await device.reopen();
      }
      // Sometimes each tap by itself, sometimes a whole valley without signal.
      await device.untilWaiting(mine.between(0, 12));
    }
  };
  const blows = async (): Promise<void> => {
    for (let at = 0; ; ) {
      at = Math.max(at, counts.taps) + chance.between(...TAPS_BETWEEN_BLOWS);
      await until(Math.min(at, operations));
      if (at >= operations) return;
      say(`${counts.taps} taps`);
      if (chance.happens(0.2)) {
        counts.databaseCrashes += 1;
        say('the database is stopped at once');
        await postgres.crash();
      } else await fleet.kill(chance.pick([1, 1, 1, 2, 3]));
      await fleet.fill();
    }
  };
  await Promise.all([blows(), ...devices.map(work)]);
  return counts;
};

const ROUNDS = 40;

/** Everything works: a few round trips bring every device to rest. */
const drain = async (devices: readonly ChaosDevice[]): Promise<void> => {
  for (const device of devices) {
    for (let round = 0; round < ROUNDS; round += 1) {
      await device.banso().sync.syncNow();
      if ((await device.outbox()).every(({ verdict }) => verdict !== null)) break;
    }
  }
  // What the others sent last.
  for (const device of devices) await device.banso().sync.syncNow();
};
