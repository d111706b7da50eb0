import type { Access, Look } from '@banso/shared/access/access.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import type { Server } from '../server.ts';
import { appendAccessRows, knownLooks, lockAccessHead } from '../store/access-log.ts';
import type { AccessLogRow, Transaction } from '../store/schema.ts';

/** An access as it is about to be kept; `look` where a device gave it an id. */
type Noted = Access & { readonly look?: Look };

/**
 * Writes into the access log before the answer goes out: who may see something is known to have seen it. When it cannot be
 * written, nothing is given (the caller's transaction or request fails).
 */
export const recordAccess = (
  server: Pick<Server, 'store' | 'clock'>,
  tenant: string,
  accesses: readonly Noted[],
): Promise<void> =>
  accesses.length === 0
    ? Promise.resolve()
    : server.store.transact(tenant, (tx) => appendAccess(tx, server.clock.nowMs(), accesses));

/** The same, inside a transaction that does something else; last in it, for everybody who appends waits for it to end. */
export const appendAccess = async (tx: Transaction, atMs: number, accesses: readonly Noted[]): Promise<void> => {
  const head = await lockAccessHead(tx);
  const known = await knownLooks(
    tx,
    accesses.flatMap(({ look }) => look?.id ?? []),
  );
  const rows: AccessLogRow[] = [];
  let { position, chain } = head;
  for (const access of accesses) {
    if (access.look && known.has(access.look.id)) continue;
    position += 1;
    const text = accessText(access, atMs);
    chain = nextAccessChain(chain, text);
    rows.push({ position, at: new Date(atMs), ...columnsOf(access), text, chain });
  }
  await appendAccessRows(tx, rows);
};

export const nextAccessChain = (chain: string, text: string): string => sha256Hex(chain + text);

const accessText = ({ event, purpose, person, device, subject, detail, look }: Noted, atMs: number): string =>
  JSON.stringify({
    v: 1,
    atMs,
    event,
    purpose,
    person,
    device,
    subject,
    detail,
    look: look ? { id: look.id, atMs: look.atMs } : null,
  });

const columnsOf = ({ event, person, subject, look }: Noted) => ({
  event,
  person,
  kind: subject?.kind ?? null,
  aggregateId: subject?.aggregate ?? null,
  look: look?.id ?? null,
});

/** What was kept about one access, as it was hashed. */
export type KeptAccess = Omit<Access, 'event'> & {
  readonly event: string;
  readonly atMs: number;
  readonly look: { readonly id: string; readonly atMs: number } | null;
};

/** Written by `accessText`. */
export const readAccess = ({ text }: Pick<AccessLogRow, 'text'>): KeptAccess => JSON.parse(text) as KeptAccess;
