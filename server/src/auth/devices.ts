import { cleanText } from '@banso/shared/lib/text.ts';
import type { registerDeviceSchema } from '@banso/shared/protocol/sign-in.ts';
import type * as v from 'valibot';
import { appendAccess } from '../access/record-access.ts';
import { Problem } from '../http/problem.ts';
import { isPublicKey } from '../seal/signatures.ts';
import type { Server } from '../server.ts';
import { deviceById, devicesOf, registerDevice } from '../store/devices.ts';
import { ensureRecords, lockRecords } from '../store/parts.ts';
import type { Transaction } from '../store/schema.ts';
import { bindSession } from '../store/sessions.ts';
import { tenantById } from '../store/tenants.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';
import type { SessionHolder } from './sessions.ts';

/**
 * Registers a browser profile as this person's device, and ties the session to it. The same registration again is fine (its
 * answer was lost); another key or person under a known id is `device_unknown`, for an id is no secret. One more than a person
 * may have is `too_many_devices`, naming those that are in use. Somebody else's session is `signed_out`.
 */
export const addDevice = async (
  server: Server,
  { tenant, person, session }: SessionHolder,
  { device, publicKey, label, appVersion, person: holder = person }: v.InferOutput<typeof registerDeviceSchema>,
): Promise<void> => {
  if (!isPublicKey(publicKey) || device === SERVER_DEVICE) throw new Problem('malformed_request');
  // The cookie of whoever signed in last on a shared browser.
  if (holder !== person) throw new Problem('signed_out');
  const atMs = server.clock.nowMs();
  await server.store.transact(tenant, async (tx) => {
    // The person's lock: of two browsers that register at once, each sees the other's device.
    const owner = [{ kind: 'person', id: person }];
    await ensureRecords(tx, owner);
    await lockRecords(tx, owner);
    const known = await deviceById(tx, device);
    if (known && (known.person !== person || known.publicKey !== publicKey)) throw new Problem('device_unknown');
    if (known?.revokedAt) throw new Problem('device_revoked');
    if (session) await bindSession(tx, { id: session, device });
    if (known) return;
    await requireRoom(tx, tenant, person);
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

const requireRoom = async (tx: Transaction, tenant: string, person: string): Promise<void> => {
  const held = (await devicesOf(tx, person, SERVER_DEVICE)).filter(({ revokedAt }) => revokedAt === null);
  const limit = (await tenantById(tx, tenant))?.deviceLimit ?? 0;
  if (held.length < limit) return;
  const named = held.map(({ label }) => `「${label}」`).join('');
  throw new Problem('too_many_devices', `一人${limit}台までです。登録されている端末は、${named}です。`);
};
