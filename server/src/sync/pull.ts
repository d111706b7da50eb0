import type { Kind } from '@banso/shared/operation/envelope.ts';
import { PULL_PAGE_ROWS, type PullAnswer, type SyncRequest } from '@banso/shared/protocol/sync.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { feedPage } from '../store/feed.ts';
import { scopesOfPerson } from '../store/reach.ts';
import type { TenantRow, Transaction } from '../store/schema.ts';

/**
 * The changes since a cursor in the feeds of this person's scopes, ending at a whole transaction (L6). Runs in `store.read`: page and
 * head are of one snapshot.
 * A cursor of another epoch, or one the server has never given out, starts again from 0.
 */
export const pull = async (
  tx: Transaction,
  {
    office,
    person,
    from,
    nowMs,
  }: {
    /** Of the same snapshot. */
    readonly office: Pick<TenantRow, 'epoch' | 'head'>;
    readonly person: string;
    readonly from: NonNullable<SyncRequest['pull']>;
    readonly nowMs: number;
  },
): Promise<PullAnswer> => {
  const { epoch, head } = office;
  const fresh = from.cursor > 0 && (from.epoch !== epoch || from.cursor > head);
  const after = fresh ? 0 : from.cursor;
  const scopesByGrant = await scopesOfPerson(tx, { person, today: dayInJapan(nowMs) });
  const page = await feedPage(tx, { scopesByGrant, after, limitRows: PULL_PAGE_ROWS });
  const rows = page.rows.map(({ kind, aggregateId, part, version, present, body }) => ({
    // Feeds hold only kinds that `accept` has written.
    kind: kind as Kind,
    aggregate: aggregateId,
    part,
    version: version ?? 0,
    body: present ? body : null,
  }));
  return { rows, cursor: page.head, more: page.more, epoch, fresh };
};
