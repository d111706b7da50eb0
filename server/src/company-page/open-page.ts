import { linkNumberOf } from '@banso/shared/company/contact.ts';
import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import { companyPageOf } from '@banso/shared/notice/company-page-of.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import type { CompanyPage, ObjectionRequest } from '@banso/shared/protocol/company-page.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { recordAccess } from '../access/record-access.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { lockDevice } from '../store/devices.ts';
import type { Transaction } from '../store/schema.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';
import { recordAsServer } from '../sync/record-as-server.ts';
import { type CompanyRecords, companyRecords } from './company-records.ts';
import { isPageToken, readPageToken } from './page-token.ts';

/** More open questions than these about one engagement are for a telephone. */
const MOST_OPEN_OBJECTIONS = 20;

/** What the page of this link shows. Throws `bad_link` alike for a link that never was, a renewed one, and an erased company. */
export const showPage = async (server: Server, token: string): Promise<CompanyPage> => {
  const place = placeOf(token);
  const records = await server.store.read(place.tenant, (tx) => recordsBehind(tx, server, token));
  const subject = { kind: 'engagement', aggregate: place.engagement, part: null } as const;
  await recordAccess(server, place.tenant, [
    { event: 'companyPageShown', purpose: 'company', person: null, device: null, subject, detail: {} },
  ]);
  return pageOf(server, records);
};

/**
 * Records, as the server, that the company says a visit was not as recorded, and answers the page as it then is. The same
 * objection again changes nothing: the company taps until it is told. Throws `bad_link`, `not_found`, `too_many`.
 */
export const recordObjection = async (
  server: Server,
  { token, objection, visit, text, name }: ObjectionRequest,
): Promise<CompanyPage> => {
  const { tenant, engagement: aggregate } = placeOf(token);
  const atMs = server.clock.nowMs();
  const records = await server.store.transact(tenant, async (tx) => {
    // One after the other: of two equal requests at the same moment the second finds what the first wrote.
    await lockDevice(tx, SERVER_DEVICE);
    const before = await recordsBehind(tx, server, token);
    if (before.engagement.objections[objection]) return before;
    if (!before.engagement.visits[visit]) throw new Problem('not_found');
    if (openObjections(before.engagement) >= MOST_OPEN_OBJECTIONS) throw new Problem('too_many');
    const body = { objection, visit, text, name, how: 'page' } as const;
    const here = { kind: 'engagement', aggregate, actor: SYSTEM, atMs } as const;
    await recordAsServer(tx, { server, tenant, operations: [{ ...here, type: 'company-objected@1', body }] });
    return recordsBehind(tx, server, token);
  });
  server.poke(tenant);
  server.log({ event: 'company_objected', tenant, engagement: aggregate, visit });
  return pageOf(server, records);
};

const placeOf = (token: string): { readonly tenant: string; readonly engagement: string } => {
  const place = readPageToken(token);
  if (!place) throw new Problem('bad_link');
  return place;
};

const recordsBehind = async (
  tx: Transaction,
  { serverKey }: Pick<Server, 'serverKey'>,
  token: string,
): Promise<CompanyRecords> => {
  const place = placeOf(token);
  const records = await companyRecords(tx, place);
  const linkNumber = linkNumberOf(records?.contact ?? null);
  if (!isPageToken(serverKey, token, { ...place, linkNumber }) || !records) throw new Problem('bad_link');
  return records;
};

const pageOf = ({ clock }: Pick<Server, 'clock'>, records: CompanyRecords): CompanyPage =>
  companyPageOf({ ...records, today: dayInJapan(clock.nowMs()) });

const openObjections = ({ objections }: Engagement): number =>
  Object.values(objections).filter(({ answer }) => answer === null).length;
