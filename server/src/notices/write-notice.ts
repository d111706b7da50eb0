import type { Company } from '@banso/shared/company/company.ts';
import {
  type CompanyContact,
  type ContactWay,
  contactParts,
  currentContact,
  hasWay,
  linkNumberOf,
} from '@banso/shared/company/contact.ts';
import { companyParts } from '@banso/shared/company/company.ts';
import { engagementParts } from '@banso/shared/engagement/engagement.ts';
import { composeNotice } from '@banso/shared/notice/compose-notice.ts';
import type { NoticeContent, NoticeEvent } from '@banso/shared/notice/notice.ts';
import { personParts } from '@banso/shared/person/person.ts';
import { programmeParts } from '@banso/shared/programme/programme.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { pageLink, pageTokenOf } from '../company-page/page-token.ts';
import { confirmationCodeOf } from '../seal/confirmation-codes.ts';
import type { Server } from '../server.ts';
import { partsOfAggregates } from '../store/parts.ts';
import type { NoticeTableRow, Transaction } from '../store/schema.ts';
import { tenantById } from '../store/tenants.ts';

export type WriteOptions = {
  readonly tenant: string;
  /** Where companies reach their page. */
  readonly baseUrl: string;
  /** Whether there is a mail server. */
  readonly mails: boolean;
};

/**
 * Writes a notice out from the records as they are: by which way, and what it says. Null when its engagement, visit, company
 * or programme is not there.
 */
export const writeNotice = async (
  tx: Transaction,
  server: Pick<Server, 'serverKey' | 'clock'>,
  notice: Pick<NoticeTableRow, 'event' | 'engagement' | 'visit' | 'objection'>,
  { tenant, baseUrl, mails }: WriteOptions,
): Promise<{ readonly way: ContactWay; readonly content: NoticeContent } | null> => {
  const partsOf = (kind: string, id: string) => partsOfAggregates(tx, [{ kind, id }]);
  const engagement = engagementParts.fromParts(await partsOf('engagement', notice.engagement));
  const visit = engagement.visits[notice.visit];
  const { core } = engagement;
  if (!core || !visit) return null;
  const company = companyParts.fromParts(await partsOf('company', core.company));
  const programme = programmeParts.fromParts(await partsOf('programme', core.programme));
  if (!company || !programme) return null;
  const contact = contactParts.fromParts(await partsOf('contact', core.company));
  const expert = core.expert === null ? null : personParts.fromParts(await partsOf('person', core.expert));
  const place = { tenant, engagement: core.id };
  const content = composeNotice({
    // Written by `noticeReasons`.
    event: notice.event as NoticeEvent,
    engagement,
    visit,
    objection: notice.objection,
    company,
    contact,
    expertName: expert?.name ?? '',
    programme,
    sample: (await tenantById(tx, tenant))?.sample ?? false,
    today: dayInJapan(server.clock.nowMs()),
    link: pageLink(baseUrl, pageTokenOf(server.serverKey, { ...place, linkNumber: linkNumberOf(contact) })),
    codeOf: (next) => confirmationCodeOf(server.serverKey, { ...place, visit: next }),
  });
  return { way: wayTo(contact, company, mails), content };
};

/** Where mails of this engagement go now; null without an address. Asked at each try, so that a corrected address counts. */
export const mailAddressOf = async (tx: Transaction, engagement: string): Promise<string | null> => {
  const { core } = engagementParts.fromParts(await partsOfAggregates(tx, [{ kind: 'engagement', id: engagement }]));
  if (!core) return null;
  const contact = contactParts.fromParts(await partsOfAggregates(tx, [{ kind: 'contact', id: core.company }]));
  return currentContact(contact)?.email ?? null;
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
