import { noticeMailText, noticeSubject } from '@banso/shared/notice/notice-words.ts';
import type { NoticeContent } from '@banso/shared/notice/notice.ts';
import { currentContact } from '@banso/shared/company/contact.ts';
import { companyRecords } from '../company-page/company-records.ts';
import { type KeyId, keyName } from '../seal/keyring.ts';
import { openText, sealText } from '../seal/seal.ts';
import type { Server } from '../server.ts';
import { leaseMails, lockNewNotice, noticesOfEngagement, settleMail, updateNotice } from '../store/notices.ts';
import type { NoticeTableRow, Transaction } from '../store/schema.ts';
import type { Mail, Mailer, MailOutcome } from './mailer.ts';
import { writeNotice } from './write-notice.ts';

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
  // One transaction each: the embedded database has one connection, and people wait behind it.
  while (await writeOutNext(server, tenant, ports));
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

/** Writes the oldest new notice out; false when there is none. One that cannot be written out is told to the desk, and the rest goes on. */
const writeOutNext = async (server: Server, tenant: string, ports: NoticePorts): Promise<boolean> => {
  let taken: NoticeTableRow | undefined;
  try {
    await server.store.transact(tenant, async (tx) => {
      taken = await lockNewNotice(tx);
      if (taken) await writeOut(tx, { server, tenant, ports, notice: taken });
    });
  } catch (error) {
    if (!taken) throw error;
    const { id } = taken;
    server.log({ event: 'notice_unwritten', notice: id, error: error instanceof Error ? error.name : 'unknown' });
    await server.store.transact(tenant, (tx) => updateNotice(tx, { id, state: 'failed', why: 'unwritten' }));
  }
  return taken !== undefined;
};

const writeOut = async (
  tx: Transaction,
  {
    server,
    tenant,
    ports,
    notice,
  }: {
    readonly server: Server;
    readonly tenant: string;
    readonly ports: NoticePorts;
    readonly notice: NoticeTableRow;
  },
): Promise<void> => {
  const { id } = notice;
  const mails = ports.mailer !== null;
  const written = await writeNotice(tx, server, notice, { tenant, baseUrl: ports.baseUrl, mails });
  if (written && notice.event === 'scheduled' && (await isNeedless(tx, { server, tenant, notice, written })))
    return updateNotice(tx, { id, state: 'dropped', way: null, why: null, sealedContent: null });
  if (!written) return updateNotice(tx, { id, state: 'failed', why: 'unwritten' });
  const keyId = keyOf(notice.engagement);
  const key = (await server.keyring.keysForWriting(tx, tenant, [keyId])).get(keyName(keyId));
  if (!key) throw new Error('a key for writing is missing');
  return updateNotice(tx, {
    id,
    state: written.way === 'mail' ? 'waiting' : 'atDesk',
    way: written.way,
    why: null,
    tries: 0,
    dueAt: new Date(server.clock.nowMs()),
    sealedContent: sealText(key, JSON.stringify(written.content)),
  });
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
    readonly written: { readonly content: NoticeContent };
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
