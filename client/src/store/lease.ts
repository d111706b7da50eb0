import type { Programme } from '@banso/shared/programme/programme.ts';
import { type Database, type LeaseRow, type SyncRow, withConnection } from './database.ts';
import { readPosition } from './local-records.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Where no programme says otherwise. */
const DEFAULT_LEASE_DAYS = 30;
/** How much later it has to be before it is written down again. */
const SEEN_STEP_MS = 10 * 60_000;

/** The latest instant this device has seen, by the server's clock as it knows it, and how long it may go without the server. */
export type Seen = Pick<LeaseRow, 'seenMs' | 'days'>;

const NOTHING_SEEN: Seen = { seenMs: 0, days: DEFAULT_LEASE_DAYS };

/**
 * Whether this device has been without its office for too long to go on showing everything (L15). Counted from the last pull
 * that the server answered, in the server's time. A clock that was set back does not make it longer: the latest instant that
 * was ever seen counts.
 */
export const isLeaseOver = (
  { leaseMs, lastContactMs, offsetMs }: Pick<SyncRow, 'leaseMs' | 'lastContactMs' | 'offsetMs'>,
  seen: Seen | null,
  wallMs: number,
): boolean => {
  const { seenMs, days } = seen ?? NOTHING_SEEN;
  const contactMs = leaseMs ?? (lastContactMs === null ? null : lastContactMs + (offsetMs ?? 0));
  return contactMs !== null && Math.max(wallMs + (offsetMs ?? 0), seenMs) > contactMs + days * DAY_MS;
};

/** The shortest time that a programme on this device sets. */
export const leaseDaysOf = (programmes: readonly Pick<Programme, 'ruleSets'>[]): number => {
  const set = programmes.flatMap(({ ruleSets }) =>
    ruleSets.flatMap(({ offlineLeaseDays }) => offlineLeaseDays?.value ?? []),
  );
  return set.length === 0 ? DEFAULT_LEASE_DAYS : Math.min(...set);
};

/**
 * Asks again, and keeps what was seen: the instant, and the programmes' own number of days. Since the last contact, that is:
 * a clock that had run far ahead until the server put it right must not close the device for ever.
 */
export const checkLease = async (
  database: Database,
  { wallMs, days }: { readonly wallMs: number; readonly days: number },
): Promise<boolean> => {
  const { sync } = await withConnection(database, () => readPosition(database));
  const held = await withConnection(database, () => database.meta.get('lease'));
  const contactMs = sync.leaseMs ?? 0;
  const before = held?.id === 'lease' && held.contactMs === contactMs ? held : null;
  const seenMs = Math.max(wallMs + (sync.offsetMs ?? 0), before?.seenMs ?? 0);
  const seen: LeaseRow = { id: 'lease', contactMs, seenMs, days };
  if (!before || before.days !== days || seenMs - before.seenMs >= SEEN_STEP_MS)
    await withConnection(database, () => database.meta.put(seen));
  return isLeaseOver(sync, seen, wallMs);
};
