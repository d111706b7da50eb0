import type { Company } from '@banso/shared/company/company.ts';
import {
  type CompanyContact,
  type ContactWay,
  currentContact,
  hasWay,
  linkNumberOf,
} from '@banso/shared/company/contact.ts';
import { composeNotice } from '@banso/shared/notice/compose-notice.ts';
import type { NoticeContent, NoticeEvent } from '@banso/shared/notice/notice.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import type { CompanyRecords } from '../company-page/company-records.ts';
import { pageLink, pageTokenOf } from '../company-page/page-token.ts';
import { confirmationCodeOf } from '../seal/confirmation-codes.ts';
import type { Server } from '../server.ts';
import type { NoticeTableRow } from '../store/schema.ts';

export type WriteOptions = {
  readonly tenant: string;
  /** Where companies reach their page. */
  readonly baseUrl: string;
  /** Whether there is a mail server. */
  readonly mails: boolean;
};

export type Written = { readonly way: ContactWay; readonly content: NoticeContent };

/** Writes a notice out from the records as they are: by which way, and what it says. Null when what it is about is not there. */
export const writeNotice = (
  server: Pick<Server, 'serverKey' | 'clock'>,
  notice: Pick<NoticeTableRow, 'event' | 'engagement' | 'visit' | 'objection'>,
  records: CompanyRecords | undefined,
  { tenant, baseUrl, mails }: WriteOptions,
): Written | null => {
  const place = { tenant, engagement: notice.engagement };
  const visit = records?.engagement.visits[notice.visit];
  if (!records || !visit) return null;
  const token = pageTokenOf(server.serverKey, { ...place, linkNumber: linkNumberOf(records.contact) });
  const content = composeNotice({
    ...records,
    // Written by `noticeReasons`.
    event: notice.event as NoticeEvent,
    visit,
    objection: notice.objection,
    today: dayInJapan(server.clock.nowMs()),
    link: pageLink(baseUrl, token),
    codeOf: (next) => confirmationCodeOf(server.serverKey, { ...place, visit: next }),
  });
  return { way: wayTo(records.contact, records.company, mails), content };
};

/** What the company prefers; without a mail server the next best, and always a letter: a company has an address. */
const wayTo = (contact: CompanyContact | null, company: Company, mails: boolean): ContactWay => {
  const entry = currentContact(contact);
  if (!entry) return 'letter';
  if (entry.preferred !== 'mail') return entry.preferred;
  if (mails) return 'mail';
  if (hasWay(entry, 'letter') || company.address.trim() !== '') return 'letter';
  return hasWay(entry, 'fax') ? 'fax' : 'call';
};
