import type { Declaration } from '@banso/shared/device/device.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { lockDevice, setDeclared } from '../store/devices.ts';
import { keepDeviceFact } from './device-fact.ts';

/**
 * Keeps what its owner declares about a device, from that device itself: a session of another device cannot speak for it.
 * Throws `device_unknown`, `device_revoked`.
 */
export const declareDevice = async (
  server: Server,
  { tenant, person, device: here }: SessionHolder,
  { device: id, declaration }: { readonly device: string; readonly declaration: Declaration },
): Promise<void> => {
  const atMs = server.clock.nowMs();
  await server.store.transact(tenant, async (tx) => {
    const device = await lockDevice(tx, id);
    if (!device || device.person !== person || here !== id) throw new Problem('device_unknown');
    if (device.revokedAt) throw new Problem('device_revoked');
    const os = cleanText(declaration.os).trim();
    await setDeclared(tx, { id, place: declaration.place, at: new Date(atMs) });
    await keepDeviceFact(tx, id, { type: 'declared', by: person, atMs, ...declaration, os });
  });
};
