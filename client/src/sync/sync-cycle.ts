import {
  MAX_PUSH_ITEMS,
  MAX_REQUEST_BYTES,
  type SyncAnswer,
  type SyncRequest,
  problemSchema,
  syncAnswerSchema,
} from '@banso/shared/protocol/sync.ts';
import * as v from 'valibot';
import type { Clock } from '../store/clock.ts';
import type { SyncStore } from '../store/open-client-store.ts';
import type { PushLimit } from '../store/sync-records.ts';
import { isProblemCode } from './server-transport.ts';
import type { SyncResponse, SyncTransport } from './sync-transport.ts';

/** How a cycle ended. `problem`: a code of the server's, for the person to read; nothing is ever deleted because of one. */
export type CycleEnd = {
  readonly reached: boolean;
  readonly problem: string | null;
  /** This device has erased itself as ordered: there is nothing left to count or to send. */
  readonly erased?: true;
  /** The server answered, and this device's disk had no room for its answer: everything is asked again. */
  readonly full?: true;
  /** Before that the server does not want to be asked again. */
  readonly retryAfterMs?: number;
};

export type CyclePorts = {
  readonly store: SyncStore;
  readonly transport: SyncTransport;
  readonly clock: Clock;
  /** Registers this device anew; false when that is not possible now. */
  readonly registerDevice: () => Promise<boolean | { readonly problem: string }>;
  /** Destroys this device's keys and records, as the server orders for one that is lost or taken out. */
  readonly erase: (order: string) => Promise<void>;
};

/** Beside the items of a push: names, tokens, looks. */
const REST_BYTES = 1_000_000;
/** As much as one request may carry. */
const WHOLE: PushLimit = { items: MAX_PUSH_ITEMS, bytes: MAX_REQUEST_BYTES - REST_BYTES };

/**
 * Sends everything that waits and fetches everything new, in as many round trips as it takes. Ends at the first answer that
 * brings nothing forward; the caller tries again later.
 */
export const syncCycle = async (ports: CyclePorts): Promise<CycleEnd> => {
  const orders: string[] = [];
  const obey = async () => {
    const [order] = orders;
    if (order !== undefined) await ports.erase(order);
    return order !== undefined;
  };
  try {
    const end = await exchange(ports, (order) => orders.push(order));
    // After the last push: what this device still had is with the server, as far as the line carried it (L5).
    return (await obey()) ? { ...end, erased: true } : end;
  } catch (error) {
    // A full disk, which cannot keep the answer, is no way out of the order.
    if (await obey()) return { reached: true, problem: null, erased: true };
    throw error;
  }
};

const exchange = async (ports: CyclePorts, ordered: (order: string) => unknown): Promise<CycleEnd> => {
  let limit = WHOLE;
  let registered = false;
  const seen = new Set<string>();
  for (;;) {
    const request = await ports.store.nextRequest(limit);
    const startedMs = ports.clock.wallMs();
    const response = await ports.transport.post(request);
    const judged = judge(response);
    const later = laterAs(response);
    if (judged === 'unreached') return { reached: false, problem: null, ...later };
    if (judged === 'too_large') {
      const half = halfOf(request);
      if (half === null) return { reached: true, problem: 'too_large' };
      limit = { ...WHOLE, items: half };
      continue;
    }
    if ('problem' in judged) return { reached: true, problem: judged.problem, ...later };
    const { answer } = judged;
    const atMs = ports.clock.wallMs();
    const offsetMs = Math.round(answer.serverTimeMs - (startedMs + atMs) / 2);
    if (answer.erase) ordered(answer.erase.order);
    await ports.store.takeAnswer({ request, answer, atMs, offsetMs });
    const problem = problemIn(answer);
    if (!registered && !answer.erase && isUnregistered(answer)) {
      registered = true;
      const done = await ports.registerDevice();
      if (done === true) continue;
      if (done !== false) return { reached: true, problem: done.problem };
    }
    if (isDone(request, answer) && !isRestored(request, answer)) return { reached: true, problem };
    // The same question answered the same way would go round for ever.
    const round = JSON.stringify([request.push?.fromSeq, request.pull, answer.push && 'have' in answer.push]);
    if (seen.has(round)) return { reached: true, problem };
    seen.add(round);
  }
};

type Judged = 'unreached' | 'too_large' | { readonly problem: string } | { readonly answer: SyncAnswer };

/** Our server's word, or somebody else's: the login page of a hotel answers 200 too. */
const judge = (response: SyncResponse): Judged => {
  if (response === null) return 'unreached';
  if (response.status === 413) return 'too_large';
  if (response.status === 200) {
    const answer = v.safeParse(syncAnswerSchema, response.body);
    return answer.success ? { answer: answer.output } : 'unreached';
  }
  const problem = v.safeParse(problemSchema, response.body);
  return problem.success && isProblemCode(problem.output.code) ? { problem: problem.output.code } : 'unreached';
};

/** Said with a 429 or a 503, by our server or by what stands before it. */
const laterAs = (response: SyncResponse): Pick<CycleEnd, 'retryAfterMs'> =>
  response?.retryAfterMs !== undefined && (response.status === 429 || response.status === 503)
    ? { retryAfterMs: response.retryAfterMs }
    : {};

const halfOf = ({ push }: SyncRequest): number | null => {
  const places = push ? push.toSeq - push.fromSeq + 1 : 0;
  return places > 1 ? Math.floor(places / 2) : null;
};

const problemIn = ({ push, pull }: SyncAnswer): string | null => {
  if (push && 'problem' in push) return push.problem.code;
  return pull && 'problem' in pull ? pull.problem.code : null;
};

/** No token: the server does not know this device, or not any more. Known early, so that the first tap has its anchor. */
const isUnregistered = ({ push, token }: SyncAnswer): boolean =>
  token === null || (push !== null && 'problem' in push && push.problem.code === 'device_unknown');

/**
 * The office went back to its backup: what it had acknowledged may be missing there, and from this device's screens, until it is
 * sent again. Before the first pull a device knows no epoch; it may have sent all the same.
 */
const isRestored = ({ push, pull: asked, tip }: SyncRequest, { pull }: SyncAnswer): boolean =>
  asked !== null &&
  pull !== null &&
  'epoch' in pull &&
  pull.epoch !== asked.epoch &&
  (asked.epoch !== 0 || (push === null && (tip?.seq ?? 0) > 0));

const isDone = (request: SyncRequest, { push, pull }: SyncAnswer): boolean => {
  const refused = push !== null && 'problem' in push;
  const sent =
    !request.push || refused || (push !== null && 'verdicts' in push && request.push.toSeq === request.tip?.seq);
  const fetched = !pull || 'problem' in pull || !pull.more;
  return sent && fetched;
};
