import { type Envelope, SYSTEM } from '@banso/shared/operation/envelope.ts';
import { shouldStand } from '@banso/shared/programme/consent.ts';
import { type Programme, programmeParts } from '@banso/shared/programme/programme.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import type { Server } from '../server.ts';
import { lockDevice } from '../store/devices.ts';
import { partsOfAggregates, partsOfKind } from '../store/parts.ts';
import type { Transaction } from '../store/schema.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';
import { recordAsServer, type ServerOperation } from '../sync/record-as-server.ts';

type Recording = Pick<Server, 'accept' | 'clock' | 'random'>;

/** Programmes of which a consent was just recorded. */
export const programmesWithConsent = (operations: readonly Envelope[]): readonly string[] =>
  operations.flatMap(({ type, aggregate }) => (type === 'consent-recorded@1' ? [aggregate] : []));

/**
 * Says of each consent of these programmes whether it stands on the server's day, where that has changed; devices are given or
 * lose the programme's records in the same transaction. The caller holds the lock of the server's own device.
 */
export const keepStanding = async (
  tx: Transaction,
  server: Recording,
  { tenant, programmes }: { readonly tenant: string; readonly programmes: readonly string[] },
): Promise<boolean> => {
  const parts = await partsOfAggregates(
    tx,
    programmes.map((id) => ({ kind: 'programme', id })),
  );
  const atMs = server.clock.nowMs();
  const operations = programmes.flatMap((id) =>
    turnedConsents(programmeParts.fromParts(parts.filter(({ aggregateId }) => aggregateId === id)), atMs),
  );
  if (operations.length === 0) return false;
  await recordAsServer(tx, { server, tenant, operations });
  return true;
};

/** The same for every programme of every office: once an hour, for days pass without anybody doing anything. */
export const keepAllStanding = async (server: Recording & Pick<Server, 'store' | 'poke'>): Promise<void> => {
  const tenants = await server.store.door((tx) => tx.selectFrom('tenant').select('id').orderBy('id').execute());
  for (const { id: tenant } of tenants) {
    const turned = await server.store.read(tenant, async (tx) =>
      (await programmesIn(tx)).filter((programme) => turnedConsents(programme, server.clock.nowMs()).length > 0),
    );
    if (turned.length === 0) continue;
    const programmes = turned.map(({ id }) => id);
    const changed = await server.store.transact(tenant, async (tx) => {
      await lockDevice(tx, SERVER_DEVICE);
      return keepStanding(tx, server, { tenant, programmes });
    });
    if (changed) server.poke(tenant);
  }
};

const programmesIn = async (tx: Transaction): Promise<readonly Programme[]> =>
  (await partsOfKind(tx, { kind: 'programme', part: 'core' })).flatMap(
    (part) => programmeParts.fromParts([part]) ?? [],
  );

const turnedConsents = (programme: Programme | null, atMs: number): readonly ServerOperation[] =>
  (programme?.consents ?? []).flatMap((consent): readonly ServerOperation[] => {
    const stands = shouldStand(consent, dayInJapan(atMs));
    if (!programme || stands === consent.stands) return [];
    return [
      {
        kind: 'programme',
        aggregate: programme.id,
        actor: SYSTEM,
        atMs,
        type: 'consent-standing-changed@1',
        body: { consent: consent.id, stands },
      },
    ];
  });
