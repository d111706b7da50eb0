import { openServer } from '@banso/server/open-server.ts';
import { logPage } from '@banso/server/store/log.ts';
import type { LogRow } from '@banso/server/store/schema.ts';
import { headOfTenant } from '@banso/server/store/tenants.ts';
import { builtForms } from '../support/built-forms.ts';
import { TENANT } from '../support/test-office.ts';
import { type ChaosDevice, openChaosDevice } from './chaos-device.ts';
import { runToEnd, type ServerPlace } from './server-process.ts';
import type { Somebody } from './storm.ts';

const PAGE = 1_000;

/** Everything that does not agree with what was promised, read from the tables and the devices' disks; [] is the proof. */
export const judgeStorm = async ({
  place,
  devices,
  newcomers,
  url,
}: {
  readonly place: ServerPlace;
  readonly devices: readonly ChaosDevice[];
  /** Sessions of each person that no device has used. */
  readonly newcomers: readonly Somebody[];
  readonly url: string;
}): Promise<readonly string[]> => {
  const { log, head } = await readTables(place);
  const flaws = [...judgePositions(log), ...judgeSequences(log)];
  for (const device of devices) flaws.push(...(await judgeDevice(device, { log, head })));
  flaws.push(...(await judgeReaders(devices, { newcomers, url })));
  const { code, said } = await runToEnd(place, ['refold']);
  if (code !== 0) flaws.push(`refold: ${said}`);
  return flaws;
};

type Tables = { readonly log: readonly LogRow[]; readonly head: number };

const readTables = async (place: ServerPlace): Promise<Tables> => {
  const server = await openServer({ ...place, formsDir: builtForms, clock: { nowMs: Date.now }, log: () => {} });
  try {
    const log: LogRow[] = [];
    for (;;) {
      const after = log.at(-1)?.position ?? 0;
      const page = await server.store.read(TENANT, (tx) => logPage(tx, { after, limit: PAGE }));
      if (page.length === 0) break;
      log.push(...page);
    }
    return { log, head: await server.store.read(TENANT, headOfTenant) };
  } finally {
    await server.close();
  }
};

/** Positions run without a hole, and no operation stands there twice. */
const judgePositions = (log: readonly LogRow[]): readonly string[] => {
  const ids = log.map(({ operationId }) => operationId).filter((id) => id !== null);
  return [
    ...log.flatMap(({ position }, at) => (position === at + 1 ? [] : [`position ${position} in place ${at + 1}`])),
    ...(new Set(ids).size === ids.length ? [] : ['an operation is in the log twice']),
  ];
};

/** Each device's numbers run from 1 without a hole, in the order of the log. */
const judgeSequences = (log: readonly LogRow[]): readonly string[] => {
  const last = new Map<string, number>();
  return log.flatMap(({ device, branch, seq, span }) => {
    const key = `${device}#${branch}`;
    const before = last.get(key) ?? 0;
    last.set(key, seq + span - 1);
    return seq === before + 1 ? [] : [`${key} has ${seq} after ${before}`];
  });
};

/** What this device recorded is in the log once, in its order, with the very verdict and receipt that it heard first. */
const judgeDevice = async (device: ChaosDevice, { log, head }: Tables): Promise<readonly string[]> => {
  const recorded = (await device.outbox()).toSorted((a, b) => a.seq - b.seq);
  const logged = log.filter((row) => row.device === device.id());
  const byId = new Map(logged.map((row) => [row.operationId, row]));
  const flaws = [...device.contradictions];
  if (logged.map(({ operationId }) => operationId).join() !== recorded.map(({ id }) => id).join())
    flaws.push(`${device.name} recorded ${recorded.length} operations, and the log has ${logged.length} of it`);
  for (const { id, seq, verdict } of recorded) if (!verdict) flaws.push(`${device.name}: ${seq} ${id} has no verdict`);
  for (const [id, { outcome, receipt, head: decidedAt }] of device.acknowledged) {
    const row = byId.get(id);
    if (!row) flaws.push(`${device.name}: ${id} was acknowledged and is gone`);
    else if (row.verdict !== outcome || row.receipt !== receipt || row.head !== decidedAt)
      flaws.push(`${device.name}: ${id} was acknowledged, lost, and taken in anew`);
  }
  const { cursor } = await device.held();
  if (cursor !== head) flaws.push(`${device.name} has come to ${cursor} of ${head}`);
  return flaws;
};

/** Who read by cursor through the storm holds what a newcomer is given, part by part and version by version. */
const judgeReaders = async (
  devices: readonly ChaosDevice[],
  { newcomers, url }: { readonly newcomers: readonly Somebody[]; readonly url: string },
): Promise<readonly string[]> => {
  const flaws: string[] = [];
  for (const somebody of newcomers) {
    const { person } = somebody.me;
    const newcomer = await openChaosDevice({ ...somebody, name: `${person}-anew`, url });
    await newcomer.banso().sync.syncNow();
    await newcomer.declare();
    await newcomer.banso().sync.syncNow();
    const { parts } = await newcomer.held();
    newcomer.close();
    if (parts.size === 0) flaws.push(`${person} is given nothing`);
    for (const device of devices.filter(({ me }) => me.person === person)) {
      const held = await device.held();
      for (const [key, version] of parts)
        if (held.parts.get(key) !== version)
          flaws.push(`${device.name} missed ${key}: ${held.parts.get(key) ?? 'none'} of ${version}`);
      for (const key of held.parts.keys()) if (!parts.has(key)) flaws.push(`${device.name} still has ${key}`);
    }
  }
  return flaws;
};
