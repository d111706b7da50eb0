import { createSyncEngine } from '@banso/client/sync/sync-engine.ts';
import type { LivePokes } from '@banso/client/sync/live-transport.ts';
import type { SyncResponse } from '@banso/client/sync/sync-transport.ts';
import { inProcessLocks } from '@banso/client/store/locks.ts';
import type { OpenedStore } from '@banso/client/store/open-client-store.ts';
import { browserRandom } from '@banso/client/store/random.ts';
import { PROBLEMS, type ProblemCode } from '@banso/shared/protocol/problems.ts';
import { type SyncRequest, syncRequestSchema } from '@banso/shared/protocol/sync.ts';
import * as v from 'valibot';
import { onTestFinished, vi } from 'vitest';
import { answer, EXPERT, firstRows, page, verdicts } from './hand-made-answers.ts';
import { type HeldClock, holdClock, openTab } from './open-device.ts';

export type Server = (request: SyncRequest) => SyncResponse | Promise<SyncResponse>;

/** Takes everything in and brings the first records. */
export const takesAll = ({ push, pull }: SyncRequest): SyncResponse => ({
  status: 200,
  body: answer({
    push: push && verdicts(push, 9),
    pull: pull?.cursor === 0 ? page(firstRows(), 9) : page([], 9),
    token: 'token-1',
  }),
});

/** Something that comes when the test says so. */
export const moment = () => {
  let isHere = () => {};
  const comes = new Promise<void>((resolve) => {
    isHere = resolve;
  });
  return { comes, isHere: () => isHere() };
};

/** A problem as the server writes it. */
export const problem = (code: ProblemCode) => {
  const { status, title } = PROBLEMS[code];
  return { type: `urn:${code}`, title, status, code };
};

/** An engine on a device of its own that has met its office, with a server that a test can change. */
export const openEngine = async ({ start = true }: { readonly start?: boolean } = {}) => {
  const clock: HeldClock = holdClock(Date.parse('2025-12-18T01:00:00Z'));
  const tab: OpenedStore = await openTab(EXPERT, { clock });
  const requests: SyncRequest[] = [];
  let server: Server = takesAll;
  let poked: Parameters<LivePokes>[0]['poked'] = () => {};
  let counting: Promise<unknown> = Promise.resolve();
  const registerDevice = vi.fn(() => Promise.resolve(true));
  const engine = createSyncEngine({
    store: {
      ...tab.sync,
      sendingState: async () => {
        await counting;
        return tab.sync.sendingState();
      },
    },
    clock,
    random: browserRandom,
    locks: inProcessLocks(),
    transport: {
      post: (request) => {
        // As on the wire: what the server's schema would turn away, fails here.
        requests.push(v.parse(syncRequestSchema, JSON.parse(JSON.stringify(request))));
        return Promise.resolve(server(request));
      },
    },
    photos: { ask: () => Promise.resolve(null), send: () => Promise.resolve(null) },
    device: { tenant: EXPERT.tenant, id: tab.device.id, sign: tab.sign },
    live: (heard) => {
      poked = heard.poked;
      return { connected: () => false, stop: () => {} };
    },
    wakeUps: () => () => {},
    attention: async () => (await tab.store.outbox()).filter(({ verdict }) => verdict?.outcome === 'refused').length,
    registerDevice,
    erase: () => Promise.resolve(),
  });
  await engine.syncNow();
  if (start) engine.start();
  await engine.syncNow();
  onTestFinished(() => {
    engine.stop();
    tab.close();
  });
  requests.length = 0;
  return {
    clock,
    engine,
    requests,
    registerDevice,
    store: tab.store,
    poke: (head: number) => poked(head),
    /** Nothing is counted until then. */
    countAfter: (moment: Promise<unknown>) => {
      counting = moment;
    },
    answerWith: (next: Server) => {
      server = next;
    },
    startVisit: (visit: string) =>
      tab.store.record({ type: 'visit-started@1', aggregate: 'engagement-1', body: { visit } }),
  };
};
