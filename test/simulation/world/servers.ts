import type { SignedUpload } from '@banso/client/sync/photo-transport.ts';
import { takePiece, uploadState } from '@banso/server/blobs/take-piece.ts';
import { addDevice } from '@banso/server/auth/devices.ts';
import { parsed } from '@banso/server/http/parsed.ts';
import { recordsOf, type Session } from '@banso/server/auth/sessions.ts';
import { keepStanding, programmesWithConsent } from '@banso/server/consent/keep-standing.ts';
import { declareDevice } from '@banso/server/device/declare-device.ts';
import { Problem, problemBody } from '@banso/server/http/problem.ts';
import { openTrafficLimits, type TrafficLimits } from '@banso/server/http/traffic-limits.ts';
import { openHeads } from '@banso/server/live/heads.ts';
import { openKeyring } from '@banso/server/seal/keyring.ts';
import type { Server } from '@banso/server/server.ts';
import type { Store } from '@banso/server/store/open-store.ts';
import { answerSync, readSyncRequest } from '@banso/server/sync/sync-route.ts';
import { base64urlToBytes } from '@banso/shared/lib/base64url.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import type { UploadAnswer } from '@banso/shared/protocol/blobs.ts';
import { registerDeviceSchema } from '@banso/shared/protocol/sign-in.ts';
import type { SyncAnswer, SyncRequest } from '@banso/shared/protocol/sync.ts';
import type { ModelDatabase } from '../database/model-database.ts';
import { openModelStore } from '../database/model-store.ts';
import type { Chance } from './chance.ts';
import { type Life, newLife } from './life.ts';
import { modelServerKey } from './model-crypto.ts';
import type { Scheduler } from './scheduler.ts';
import type { Troubles } from './trouble.ts';

/** Who a request's session belongs to; null without one. */
export type Holder = { readonly tenant: string; readonly person: string } | null;

/** `retryAfterMs`: what its header said. */
export type WireAnswer = { readonly status: number; readonly body: unknown; readonly retryAfterMs?: number };

/** One server process: the production code behind its routes, on a connection of its own. */
export type ServerProcess = {
  readonly life: Life;
  readonly server: Server;
  /** What it answers; never, when it dies before. */
  readonly handle: (path: string, body: string, holder: Holder) => Promise<WireAnswer>;
  readonly stop: () => void;
};

export type ServerPorts = {
  readonly database: ModelDatabase;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly troubles: Troubles;
  readonly name: string;
  /** Whole answers of the sync, before they go out. */
  readonly answered: (request: SyncRequest, answer: SyncAnswer, holder: Holder) => void;
  readonly asked: (holder: Holder) => () => void;
  /** A push has read what it is judged by, and has written nothing: for how many ms it is held up there. */
  readonly heldUp: () => number;
  readonly say: (line: string) => void;
};

/** What a push asks for between its records and its verdicts. */
const READ_BEFORE_WRITING = /^\s*select owner, class, wrapped/;
const HEADS_MS = 20_000;
/** Where the production's limit is set low: an app alone asks twice as often when something goes wrong. */
const MOST_A_MINUTE = 4;
/** So many times more often than at any other statement a process dies at its commit. */
const DEATHS_AT_COMMIT = 15;

export const startServer = (ports: ServerPorts): ServerProcess => {
  const { database, scheduler, chance, troubles, name } = ports;
  const life = newLife(name);
  /** As busy as its neighbours on the same machine make it. */
  const statementMs = chance.pick([2, 10, 50]);
  const die = (when: string) => {
    ports.say(`${name} dies ${when}`);
    life.end();
  };
  const { store, cut } = openModelStore(database, {
    there: (sql) =>
      life.through(async () => {
        if (troubles.strikes('serverDiesAtStatement')) die(`before ${sql.slice(0, 40)}`);
        const stalls = troubles.strikes('databaseStalls') || (sql === 'commit' && troubles.strikes('databaseStalls'));
        if (READ_BEFORE_WRITING.test(sql)) await scheduler.sleep(ports.heldUp());
        await scheduler.sleep(stalls ? chance.between(50, 5_000) : chance.between(0, statementMs));
        // The longest moment of all: who was told what before it is decided?
        for (let n = 0; sql === 'commit' && n < DEATHS_AT_COMMIT && !life.isOver(); n += 1)
          if (troubles.strikes('serverDiesAtStatement')) die('at a commit');
      }),
    back: (sql) =>
      life.through(async () => {
        if (sql !== 'commit') return;
        if (troubles.strikes('serverDiesAfterCommit')) die('after a commit');
        await scheduler.sleep(chance.between(0, 5));
      }),
  });
  life.whenOver(() => {
    // The database notices after a while; until then it holds what was locked.
    scheduler.after(chance.between(1, 3_000), cut);
  });
  const clock = { nowMs: scheduler.nowMs };
  const limits = troubles.has('tightLimit') ? openTrafficLimits({ sync: MOST_A_MINUTE }) : null;
  const server = serverOver(store, { clock, random: chance.bytes, say: ports.say, name });
  life.whenOver(server.stop);
  return {
    life,
    server,
    stop: () => life.end(),
    handle: (path, body, holder) => life.through(() => answerTo(server, { path, body, holder, ports, limits })),
  };
};

/** The production server without its port, its printer and its mails. */
export const serverOver = (
  store: Store,
  {
    clock,
    random,
    say = () => {},
    name = 'server',
  }: {
    readonly clock: Server['clock'];
    readonly random: (count: number) => Uint8Array;
    readonly say?: (line: string) => void;
    readonly name?: string;
  },
): Server & { readonly stop: () => void } => {
  const keyring = openKeyring({ key: new Uint8Array(32).fill(7), name: 'key-file' });
  const log: Server['log'] = ({ event, ...detail }) => say(`${name} logs ${event} ${JSON.stringify(detail)}`);
  const heads = openHeads(store, log, HEADS_MS);
  const server: Server & { readonly stop: () => void } = {
    store,
    keyring,
    serverKey: modelServerKey,
    accept: {
      keyring,
      serverKey: modelServerKey,
      newReceiptId: () => uuidv7(clock.nowMs(), random(10)),
      reportBug: (error, operation) =>
        log({ event: 'operation_parked', operation, error: error instanceof Error ? error.message : 'unknown' }),
      follow: async (tx, tenant, carriedOut) => {
        const programmes = programmesWithConsent(carriedOut);
        if (programmes.length > 0) await keepStanding(tx, server, { tenant, programmes });
      },
    },
    get printer(): never {
      throw new Error('Nothing is printed here.');
    },
    get signers(): never {
      throw new Error('No paper is signed here.');
    },
    clock,
    log,
    random,
    poke: heads.poke,
    onPush: () => () => {},
    listen: heads.listen,
    sweep: () => Promise.resolve(),
    endWhatIsOver: () => Promise.resolve(),
    stop: heads.stop,
  };
  return server;
};

/** As the routes do: read, authorise, answer; whatever is thrown becomes a problem. */
const answerTo = async (
  server: Server,
  {
    path,
    body,
    holder,
    ports,
    limits,
  }: {
    readonly path: string;
    readonly body: string;
    readonly holder: Holder;
    readonly ports: ServerPorts;
    readonly limits: TrafficLimits | null;
  },
): Promise<WireAnswer> => {
  const done = ports.asked(holder);
  try {
    if (path === '/api/sync' && !ports.troubles.isOver())
      limits?.('sync', holder ? `${holder.tenant}/${holder.person}` : 'address', server.clock.nowMs());
    if (path === '/api/devices') {
      if (!holder) throw new Problem('signed_out');
      const registration = parsed(registerDeviceSchema, jsonOf(body));
      await addDevice(server, holder, registration);
      await declare(server, holder, registration.device);
      return { status: 204, body: null };
    }
    if (path === '/api/blobs') return { status: 200, body: await takeBytes(server, jsonOf(body) as Bytes) };
    const request = await readSyncRequest(new TextEncoder().encode(body), undefined);
    const session = ports.troubles.has('roleEnds') && !(await worksHere(server, holder)) ? null : holder;
    const answer = await answerSync(server, request, sessionOf(session, server.clock.nowMs()));
    // The person sees what is missing, and says it.
    if (holder && answer.pull && 'problem' in answer.pull && answer.pull.problem.code === 'device_undeclared')
      await declare(server, holder, request.device);
    ports.answered(request, answer, holder);
    return { status: 200, body: answer };
  } catch (error) {
    ports.say(`${ports.name} fails ${path}: ${error instanceof Error ? error.message : 'unknown'}`);
    const problem = problemBody(error instanceof Problem ? error.code : 'server_failed');
    const waitMs = error instanceof Problem ? error.retryAfterMs : null;
    // The header has whole seconds.
    const later = waitMs === null ? {} : { retryAfterMs: Math.ceil(waitMs / 1_000) * 1_000 };
    return { status: problem.status, body: problem, ...later };
  } finally {
    done();
  }
};

/** A question how far an upload is, or its next piece. */
type Bytes = { readonly upload: SignedUpload; readonly piece?: { readonly offset: number; readonly bytes: string } };

const takeBytes = (server: Server, { upload, piece }: Bytes): Promise<UploadAnswer> => {
  const { address, ...signed } = upload;
  const asked = { ...address, ...signed };
  if (!piece) return uploadState(server, asked);
  const bytes = base64urlToBytes(piece.bytes);
  if (!bytes) throw new Problem('malformed_request');
  return takePiece(server, asked, { offset: piece.offset, bytes });
};

const jsonOf = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    throw new Problem('malformed_request');
  }
};

/** Whose every role has ended has no session any more. */
const worksHere = async (server: Server, holder: Holder): Promise<boolean> =>
  holder !== null && (await recordsOf(server, holder)).record.roles.length > 0;

/** A session just opened, with everything that it takes. */
const sessionOf = (holder: Holder, nowMs: number): Session | null =>
  holder && {
    ...holder,
    device: null,
    id: `session-${holder.person}`,
    ways: ['passkey'],
    enough: true,
    renewal: null,
    expiresAt: new Date(nowMs + 86_400_000),
    provenAtMs: nowMs,
    createdAtMs: nowMs,
  };

const declare = (server: Server, holder: NonNullable<Holder>, device: string): Promise<void> =>
  declareDevice(
    server,
    { ...holder, device },
    { device, declaration: { place: 'office', screenLock: true, encrypted: 'yes', os: 'サンプル' } },
  );
