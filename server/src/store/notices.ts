import { sql } from 'kysely';
import { COLUMN, type Columns, rowsOf } from './rows-of.ts';
import type { NoticeTableRow, Transaction } from './schema.ts';

/** A reason to tell a company something. */
export type NewNotice = Pick<
  NoticeTableRow,
  'id' | 'event' | 'programme' | 'engagement' | 'visit' | 'objection' | 'callBack' | 'createdAt'
>;

/** Keeps the reasons; one that is there already stays as it is. */
export const insertNotices = async (tx: Transaction, notices: readonly NewNotice[]): Promise<void> => {
  if (notices.length === 0) return;
  await tx
    .insertInto('notice')
    .values(
      notices.map((notice) => ({
        ...notice,
        state: 'new',
        way: null,
        why: null,
        dueAt: notice.createdAt,
        leaseUntil: null,
        sealedContent: null,
        toldAt: null,
        toldBy: null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** Takes the oldest notices that nobody has written out, for this transaction alone; another process takes the next. */
export const lockNewNotices = (tx: Transaction, limit: number): Promise<readonly NoticeTableRow[]> =>
  tx
    .selectFrom('notice')
    .select(columns)
    .where('state', '=', 'new')
    .orderBy('createdAt')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();

/**
 * Takes mails that are due, for this process alone until `leaseUntil`. The rows are given free at the commit: a mail server
 * may take minutes, and the embedded database has one connection for everybody.
 */
export const leaseMails = async (
  tx: Transaction,
  { now, leaseUntil, limit }: { readonly now: Date; readonly leaseUntil: Date; readonly limit: number },
): Promise<readonly NoticeTableRow[]> => {
  const { rows } = await sql<NoticeTableRow>`
    update notice set lease_until = ${leaseUntil}, tries = tries + 1
    where id in (
      select id from notice
      where state = 'waiting' and due_at <= ${now} and (lease_until is null or lease_until <= ${now})
      order by due_at, id limit ${limit}
      for update skip locked)
    returning ${sql.join(columns.map((column) => sql.ref(column)))}`.execute(tx);
  return rows;
};

/** What became of a mail that was taken with this lease; answers false when the lease has passed to another process. */
export const settleMail = async (
  tx: Transaction,
  {
    id,
    leaseUntil,
    ...change
  }: Pick<NoticeTableRow, 'id' | 'state' | 'why' | 'dueAt' | 'toldAt'> & { readonly leaseUntil: Date },
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('notice')
    .set({ ...change, leaseUntil: null })
    .where('id', '=', id)
    .where('leaseUntil', '=', leaseUntil)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
};

export const updateNotice = async (
  tx: Transaction,
  {
    id,
    ...change
  }: Pick<NoticeTableRow, 'id'> &
    Partial<
      Pick<
        NoticeTableRow,
        'state' | 'way' | 'round' | 'tries' | 'why' | 'dueAt' | 'leaseUntil' | 'sealedContent' | 'toldAt' | 'toldBy'
      >
    >,
): Promise<void> => {
  await tx.updateTable('notice').set(change).where('id', '=', id).execute();
};

/** What became of a notice when it was written out, or that nothing can be written. */
export type WrittenNotice = Pick<NoticeTableRow, 'id' | 'state' | 'way' | 'why' | 'tries' | 'dueAt' | 'sealedContent'>;

const WRITTEN_COLUMNS: Columns<WrittenNotice> = {
  id: COLUMN.text,
  state: COLUMN.text,
  way: COLUMN.text,
  why: COLUMN.text,
  tries: COLUMN.integer,
  dueAt: COLUMN.time,
  sealedContent: COLUMN.bytes,
};

/** Keeps what was written, all of it in one statement. */
export const writeNotices = async (tx: Transaction, notices: readonly WrittenNotice[]): Promise<void> => {
  if (notices.length === 0) return;
  await sql`
    update notice set state = row.state, way = row.way, why = row.why, tries = row.tries, due_at = row."dueAt",
      sealed_content = row."sealedContent"
    from ${rowsOf(notices, WRITTEN_COLUMNS)}
    where notice.id = row.id`.execute(tx);
};

/** Ends every lease: for the only process of a database, at its start, they are those of a process that died. */
export const endLeases = async (tx: Transaction): Promise<void> => {
  await tx.updateTable('notice').set({ leaseUntil: null }).where('leaseUntil', 'is not', null).execute();
};

/** Without a mail server: what waits for one is written out anew, for the desk. */
export const takeBackMails = async (tx: Transaction, now: Date): Promise<void> => {
  await tx
    .updateTable('notice')
    .set({ state: 'new', leaseUntil: null })
    .where('state', '=', 'waiting')
    .where((eb) => eb.or([eb('leaseUntil', 'is', null), eb('leaseUntil', '<=', now)]))
    .execute();
};

/** A plan that was told of to nobody yet is written out anew, as it is now. */
export const renewPlanNotices = async (
  tx: Transaction,
  { engagement, visit, now }: { readonly engagement: string; readonly visit: string; readonly now: Date },
): Promise<void> => {
  await tx
    .updateTable('notice')
    .set((eb) => ({ state: 'new', way: null, why: null, leaseUntil: null, round: eb('round', '+', 1) }))
    .where('engagement', '=', engagement)
    .where('visit', '=', visit)
    .where('event', '=', 'scheduled')
    .where('state', 'in', ['waiting', 'atDesk', 'failed'])
    .where((eb) => eb.or([eb('leaseUntil', 'is', null), eb('leaseUntil', '<=', now)]))
    .execute();
};

/** Everything that one engagement's company was or will be told. */
export const noticesOfEngagement = (tx: Transaction, engagement: string): Promise<readonly NoticeTableRow[]> =>
  tx.selectFrom('notice').select(columns).where('engagement', '=', engagement).execute();

/** One notice, locked until the commit. */
export const lockNotice = (tx: Transaction, id: string): Promise<NoticeTableRow | undefined> =>
  tx.selectFrom('notice').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();

/** The newest notices of these programmes, and every older one that still needs somebody. */
export const noticesOfProgrammes = (
  tx: Transaction,
  { programmes, newest }: { readonly programmes: readonly string[]; readonly newest: number },
): Promise<readonly NoticeTableRow[]> =>
  tx
    .selectFrom('notice')
    .select(columns)
    .where('programme', '=', sql<string>`any(${programmes})`)
    .where((eb) =>
      eb.or([
        eb('state', 'not in', ['sent', 'done', 'dropped']),
        eb('id', 'in', eb.selectFrom('notice').select('id').orderBy('createdAt', 'desc').limit(newest)),
      ]),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute();

export const noticesByIds = (tx: Transaction, ids: readonly string[]): Promise<readonly NoticeTableRow[]> =>
  tx
    .selectFrom('notice')
    .select(columns)
    .where('id', '=', sql<string>`any(${ids})`)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();

const columns = [
  'id',
  'event',
  'programme',
  'engagement',
  'visit',
  'objection',
  'callBack',
  'state',
  'way',
  'round',
  'tries',
  'why',
  'dueAt',
  'leaseUntil',
  'sealedContent',
  'createdAt',
  'toldAt',
  'toldBy',
] as const satisfies readonly (keyof NoticeTableRow)[];
