import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { cleanText } from '@banso/shared/lib/text.ts';
import {
  MAX_REQUEST_BYTES,
  type PullAnswer,
  type SyncAnswer,
  type SyncRequest,
  syncRequestSchema,
} from '@banso/shared/protocol/sync.ts';
import * as v from 'valibot';
import { Problem, problemBody } from '../http/problem.ts';
import { appendAccess } from '../access/record-access.ts';
import { officeBoxOf } from '../seal/office-box.ts';
import { backedUpThrough } from '../store/backup-rows.ts';
import { readingProblem } from '../device/may-read.ts';
import { eraseOrderFor } from '../device/revoke-device.ts';
import { deviceById, noteContact } from '../store/devices.ts';
import type { DeviceRow, TenantRow, Transaction } from '../store/schema.ts';
import { bindSession } from '../store/sessions.ts';
import { reachOfTenant } from '../store/tenants.ts';
import type { Server } from '../server.ts';
import { isProven } from '../auth/proof.ts';
import { recordsOf, type Session } from '../auth/sessions.ts';
import type { Place } from '../auth/passkeys.ts';
import { makeContractFiles } from '../contract/contract-file.ts';
import { passkeyProofsOf } from '../contract/passkey-proofs.ts';
import { pull } from './pull.ts';
import { takePush } from './take-push.ts';
import { issueTimeToken } from './time-tokens.ts';

const unzip = promisify(gunzip);

/** The body of a sync request, unpacked and read. Throws `malformed_request` or `too_large`. */
export const readSyncRequest = async (body: Uint8Array, encoding: string | undefined): Promise<SyncRequest> => {
  let json: unknown;
  try {
    const bytes = encoding === 'gzip' ? await unzip(body, { maxOutputLength: MAX_REQUEST_BYTES }) : body;
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new Problem(isTooLarge(error) ? 'too_large' : 'malformed_request');
  }
  const parsed = v.safeParse(syncRequestSchema, json);
  if (!parsed.success) throw new Problem('malformed_request');
  return parsed.output;
};

/** Push, then pull, each answered on its own: one failing never holds the other back. */
export const answerSync = async (
  server: Server,
  request: SyncRequest,
  session: Session | null,
  at: ContractPlace | null = null,
): Promise<SyncAnswer> => {
  const { store, clock } = server;
  const { tenant, device } = request;
  const appVersion = cleanText(request.appVersion);
  const push = request.push
    ? await takePush(store, server.accept, {
        tenant,
        device,
        appVersion,
        push: request.push,
        receivedAtMs: clock.nowMs(),
        isProven: (person) => isProven(server, session, { tenant, person }),
        ...(at ? contractWork(server, tenant, at) : {}),
      })
    : null;
  if (push && 'receipt' in push && push.receipt)
    server.poke(tenant, Math.max(...push.verdicts.map(({ head }) => head)));
  const { known, reach, order, page } = await store.read(tenant, (tx) => readFor(tx, { request, session, clock }));
  // Two people may share a browser: the cookie of the second must not fill the device of the first.
  const mine = session?.tenant === tenant && known?.person === session.person;
  if (request.pull && mine && !session.device && !known.revokedAt)
    // A session from before sessions had devices, or one whose registration's answer was lost.
    await store.door((tx) => bindSession(tx, { id: session.id, device: known.id }));
  const pulled = request.pull && (page ?? (await withoutSession(server, tenant, { known, from: request.pull })));
  const accesses = mine ? accessesOf(request, session.person, pulled) : [];
  const heard = known && (mine || (push !== null && 'verdicts' in push)) ? contactFrom(server, request, known) : null;
  if (heard || accesses.length > 0)
    await store.transact(tenant, async (tx) => {
      if (heard) await noteContact(tx, heard);
      if (accesses.length > 0) await appendAccess(tx, clock.nowMs(), accesses);
    });
  return {
    v: 1,
    push,
    pull: pulled,
    token: known && !known.revokedAt ? tokenFor(server, request) : null,
    serverTimeMs: clock.nowMs(),
    ...(known && !known.revokedAt ? { officeKey: officeBoxOf(server.serverKey, tenant).publicKey } : {}),
    looksKept: mine,
    ...(order === null ? {} : { erase: { order } }),
    ...reach,
  };
};

/** Where passkeys are asked, and where people reach the app: what contracts are signed and printed with. */
export type ContractPlace = { readonly place: Place; readonly baseUrl: string };

const contractWork = (
  server: Server,
  tenant: string,
  { place, baseUrl }: ContractPlace,
): Pick<Parameters<typeof takePush>[2], 'passkeyProofs' | 'afterwards'> => ({
  passkeyProofs: (person, envelopes) => passkeyProofsOf({ store: server.store, place }, { tenant, person, envelopes }),
  afterwards: (carriedOut) =>
    makeContractFiles(
      server,
      carriedOut.flatMap(({ type, aggregate, body }) =>
        type === 'contract-offered@1' ? [{ tenant, engagement: aggregate, paper: String(body['paper']) }] : [],
      ),
      baseUrl,
    ),
});

/** How far backup and log reach, for a device that wants to know which of its pictures are safe, and in which epoch heads count. */
const backupReach = async (tx: Transaction, { logPosition, epoch }: Pick<TenantRow, 'logPosition' | 'epoch'>) => ({
  backedUp: await backedUpThrough(tx),
  logPosition,
  epoch,
});

/** What an answer is made of, read at once, from one snapshot: each transaction of its own would cost as much as what it reads. */
const readFor = async (
  tx: Transaction,
  {
    request,
    session,
    clock,
  }: { readonly request: SyncRequest; readonly session: Session | null; readonly clock: Server['clock'] },
) => {
  const known = await deviceById(tx, request.device);
  const office = known ? await reachOfTenant(tx) : null;
  const asked = { request, session, known, office, nowMs: clock.nowMs() };
  return {
    known,
    reach: office ? await backupReach(tx, office) : { backedUp: null },
    order: known?.revokedAt ? await eraseOrderFor(tx, known) : null,
    page: request.pull && (await pageFor(tx, { ...asked, from: request.pull })),
  };
};

/** What the session's person may have on this device, or why it gets nothing now; null: nobody whose device it is has signed in. */
const pageFor = async (
  tx: Transaction,
  {
    request: { tenant },
    from,
    session,
    known,
    office,
    nowMs,
  }: {
    readonly request: SyncRequest;
    readonly from: NonNullable<SyncRequest['pull']>;
    readonly session: Session | null;
    readonly known: DeviceRow | undefined;
    /** Null for a device that nobody knows. */
    readonly office: Awaited<ReturnType<typeof reachOfTenant>> | null;
    readonly nowMs: number;
  },
): Promise<PullAnswer | null> => {
  if (known?.revokedAt) return { problem: problemBody('device_revoked') };
  if (session?.tenant !== tenant || (known && known.person !== session.person)) return null;
  const { person } = session;
  const problem = await readingProblem(tx, { device: known, person, nowMs });
  // A device that nobody knows has a problem of its own.
  return problem || !office
    ? { problem: problemBody(problem ?? 'device_unknown') }
    : pull(tx, { office, person, from, nowMs });
};

/** A word about itself every so often is enough where nothing changed: each is a write. */
const CONTACT_MS = 60_000;

/** What a device said about itself, as it is to be kept; null where nothing of it is new. */
const contactFrom = ({ clock }: Server, { contact, tip, appVersion }: SyncRequest, known: DeviceRow) => {
  const at = new Date(clock.nowMs());
  const said = {
    appVersion: cleanText(appVersion),
    ...(tip ? { recordedTo: Math.max(tip.seq, known.recordedTo) } : {}),
    ...(contact
      ? {
          waitingOperations: contact.waiting.operations,
          waitingPhotos: contact.waiting.photos,
          oldestWaitingAt: contact.waiting.oldestMs === null ? null : new Date(contact.waiting.oldestMs),
          clockOffsetMs: contact.clockOffsetMs,
          persisted: contact.persisted,
          ...contact.room,
        }
      : {}),
  };
  const same = Object.entries(said).every(
    ([key, value]) => JSON.stringify(known[key as keyof DeviceRow]) === JSON.stringify(value),
  );
  return same && at.getTime() - known.lastSeenAt.getTime() < CONTACT_MS
    ? null
    : { id: known.id, lastSeenAt: at, ...said };
};

/**
 * Whose every role has ended has no session any more, and their device would keep what it holds: told to begin anew, with nothing,
 * it lets go of its parts and keeps its outbox (L5). Nothing is given, so nothing has to be shown. Everybody else signs in.
 */
const withoutSession = async (
  server: Server,
  tenant: string,
  { known, from }: { readonly known: DeviceRow | undefined; readonly from: NonNullable<SyncRequest['pull']> },
): Promise<PullAnswer> => {
  if (!known || from.cursor === 0) return { problem: problemBody('signed_out') };
  const { office, record } = await recordsOf(server, { tenant, person: known.person });
  if (record.roles.length > 0) return { problem: problemBody('signed_out') };
  return { rows: [], cursor: 0, more: false, epoch: office.epoch, fresh: true };
};

/** What this answer brings to the device, and what its person looked at there since the last one. */
const accessesOf = ({ device, looks = [] }: SyncRequest, person: string, pulled: SyncAnswer['pull']) => {
  const rows = pulled && 'rows' in pulled ? pulled.rows.filter(({ body }) => body !== null) : [];
  const by = { person, device };
  const engagements = [...new Set(rows.flatMap(({ kind, aggregate }) => (kind === 'engagement' ? [aggregate] : [])))];
  return [
    ...looks.map((look) => ({
      ...by,
      event: look.event,
      purpose: look.purpose,
      subject: look.subject,
      detail: look.rows === undefined ? {} : { rows: look.rows },
      look,
    })),
    ...(rows.length === 0
      ? []
      : [
          {
            ...by,
            event: 'received' as const,
            purpose: 'sync' as const,
            subject: null,
            detail: { parts: rows.length, engagements },
          },
        ]),
  ];
};

const tokenFor = ({ serverKey, clock }: Server, { tenant, device, tip }: SyncRequest): string => {
  const quotes = tip && { branch: tip.branch, seq: tip.seq, tip: tip.tip };
  return issueTimeToken(serverKey, { v: 1, tenant, device, atMs: clock.nowMs(), quotes });
};

const isTooLarge = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
