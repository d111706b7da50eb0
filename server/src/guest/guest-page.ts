import { timingSafeEqual } from 'node:crypto';
import { confirmationsOf } from '@banso/shared/engagement/engagement.ts';
import { endOfInvitation, type Invitation } from '@banso/shared/engagement/invitation.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import {
  confirmationStands,
  confirmationStatement,
  type GuestConfirmationBody,
} from '@banso/shared/evidence/confirmation.ts';
import { toConfirm, type ToConfirm } from '@banso/shared/evidence/to-confirm.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { confirmedHow } from '@banso/shared/notice/compose-notice.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { ruleSetOf } from '@banso/shared/programme/programme.ts';
import {
  type GuestConfirmRequest,
  type GuestPage,
  type GuestToken,
  readGuestToken,
} from '@banso/shared/protocol/guest.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { type CompanyRecords, companyRecords } from '../company-page/company-records.ts';
import { recordAccess } from '../access/record-access.ts';
import { Problem } from '../http/problem.ts';
import { confirmationCodeOf } from '../seal/confirmation-codes.ts';
import { signatureStands } from '../seal/signatures.ts';
import type { Server } from '../server.ts';
import { lockDevice } from '../store/devices.ts';
import type { Transaction } from '../store/schema.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';
import { recordAsServer } from '../sync/record-as-server.ts';

/** The visit a link speaks of, once the expert's phone has told the server of it. */
type Asked = { readonly records: CompanyRecords; readonly invitation: Invitation; readonly visit: Visit };

/** What the link shows now. Throws `bad_link` for what is no link; a link nobody knows is one that has not arrived. */
export const showGuestPage = async (server: Server, text: string): Promise<GuestPage> => {
  const token = tokenIn(text);
  const asked = await server.store.read(token.tenant, (tx) => askedBy(tx, token));
  if (asked) {
    const subject = {
      kind: 'engagement',
      aggregate: token.engagement,
      part: `invitation/${token.invitation}`,
    } as const;
    await recordAccess(server, token.tenant, [
      { event: 'guestPageShown', purpose: 'company', person: null, device: null, subject, detail: {} },
    ]);
  }
  return pageOf(asked, server.clock.nowMs());
};

/**
 * Records, as the server, that the company confirmed on its own device, and answers the page as it then is. The same press again
 * changes nothing. Nothing is recorded either when the facts are not those that were read, or the link confirms nothing any
 * more: the page says so. Throws `bad_link`, `malformed_request` for a claim the link cannot make, `bad_signature` when the
 * guest's key did not sign it, `wrong_code`.
 */
export const confirmAsGuest = async (server: Server, request: GuestConfirmRequest): Promise<GuestPage> => {
  const token = tokenIn(request.token);
  const { tenant, engagement: aggregate } = token;
  const atMs = server.clock.nowMs();
  const after = await server.store.transact(tenant, async (tx) => {
    // One after the other: of two equal requests at the same moment the second finds what the first wrote.
    await lockDevice(tx, SERVER_DEVICE);
    const asked = await askedBy(tx, token);
    const facts =
      asked && endOfInvitation(asked.records.engagement, asked.invitation, atMs) === null ? factsOf(asked, atMs) : null;
    if (!asked || facts?.hash !== request.hash) return asked;
    const body = bodyOf(request, asked, facts);
    assertProven(server, { tenant, aggregate, body });
    const here = { kind: 'engagement', aggregate, actor: SYSTEM, atMs } as const;
    await recordAsServer(tx, { server, tenant, operations: [{ ...here, type: 'guest-confirmed@1', body }] });
    return askedBy(tx, token);
  });
  server.poke(tenant);
  server.log({ event: 'guest_confirmed', tenant, engagement: aggregate, invitation: token.invitation });
  return pageOf(after, atMs);
};

const tokenIn = (text: string): GuestToken => {
  const token = readGuestToken(text);
  if (!token) throw new Problem('bad_link');
  return token;
};

const askedBy = async (tx: Transaction, token: GuestToken): Promise<Asked | null> => {
  const records = await companyRecords(tx, token);
  const invitations = records?.engagement.invitations ?? {};
  const invitation = Object.hasOwn(invitations, token.invitation) ? invitations[token.invitation] : undefined;
  const visit = invitation && records?.engagement.visits[invitation.visit];
  const given = Buffer.from(sha256Hex(token.secret));
  const isOurs = invitation !== undefined && timingSafeEqual(given, Buffer.from(invitation.secretHash));
  return records && visit && isOurs ? { records, invitation, visit } : null;
};

const factsOf = ({ records, visit }: Asked, nowMs: number): ToConfirm | null => {
  const { engagement, company, expertName: expert, programme } = records;
  const ruleSet = ruleSetOf(programme, engagement.core?.contract ?? null, dayInJapan(nowMs));
  return visit.status === 'cancelled' ? null : toConfirm({ engagement, visit, company, expert, ruleSet });
};

const pageOf = (asked: Asked | null, nowMs: number): GuestPage => {
  if (!asked) return { state: 'notArrived' };
  const { records, invitation, visit } = asked;
  const { engagement, officeName, programme, sample } = records;
  const office = { sample, office: officeName, inquiries: programme.inquiries ?? '' };
  const end = endOfInvitation(engagement, invitation, nowMs);
  if (end === 'expired') return { state: 'closed', why: 'expired', ...office };
  const standing = confirmationsOf(engagement, visit.id).findLast((one) => confirmationStands(visit, one));
  if (standing) {
    const { text, sentence, reading } = standing;
    return { state: 'confirmed', text, sentence, ...confirmedHow(standing), atMs: reading.wallMs, ...office };
  }
  if (visit.status === 'cancelled') return { state: 'closed', why: 'cancelled', ...office };
  if (end === 'used') return { state: 'closed', why: 'changed', ...office };
  const facts = factsOf(asked, nowMs);
  // An end that was taken back leaves nothing to confirm until the expert has recorded the visit again.
  return facts
    ? { state: 'open', asked: { ...facts, lines: [...facts.lines], delegates: [...facts.delegates] }, ...office }
    : { state: 'notArrived' };
};

const bodyOf = (request: GuestConfirmRequest, { invitation }: Asked, facts: ToConfirm): GuestConfirmationBody => {
  const { confirmation, hash, signer, manner, proxy, appVersion, publicKey, signature } = request;
  const { text, sentence, parties } = facts;
  const said = { confirmation, hash, signer, manner, proxy, appVersion, deviceSignature: signature };
  const guest = { invitation: invitation.id, publicKey };
  return { ...said, visit: invitation.visit, version: 1, text, sentence, parties, guest };
};

/** A guest is asked again at once, while the person is still there: nothing disproved is recorded. */
const assertProven = (
  { serverKey }: Pick<Server, 'serverKey'>,
  {
    tenant,
    aggregate,
    body,
  }: { readonly tenant: string; readonly aggregate: string; readonly body: GuestConfirmationBody },
): void => {
  const { guest, manner, signer, visit, deviceSignature } = body;
  if (signer.identifiedBy === 'registeredContact' && manner.by !== 'typedName') throw new Problem('malformed_request');
  if (!signatureStands(guest.publicKey, confirmationStatement(body), deviceSignature))
    throw new Problem('bad_signature');
  const code = confirmationCodeOf(serverKey, { tenant, engagement: aggregate, visit });
  if (manner.by === 'typedName' && manner.code !== code) throw new Problem('wrong_code');
};
