import { cleanText } from '@banso/shared/lib/text.ts';
import { isLockedInRestoration } from '@banso/shared/operation/restoration.ts';
import type { Envelope } from '@banso/shared/operation/envelope.ts';
import type { Restoration } from '@banso/shared/protocol/backups.ts';
import { readsAll } from '../access/read-accesses.ts';
import { appendAccess } from '../access/record-access.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { arrivedSince } from '../store/device-facts.ts';
import { devicesOf } from '../store/devices.ts';
import type { Transaction } from '../store/schema.ts';
import { closeRestoration, restorationOf } from '../store/tenants.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';

/** What came back since the restore, and what is still away; null when none is open. */
export const readRestoration = async (tx: Transaction): Promise<Restoration | null> => {
  const open = await restorationOf(tx);
  if (!open) return null;
  const rows = await devicesOf(tx, null, SERVER_DEVICE);
  const arrived = await arrivedSince(tx, open.restoredAt);
  return {
    restoredAtMs: open.restoredAt.getTime(),
    fromMs: open.restoredFrom.getTime(),
    devices: rows
      .filter(({ revokedAt }) => revokedAt === null)
      .map((row) => ({
        id: row.id,
        owner: row.person,
        label: row.label,
        contactedMs: row.lastSeenAt >= open.restoredAt ? row.lastSeenAt.getTime() : null,
        cameBack: arrived.get(row.id)?.operations ?? 0,
        missingNumbers: Math.max(0, row.recordedTo - (arrived.get(row.id)?.lastSeq ?? 0)),
        waiting: row.waitingOperations + row.waitingPhotos,
      })),
  };
};

/**
 * The administrator has looked at what came back: numbering and approving go on. Who closed it, why, and how many devices had not made
 * contact stands in the access log. Throws `not_found` to everybody who does not answer for the office's data.
 */
export const endRestoration = (server: Server, { tenant, person }: SessionHolder, note: string): Promise<void> =>
  server.store.transact(tenant, async (tx) => {
    const nowMs = server.clock.nowMs();
    if (!(await readsAll(tx, { person, nowMs }))) throw new Problem('not_found');
    const open = await readRestoration(tx);
    if (!open) return;
    await closeRestoration(tx);
    const away = open.devices.filter(({ contactedMs }) => contactedMs === null).length;
    const detail = { restoredAtMs: open.restoredAtMs, away, note: cleanText(note).trim() };
    await appendAccess(tx, nowMs, [
      { event: 'restorationEnded', purpose: 'audit', person, device: null, subject: null, detail },
    ]);
  });

/** When this office was restored, asked only where something of the push would wait for its end. */
export const restoredAtMsFor = async (tx: Transaction, envelopes: readonly Envelope[]): Promise<number | null> =>
  envelopes.some(isLockedInRestoration) ? ((await restorationOf(tx))?.restoredAt.getTime() ?? null) : null;
