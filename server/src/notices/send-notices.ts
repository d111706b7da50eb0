import { setImmediate as nextTurn } from 'node:timers/promises';
import { noticeMailText, noticeSubject } from '@banso/shared/notice/notice-words.ts';
import type { NoticeContent } from '@banso/shared/notice/notice.ts';
import { currentContact } from '@banso/shared/company/contact.ts';
import { companyRecords, companyRecordsOf } from '../company-page/company-records.ts';
import { type KeyId, keyName } from '../seal/keyring.ts';
import { openText, sealText } from '../seal/seal.ts';
import type { Server } from '../server.ts';
import {
  leaseMails,
  lockNewNotices,
  noticesOfEngagement,
  settleMail,
  updateNotice,
  writeNotices,
  type WrittenNotice,
} from '../store/notices.ts';
import type { NoticeTableRow, Transaction } from '../store/schema.ts';
import type { Mail, Mailer, MailOutcome } from './mailer.ts';
import { type Written, writeNotice } from './write-notice.ts';

export type NoticePorts = {
  /** Null: there is no mail server, and the desk tells every company. */
  readonly mailer: Mailer | null;
  readonly baseUrl: string;
  /** Longer than a mail can be under way: until then no other process takes it. */
  readonly leaseMs: number;
};

/** With pauses of at most an hour, a day. */
const MOST_TRIES = 30;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 60 * 60_000;

/** The pause after so many tries: a minute, doubled each time, at most an hour. */
export const pauseMs = (tries: number): number => Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS);

/** Writes out everything that is new. A row is written out under its lock, one process each. */
export const writeOutNotices = async (server: Server, tenant: string, ports: NoticePorts): Promise<void> => {
  // In between the others have their turn: the embedded database answers without ever leaving this thread.
  while ((await writeOutSome(server, tenant, { ports, limit: TOGETHER })) > 0) await nextTurn();
};

/** A mail that this process alone may send until the lease ends. */
export type LeasedMail = { readonly tenant: string; readonly notice: NoticeTableRow; readonly leaseUntil: Date };

/** Takes up to `limit` mails that are due. */
export const leaseDueMails = async (
  server: Server,
  tenant: string,
  { leaseMs, limit }: { readonly leaseMs: number; readonly limit: number },
): Promise<readonly LeasedMail[]> => {
  const now = new Date(server.clock.nowMs());
  const leaseUntil = new Date(now.getTime() + leaseMs);
  const leased = await server.store.transact(tenant, (tx) => leaseMails(tx, { now, leaseUntil, limit }));
  return leased.map((notice) => ({ tenant, notice, leaseUntil }));
};

/**
 * One try of one mail, and what became of it. A mail whose acceptance was never heard, because the process died or the answer
 * was lost, goes again under the same Message-ID: told twice is better than not told.
 */
export const sendMail = async (
  server: Server,
  { tenant, notice, leaseUntil }: LeasedMail,
  { mailer, baseUrl }: NoticePorts & { readonly mailer: Mailer },
): Promise<void> => {
  const { id, tries } = notice;
  const mail = await server.store.read(tenant, (tx) => mailOf(tx, { server, tenant, notice, baseUrl }));
  const outcome: MailOutcome | 'noMail' = mail ? await mailer.send(mail) : 'noMail';
  const now = new Date(server.clock.nowMs());
  const settled = { id, leaseUntil, toldAt: null, dueAt: now, why: null };
  const kept = await server.store.transact(tenant, (tx) => {
    // The contact has no address any more: it is written out anew, for what it has.
    if (outcome === 'noMail') return settleMail(tx, { ...settled, state: 'new' });
    if ('sent' in outcome) return settleMail(tx, { ...settled, state: 'sent', toldAt: now });
    const { why, final } = outcome;
    const dueAt = new Date(now.getTime() + pauseMs(tries));
    return settleMail(tx, { ...settled, state: final || tries >= MOST_TRIES ? 'failed' : 'waiting', why, dueAt });
  });
  const became = outcome === 'noMail' ? outcome : 'sent' in outcome ? 'sent' : outcome.why;
  server.log({ event: 'notice_mail', notice: id, outcome: became, try: tries, kept });
};

/** What a notice says, opened; null when it was never written out, or its key was destroyed. */
export const openContent = async (
  tx: Transaction,
  { keyring }: Pick<Server, 'keyring'>,
  tenant: string,
  { engagement, sealedContent }: Pick<NoticeTableRow, 'engagement' | 'sealedContent'>,
): Promise<NoticeContent | null> => {
  const id = keyOf(engagement);
  const key = (await keyring.keysForReading(tx, tenant, [id])).get(keyName(id));
  if (!key || !sealedContent) return null;
  // Written by `writeOut`.
  return JSON.parse(openText(key, sealedContent)) as NoticeContent;
};

const keyOf = (engagement: string): KeyId => ({ owner: `engagement/${engagement}`, class: 'B' });

/** So many in one transaction: each costs a flush of the disk, and people wait behind it. */
const TOGETHER = 20;

/**
 * Writes the oldest new notices out, and answers how many there were. One that cannot be written out is told to the desk, and
 * the rest goes on.
 */
const writeOutSome = async (
  server: Server,
  tenant: string,
  { ports, limit }: { readonly ports: NoticePorts; readonly limit: number },
): Promise<number> => {
  let taken: readonly NoticeTableRow[] = [];
  try {
    await server.store.transact(tenant, async (tx) => {
      taken = await lockNewNotices(tx, limit);
      if (taken.length > 0) await writeOut(tx, { server, tenant, ports, notices: taken });
    });
  } catch (error) {
    const [first] = taken;
    if (!first) throw error;
    // It is one of them: the oldest alone, so that it is found.
    if (taken.length > 1) return writeOutSome(server, tenant, { ports, limit: 1 });
    server.log({ event: 'notice_unwritten', notice: first.id, error: error instanceof Error ? error.name : 'unknown' });
    await server.store.transact(tenant, (tx) => updateNotice(tx, { id: first.id, state: 'failed', why: 'unwritten' }));
  }
  return taken.length;
};

const writeOut = async (
  tx: Transaction,
  {
    server,
    tenant,
    ports,
    notices,
  }: {
    readonly server: Server;
    readonly tenant: string;
    readonly ports: NoticePorts;
    readonly notices: readonly NoticeTableRow[];
  },
): Promise<void> => {
  const options = { tenant, baseUrl: ports.baseUrl, mails: ports.mailer !== null };
  const engagements = notices.map(({ engagement }) => engagement);
  const records = await companyRecordsOf(tx, { tenant, engagements });
  const known = engagements.filter((engagement) => records.has(engagement));
  const keys = await server.keyring.keysForWriting(tx, tenant, known.map(keyOf));
  const dueAt = new Date(server.clock.nowMs());
  let kept: WrittenNotice[] = [];
  const keep = async () => {
    await writeNotices(tx, kept);
    kept = [];
  };
  for (const notice of notices) {
    const { id, engagement } = notice;
    const written = writeNotice(server, notice, records.get(engagement), options);
    if (!written) {
      kept.push({ ...notice, state: 'failed', why: 'unwritten' });
      continue;
    }
    // Whether a plan was told already is asked of what is kept.
    if (notice.event === 'scheduled') await keep();
    if (notice.event === 'scheduled' && (await isNeedless(tx, { server, tenant, notice, written }))) {
      kept.push({ ...notice, state: 'dropped', way: null, why: null, sealedContent: null });
      continue;
    }
    const key = keys.get(keyName(keyOf(engagement)));
    if (!key) throw new Error('a key for writing is missing');
    const sealedContent = sealText(key, JSON.stringify(written.content));
    const state = written.way === 'mail' ? 'waiting' : 'atDesk';
    kept.push({ id, state, way: written.way, why: null, tries: 0, dueAt, sealedContent });
  }
  await keep();
};

/** A plan is told once, while it is one: not when the visit was set back, nor when another notice carries its code already. */
const isNeedless = async (
  tx: Transaction,
  {
    server,
    tenant,
    notice,
    written: { content },
  }: {
    readonly server: Server;
    readonly tenant: string;
    readonly notice: NoticeTableRow;
    readonly written: Pick<Written, 'content'>;
  },
): Promise<boolean> => {
  const code = content.next?.code;
  if (code === undefined) return true;
  for (const other of await noticesOfEngagement(tx, notice.engagement)) {
    if (other.id === notice.id || !TELLS.includes(other.state)) continue;
    if ((await openContent(tx, server, tenant, other))?.next?.code === code) return true;
  }
  return false;
};

/** States in which the company was told, or will be without anybody's doing or by the desk's. */
const TELLS: readonly string[] = ['waiting', 'sent', 'atDesk', 'done'];

const mailOf = async (
  tx: Transaction,
  {
    server,
    tenant,
    notice,
    baseUrl,
  }: {
    readonly server: Server;
    readonly tenant: string;
    readonly notice: NoticeTableRow;
    readonly baseUrl: string;
  },
): Promise<Mail | null> => {
  const records = await companyRecords(tx, { tenant, engagement: notice.engagement });
  // Where mails go now: a corrected address counts at the next try.
  const to = currentContact(records?.contact ?? null)?.email;
  const content = await openContent(tx, server, tenant, notice);
  if (!records || !to || !content) return null;
  return {
    to,
    fromName: records.officeName,
    subject: noticeSubject(content),
    text: noticeMailText(content),
    messageId: `<${notice.id}.${notice.round}@${new URL(baseUrl).hostname}>`,
  };
};
