import { type DeviceFact, type DeviceRoom, deviceStateOf } from '@banso/shared/device/device.ts';
import type { DeviceRegister, RegisteredDevice } from '@banso/shared/protocol/devices.ts';
import { appendAccess } from '../access/record-access.ts';
import { readsAll } from '../access/read-accesses.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { arrivedFrom, engagementsReceivedBy } from '../store/device-facts.ts';
import { deviceById, devicesOf } from '../store/devices.ts';
import type { DeviceRow, Transaction } from '../store/schema.ts';
import { setDeviceLimit, tenantById } from '../store/tenants.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';
import { deviceFacts } from './device-fact.ts';
import { readingProblem } from './may-read.ts';
import { notArrivedFrom } from './not-arrived.ts';
import { placeCovered } from './place-covered.ts';

/** Every device for those who answer for them, one's own for everybody else; looking at others' is logged. */
export const readRegister = async (server: Server, holder: SessionHolder): Promise<DeviceRegister> => {
  const { tenant, person } = holder;
  const nowMs = server.clock.nowMs();
  const register = await server.store.read(tenant, async (tx) => {
    const here = holder.device ? await deviceById(tx, holder.device) : undefined;
    // One's own also from a device that may not read: a full register is made room in from the new phone.
    const whole =
      (await readsAll(tx, { person, nowMs })) && (await readingProblem(tx, { device: here, person, nowMs })) === null;
    const rows = await devicesOf(tx, whole ? null : person, SERVER_DEVICE);
    const facts = await deviceFacts(
      tx,
      rows.map(({ id }) => id),
    );
    const devices: RegisteredDevice[] = [];
    for (const row of rows) devices.push(await describe(tx, { row, facts: facts.get(row.id) ?? [], nowMs, whole }));
    return { devices, limit: (await tenantById(tx, tenant))?.deviceLimit ?? 0, whole };
  });
  if (register.whole)
    await server.store.transact(tenant, (tx) =>
      appendAccess(tx, nowMs, [
        {
          event: 'devicesShown',
          purpose: 'devices',
          person,
          device: null,
          subject: null,
          detail: { rows: register.devices.length },
        },
      ]),
    );
  return register;
};

/** How many devices a person may have. Throws `not_found` for everybody who does not answer for devices. */
export const changeLimit = (server: Server, { tenant, person }: SessionHolder, limit: number): Promise<void> =>
  server.store.transact(tenant, async (tx) => {
    if (!(await readsAll(tx, { person, nowMs: server.clock.nowMs() }))) throw new Problem('not_found');
    await setDeviceLimit(tx, limit);
    await appendAccess(tx, server.clock.nowMs(), [
      { event: 'deviceLimitSet', purpose: 'devices', person, device: null, subject: null, detail: { limit } },
    ]);
  });

const describe = async (
  tx: Transaction,
  {
    row,
    facts,
    nowMs,
    whole,
  }: {
    readonly row: DeviceRow;
    readonly facts: readonly DeviceFact[];
    readonly nowMs: number;
    readonly whole: boolean;
  },
): Promise<RegisteredDevice> => ({
  id: row.id,
  owner: row.person,
  label: row.label,
  appVersion: row.appVersion,
  registeredAtMs: row.registeredAt.getTime(),
  lastContactMs: row.lastSeenAt.getTime(),
  waiting: {
    operations: row.waitingOperations,
    photos: row.waitingPhotos,
    oldestMs: row.oldestWaitingAt?.getTime() ?? null,
  },
  clockOffsetMs: row.clockOffsetMs,
  persisted: row.persisted,
  room: roomOf(row),
  state: deviceStateOf(facts, nowMs),
  placeRefused: row.revokedAt === null && row.place !== null && !(await placeCovered(tx, row)),
  facts: [...facts],
  parkedAfter: row.revokedAt ? (await arrivedFrom(tx, row.id)).parked : 0,
  // Today's visits may still be under way.
  missing: whole && !row.revokedAt ? await notArrivedFrom(tx, row, nowMs - DAY_MS) : null,
  loss: row.revokedAt
    ? {
        received: [...(await engagementsReceivedBy(tx, { person: row.person, device: row.id }))],
        notArrived: await notArrivedFrom(tx, row, row.revokedAt.getTime()),
      }
    : null,
});

const DAY_MS = 24 * 60 * 60 * 1_000;

const roomOf = ({ freeMb, usedMb, reserve }: DeviceRow): DeviceRoom | null =>
  // Written from a contact that its schema read.
  reserve === null ? null : { freeMb, usedMb, reserve: reserve as DeviceRoom['reserve'] };
