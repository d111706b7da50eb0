import { cleanText } from '@banso/shared/lib/text.ts';
import type { registerDeviceSchema } from '@banso/shared/protocol/sign-in.ts';
import type * as v from 'valibot';
import { appendAccess } from '../access/record-access.ts';
import { Problem } from '../http/problem.ts';
import { isPublicKey } from '../seal/signatures.ts';
import type { Server } from '../server.ts';
import { deviceById, registerDevice } from '../store/devices.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';
import type { SessionHolder } from './sessions.ts';

/**
 * Registers a browser profile as this person's device. The same registration again is fine (its answer was lost); another
 * key or person under a known id is `device_unknown`, for an id is no secret.
 */
export const addDevice = async (
  server: Server,
  { tenant, person }: SessionHolder,
  { device, publicKey, label, appVersion }: v.InferOutput<typeof registerDeviceSchema>,
): Promise<void> => {
  if (!isPublicKey(publicKey) || device === SERVER_DEVICE) throw new Problem('malformed_request');
  const atMs = server.clock.nowMs();
  await server.store.transact(tenant, async (tx) => {
    const known = await deviceById(tx, device);
    if (known && (known.person !== person || known.publicKey !== publicKey)) throw new Problem('device_unknown');
    if (known?.revokedAt) throw new Problem('device_revoked');
    if (known) return;
    await registerDevice(tx, {
      id: device,
      person,
      publicKey,
      label: cleanText(label),
      appVersion: cleanText(appVersion),
      registeredAt: new Date(atMs),
    });
    await appendAccess(tx, atMs, [
      { event: 'deviceRegistered', purpose: 'signIn', person, device, subject: null, detail: {} },
    ]);
  });
};
