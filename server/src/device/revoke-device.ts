import { type DeviceNote, erasedStatement, type Loss } from '@banso/shared/device/device.ts';
import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import type { deviceErasedSchema } from '@banso/shared/protocol/devices.ts';
import type * as v from 'valibot';
import { readsAll } from '../access/read-accesses.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import { signatureStands } from '../seal/signatures.ts';
import type { Server } from '../server.ts';
import { lockDevice, setRevoked } from '../store/devices.ts';
import type { DeviceRow, Transaction } from '../store/schema.ts';
import { endSessionsOfDevice } from '../store/sessions.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';
import { deviceFacts, keepDeviceFact } from './device-fact.ts';

/**
 * 紛失: one press, one transaction. From its commit on the device reads nothing, its sessions are over, what it still sends is
 * kept without effect, and every answer to it orders its records erased. A push in the middle is waited for by the device's lock.
 * By its owner or those who answer for devices; `not_found` to everybody else. A second press changes nothing; one that was only
 * taken out may still be found lost.
 */
export const revokeDevice = async (
  server: Server,
  holder: SessionHolder,
  { device: id, loss }: { readonly device: string; readonly loss: Loss },
): Promise<void> => {
  const atMs = server.clock.nowMs();
  await server.store.transact(holder.tenant, async (tx) => {
    await lockedFor(tx, { person: holder.person, nowMs: atMs }, id);
    const before = (await deviceFacts(tx, [id])).get(id)?.findLast(({ type }) => type === 'revoked');
    if (before?.type === 'revoked' && (before.cause === 'lost' || loss.cause === 'retired')) return;
    if (!before) await setRevoked(tx, id, new Date(atMs));
    await endSessionsOfDevice(tx, id);
    const order = before?.type === 'revoked' ? before.order : bytesToBase64url(server.random(16));
    const said = { where: cleanText(loss.where).trim(), reason: cleanText(loss.reason).trim() };
    await keepDeviceFact(tx, id, { type: 'revoked', by: holder.person, atMs, order, ...loss, ...said });
  });
};

/** What was reported or ordered about a lost device, added to the draft of its incident (FP-14-1). */
export const noteDevice = async (
  server: Server,
  holder: SessionHolder,
  { device: id, note }: { readonly device: string; readonly note: DeviceNote },
): Promise<void> => {
  const atMs = server.clock.nowMs();
  await server.store.transact(holder.tenant, async (tx) => {
    const device = await lockedFor(tx, { person: holder.person, nowMs: atMs }, id);
    if (!device.revokedAt) throw new Problem('device_not_revoked');
    const text = cleanText(note.text).trim();
    await keepDeviceFact(tx, id, { type: 'noted', by: holder.person, atMs, note: { ...note, text } });
  });
};

/**
 * The device's own word that its keys and records are gone. Its key signs the order it obeyed: nobody else can say it, no order
 * of another device counts, and said twice it is kept once. Throws `device_unknown`, `device_not_revoked`, `bad_signature`.
 */
export const confirmErased = async (
  server: Server,
  id: string,
  { tenant, order, left, signature }: v.InferOutput<typeof deviceErasedSchema>,
): Promise<void> => {
  const atMs = server.clock.nowMs();
  await server.store.transact(tenant, async (tx) => {
    const device = await lockDevice(tx, id);
    if (!device || id === SERVER_DEVICE) throw new Problem('device_unknown');
    const facts = (await deviceFacts(tx, [id])).get(id) ?? [];
    const ordered = facts.some((fact) => fact.type === 'revoked' && fact.order === order);
    if (!device.revokedAt || !ordered) throw new Problem('device_not_revoked');
    if (!signatureStands(device.publicKey, erasedStatement({ tenant, device: id, order, left }), signature))
      throw new Problem('bad_signature');
    if (facts.some(({ type }) => type === 'erased')) return;
    await keepDeviceFact(tx, id, { type: 'erased', by: '', atMs, order, left, signature });
  });
};

/** The order that every answer to a revoked device carries until it has said that it is erased; null for all others. */
export const eraseOrderFor = async (tx: Transaction, device: DeviceRow): Promise<string | null> => {
  if (!device.revokedAt) return null;
  const facts = (await deviceFacts(tx, [device.id])).get(device.id) ?? [];
  if (facts.some(({ type }) => type === 'erased')) return null;
  const revoked = facts.find(({ type }) => type === 'revoked');
  return revoked?.type === 'revoked' ? revoked.order : null;
};

const lockedFor = async (
  tx: Transaction,
  { person, nowMs }: { readonly person: string; readonly nowMs: number },
  id: string,
): Promise<DeviceRow> => {
  const device = await lockDevice(tx, id);
  const known = device && id !== SERVER_DEVICE ? device : null;
  if (!known || (known.person !== person && !(await readsAll(tx, { person, nowMs })))) throw new Problem('not_found');
  return known;
};
