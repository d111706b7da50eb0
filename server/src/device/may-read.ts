import { declarationHolds } from '@banso/shared/device/device.ts';
import type { ProblemCode } from '@banso/shared/protocol/problems.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { deviceById } from '../store/devices.ts';
import type { DeviceRow, Transaction } from '../store/schema.ts';
import { placeCovered } from './place-covered.ts';

/**
 * Why a device gives its person nothing to read; null when it may. It never concerns what the device sends: recording and
 * sending go on (L5).
 */
export const readingProblem = async (
  tx: Transaction,
  {
    device,
    person,
    nowMs,
  }: { readonly device: DeviceRow | undefined; readonly person: string; readonly nowMs: number },
): Promise<ProblemCode | null> => {
  if (!device || device.person !== person) return 'device_unknown';
  if (device.revokedAt) return 'device_revoked';
  if (!declarationHolds(device.declaredAt?.getTime() ?? null, nowMs)) return 'device_undeclared';
  return (await placeCovered(tx, device)) ? null : 'place_not_approved';
};

/** The holder of a session that is used on a device that may read. Throws the problem otherwise. */
export const requireReader = async (server: Server, holder: SessionHolder): Promise<SessionHolder> => {
  const { tenant, person, device } = holder;
  const problem = await server.store.read(tenant, async (tx) =>
    readingProblem(tx, {
      device: device ? await deviceById(tx, device) : undefined,
      person,
      nowMs: server.clock.nowMs(),
    }),
  );
  if (problem) throw new Problem(problem);
  return holder;
};
