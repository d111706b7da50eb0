import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { cleanText } from '@banso/shared/lib/text.ts';
import {
  MAX_REQUEST_BYTES,
  type SyncAnswer,
  type SyncRequest,
  syncRequestSchema,
} from '@banso/shared/protocol/sync.ts';
import * as v from 'valibot';
import { Problem, problemBody } from '../http/problem.ts';
import { recordAccess } from '../access/record-access.ts';
import { officeBoxOf } from '../seal/office-box.ts';
import { backedUpThrough } from '../store/backup-rows.ts';
import { deviceById } from '../store/devices.ts';
import type { Server } from '../server.ts';
import type { SessionHolder } from '../auth/sessions.ts';
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
  holder: SessionHolder | null,
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
      })
    : null;
  if (push && 'receipt' in push && push.receipt) server.poke(tenant);
  const known = await store.read(tenant, (tx) => deviceById(tx, device));
  // Two people may share a browser: the cookie of the second must not fill the device of the first.
  const mine = holder?.tenant === tenant && (!known || known.person === holder.person);
  const pulled = request.pull
    ? mine
      ? await pull(store, { tenant, person: holder.person, from: request.pull })
      : { problem: problemBody('signed_out') }
    : null;
  const accesses = mine ? accessesOf(request, holder.person, pulled) : [];
  await recordAccess(server, tenant, accesses);
  return {
    v: 1,
    push,
    pull: pulled,
    token: known && !known.revokedAt ? tokenFor(server, request) : null,
    serverTimeMs: clock.nowMs(),
    ...(known && !known.revokedAt ? { officeKey: officeBoxOf(server.serverKey, tenant).publicKey } : {}),
    looksKept: mine,
    backedUp: known ? await store.read(tenant, backedUpThrough) : null,
  };
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
      detail: {},
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
