import type { ContactWay } from '@banso/shared/company/contact.ts';
import type {
  NoticeContent,
  NoticeEvent,
  NoticeRow,
  NoticeState,
  NoticeWhy,
  NoticeWish,
} from '@banso/shared/notice/notice.ts';
import { type Day, dayInJapan } from '@banso/shared/time/day.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { recordAccess } from '../access/record-access.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { lockNotice, noticesByIds, noticesOfProgrammes, updateNotice } from '../store/notices.ts';
import { scopesOfPerson } from '../store/reach.ts';
import type { NoticeTableRow, Transaction } from '../store/schema.ts';
import { openContent } from './send-notices.ts';

/** What was told long ago is in the list this far back; what still needs somebody always is. */
const NEWEST = 500;

/** The notices of the programmes whose desk this person is. Throws `not_found` for everybody who does not tell companies. */
export const listNotices = (
  { store, clock }: Server,
  { tenant, person }: SessionHolder,
): Promise<readonly NoticeRow[]> =>
  store.read(tenant, async (tx) => {
    const programmes = await programmesOf(tx, { person, today: dayInJapan(clock.nowMs()) });
    const rows = await noticesOfProgrammes(tx, { programmes, newest: NEWEST });
    return rows.map(rowOf);
  });

/** What these notices say, for printing, sending by FAX, and reading out. Every look is logged: links and codes are in it. */
export const showContents = async (
  server: Server,
  { tenant, person }: SessionHolder,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly content: NoticeContent }[]> => {
  const contents = await server.store.read(tenant, async (tx) => {
    const programmes = await programmesOf(tx, { person, today: dayInJapan(server.clock.nowMs()) });
    const rows = (await noticesByIds(tx, ids)).filter(({ programme }) => programmes.includes(programme));
    const opened: { id: string; content: NoticeContent }[] = [];
    for (const row of rows) {
      const content = await openContent(tx, server, tenant, row);
      if (content) opened.push({ id: row.id, content });
    }
    return opened;
  });
  if (contents.length > 0) {
    const notices = contents.map(({ id }) => id);
    await recordAccess(server, tenant, [
      { event: 'noticesShown', purpose: 'contact', person, device: null, subject: null, detail: { notices } },
    ]);
  }
  return contents;
};

/** What the desk did, or wants. Throws `not_found`, and `wrong_state` when the notice has gone on meanwhile. */
export const changeNotice = async (
  server: Server,
  { tenant, person }: SessionHolder,
  { id, wish }: { readonly id: string; readonly wish: NoticeWish },
): Promise<NoticeRow> => {
  const now = new Date(server.clock.nowMs());
  const row = await server.store.transact(tenant, async (tx) => {
    const programmes = await programmesOf(tx, { person, today: dayInJapan(now.getTime()) });
    const notice = await lockNotice(tx, id);
    if (!notice || !programmes.includes(notice.programme)) throw new Problem('not_found');
    if (!isPossible(wish, notice, now)) throw new Problem('notice_moved_on');
    await updateNotice(tx, { id, ...changeFor(wish, { notice, person, now }) });
    return lockNotice(tx, id);
  });
  if (!row) throw new Problem('not_found');
  server.log({ event: 'notice_changed', tenant, person, notice: id, wish });
  if (wish === 'again') server.poke(tenant);
  return rowOf(row);
};

const isPossible = (wish: NoticeWish, { state, leaseUntil, sealedContent }: NoticeTableRow, now: Date): boolean => {
  // A mail under way may be taken at any moment: nothing is decided about it until its outcome is known.
  if (leaseUntil !== null && leaseUntil > now) return false;
  if (wish === 'letter' && sealedContent === null) return false;
  return ALLOWED[wish].includes(state as NoticeState);
};

const ALLOWED: Readonly<Record<NoticeWish, readonly NoticeState[]>> = {
  told: ['atDesk'],
  again: ['waiting', 'atDesk', 'failed'],
  letter: ['waiting', 'atDesk', 'failed'],
};

const changeFor = (
  wish: NoticeWish,
  { notice, person, now }: { readonly notice: NoticeTableRow; readonly person: string; readonly now: Date },
) => {
  const free = { why: null, leaseUntil: null };
  if (wish === 'told') return { state: 'done', toldAt: now, toldBy: person };
  if (wish === 'letter') return { ...free, state: 'atDesk', way: 'letter' };
  return { ...free, state: 'new', way: null, round: notice.round + 1, dueAt: now };
};

/** The programmes whose companies this person tells; nobody who is an expert as well tells any. */
const programmesOf = async (
  tx: Transaction,
  reader: { readonly person: string; readonly today: Day },
): Promise<readonly string[]> => {
  const scopes = (await scopesOfPerson(tx, reader)).map(({ scope }) => scope);
  if (!scopes.includes('contacts')) throw new Problem('not_found');
  return scopes.flatMap((scope) => (scope.startsWith('desk:') ? [scope.slice('desk:'.length)] : []));
};

/** The words of a row were written by this program. */
const rowOf = (row: NoticeTableRow): NoticeRow => ({
  id: row.id,
  event: row.event as NoticeEvent,
  engagement: row.engagement,
  visit: row.visit,
  state: row.state as NoticeState,
  way: row.way as ContactWay | null,
  why: row.why as NoticeWhy | null,
  tries: row.tries,
  createdAtMs: row.createdAt.getTime(),
  dueAtMs: row.dueAt.getTime(),
  toldAtMs: row.toldAt?.getTime() ?? null,
  toldBy: row.toldBy,
  callBack: row.callBack,
});
