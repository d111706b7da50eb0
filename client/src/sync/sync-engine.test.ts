import { PROBLEMS, type ProblemCode } from '@banso/shared/protocol/problems.ts';
import { type SyncRequest, syncRequestSchema } from '@banso/shared/protocol/sync.ts';
import * as v from 'valibot';
import { expect, onTestFinished, test, vi } from 'vitest';
import { answer, EXPERT, firstRows, page, verdicts } from '../../../test/support/hand-made-answers.ts';
import { type HeldClock, holdClock, IDBObjectStore, openTab } from '../../../test/support/open-device.ts';
import { inProcessLocks } from '../store/locks.ts';
import type { OpenedStore } from '../store/open-client-store.ts';
import { browserRandom } from '../store/random.ts';
import { SealChanged } from '../store/seal.ts';
import { createSyncEngine } from './sync-engine.ts';
import type { LivePokes } from './live-transport.ts';
import type { SyncResponse } from './sync-transport.ts';

type Server = (request: SyncRequest) => SyncResponse | Promise<SyncResponse>;

/** Takes everything in and brings the first records. */
const takesAll = ({ push, pull }: SyncRequest): SyncResponse => ({
  status: 200,
  body: answer({
    push: push && verdicts(push, 9),
    pull: pull?.cursor === 0 ? page(firstRows(), 9) : page([], 9),
    token: 'token-1',
  }),
});

const problem = (code: ProblemCode) => {
  const { status, title } = PROBLEMS[code];
  return { type: `urn:${code}`, title, status, code };
};

const setUp = async ({ start = true }: { readonly start?: boolean } = {}) => {
  const clock: HeldClock = holdClock(Date.parse('2025-12-18T01:00:00Z'));
  const tab: OpenedStore = await openTab(EXPERT, { clock });
  const requests: SyncRequest[] = [];
  let server: Server = takesAll;
  let poked: Parameters<LivePokes>[0]['poked'] = () => {};
  const registerDevice = vi.fn(() => Promise.resolve(true));
  const engine = createSyncEngine({
    store: tab.sync,
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
    answerWith: (next: Server) => {
      server = next;
    },
    startVisit: (visit: string) =>
      tab.store.record({ type: 'visit-started@1', aggregate: 'engagement-1', body: { visit } }),
  };
};

test('[L7.11] what is recorded goes without a tap, and counts as sent only with its verdict', async () => {
  const { engine, startVisit, store } = await setUp();
  await startVisit('visit-1');
  await vi.waitFor(async () => expect((await store.outbox())[0]?.verdict?.outcome).toBe('accepted'));
  await vi.waitFor(() => expect(engine.status()).toMatchObject({ waiting: 0, reachable: true, problem: null }));
});

test.each([
  ['sealed with another key meanwhile', new SealChanged('anew'), 0],
  ['broken', new Error('the disk'), 1],
])('[L15.102] a cycle whose records are %s: %o', async (_, error, complaints) => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => silent.mockRestore());
  const { engine, answerWith, startVisit, store } = await setUp({ start: false });
  await startVisit('visit-1');
  answerWith(() => {
    throw error;
  });
  await engine.syncNow();
  // What is told as a failure is one, and neither loses what waits.
  expect(silent).toHaveBeenCalledTimes(complaints);
  expect((await store.outbox()).map(({ verdict }) => verdict)).toEqual([null]);
});

test('[L5.43] right after the start of the app, what waits is counted when somebody asks', async () => {
  const { engine, startVisit } = await setUp({ start: false });
  await startVisit('visit-1');
  expect(engine.status().waiting).toBe(0);
  expect((await engine.counted()).waiting).toBe(1);
});

test('[L2.31] a disk with no room for the answer is told as that, and everything is asked again', async () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => silent.mockRestore());
  const { engine, requests, startVisit, store } = await setUp({ start: false });
  await startVisit('visit-1');
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await engine.syncNow();
  expect(engine.status()).toMatchObject({ reachable: true, diskFull: true, problem: null, waiting: 1 });
  put.mockRestore();
  await engine.syncNow();
  expect(engine.status()).toMatchObject({ diskFull: false, waiting: 0 });
  expect(requests.map(({ push }) => push?.fromSeq)).toEqual([1, 1]);
  expect((await store.outbox())[0]?.verdict?.outcome).toBe('accepted');
});

test('[L6.50] the poke that its own push sends back before the answer asks for nothing more; a later head does', async () => {
  const { engine, requests, startVisit, answerWith, poke, store } = await setUp();
  const before = requests.length;
  /** Long enough to look where the cursor is, and to ask once more. */
  const aWhile = async () => {
    for (let reads = 0; reads < 20; reads += 1) await store.outbox();
  };
  const atHead =
    (head: number): Server =>
    async ({ push }) => {
      poke(head);
      await aWhile();
      return { status: 200, body: answer({ push: push && verdicts(push, head), pull: page([], head) }) };
    };
  const atRest = () => vi.waitFor(() => expect(engine.status()).toMatchObject({ waiting: 0, sending: false }));
  answerWith(atHead(10));
  await startVisit('visit-1');
  await vi.waitFor(() => expect(requests.length).toBeGreaterThan(before));
  await atRest();
  await aWhile();
  expect(requests.slice(before)).toHaveLength(1);
  answerWith(atHead(11));
  poke(11);
  await vi.waitFor(() => expect(requests.at(-1)?.pull?.cursor).toBe(10));
  await atRest();
  expect(requests.slice(before).map(({ pull }) => pull?.cursor)).toEqual([9, 10]);
});

test('[L15.196] a server that asks for a pause is left alone until it is over, by taps too; a press goes out, and nothing is lost', async () => {
  const { engine, requests, startVisit, answerWith, clock, poke, store } = await setUp();
  answerWith(() => ({ status: 429, body: problem('too_frequent'), retryAfterMs: 40_000 }));
  await startVisit('visit-1');
  await vi.waitFor(() =>
    expect(engine.status()).toMatchObject({ problem: 'too_frequent', sending: false, waiting: 1 }),
  );
  const asked = requests.length;
  answerWith(takesAll);
  await startVisit('visit-2');
  poke(12);
  clock.advance(39_000);
  await vi.waitFor(() => expect(engine.status().waiting).toBe(2));
  expect(requests).toHaveLength(asked);
  clock.advance(40_000);
  await vi.waitFor(() => expect(engine.status()).toMatchObject({ waiting: 0, problem: null }));
  expect((await store.outbox()).map(({ verdict }) => verdict?.outcome)).toEqual(['accepted', 'accepted']);

  answerWith(() => ({ status: 503, body: null, retryAfterMs: 40_000 }));
  await engine.syncNow();
  const before = requests.length;
  await engine.syncNow();
  expect(requests).toHaveLength(before + 1);
});

test('[L3.100] what is recorded while the server asks for a pause does not break it either', async () => {
  const { engine, requests, startVisit, answerWith, clock } = await setUp();
  const answers: (() => void)[] = [];
  const held = new Promise<void>((resolve) => answers.push(resolve));
  answerWith(async () => {
    await held;
    return { status: 429, body: problem('too_frequent'), retryAfterMs: 40_000 };
  });
  await startVisit('visit-1');
  await vi.waitFor(() => expect(engine.status().sending).toBe(true));
  const asked = requests.length;
  await startVisit('visit-2');
  await vi.waitFor(() => expect(engine.status().waiting).toBe(2));
  answers[0]?.();
  await vi.waitFor(() => expect(engine.status()).toMatchObject({ problem: 'too_frequent', sending: false }));
  await engine.counted();
  expect(requests).toHaveLength(asked);
  answerWith(() => null);
  await engine.syncNow();
  expect(requests).toHaveLength(asked + 1);
  answerWith(takesAll);
  clock.advance(39_000);
  await engine.counted();
  expect(requests).toHaveLength(asked + 1);
  clock.advance(2_000);
  await vi.waitFor(() => expect(engine.status()).toMatchObject({ waiting: 0, problem: null }));
});

test('[L3.12] when the answer is lost the same sequence numbers and texts are sent again', async () => {
  const { engine, requests, startVisit, answerWith } = await setUp({ start: false });
  await startVisit('visit-1');
  answerWith(() => null);
  await engine.syncNow();
  expect(engine.status()).toMatchObject({ reachable: false, waiting: 1 });
  answerWith(takesAll);
  await engine.syncNow();
  const [first, again] = requests;
  expect(again?.push?.items).toEqual(first?.push?.items);
  expect(again?.push).toMatchObject({ fromSeq: 1, toSeq: 1 });
  expect(engine.status()).toMatchObject({ reachable: true, waiting: 0 });
});

test.each([
  ['a login page that answers 200', { status: 200, body: null }],
  ['JSON of something else', { status: 200, body: { ok: true } }],
  ['a proxy error page', { status: 502, body: null }],
])('[L7.12] %s is not our server: nothing is taken in', async (_, response) => {
  const { engine, startVisit, answerWith } = await setUp({ start: false });
  await startVisit('visit-1');
  answerWith(() => response);
  await engine.syncNow();
  expect(engine.status()).toMatchObject({ reachable: false, waiting: 1, problem: null });
});

test('[L7.13] a push that is too large halves itself until it goes', async () => {
  const { engine, requests, startVisit, answerWith } = await setUp({ start: false });
  for (let n = 1; n <= 5; n += 1) await startVisit(`visit-${n}`);
  answerWith((request) => ((request.push?.items.length ?? 0) > 2 ? { status: 413, body: null } : takesAll(request)));
  await engine.syncNow();
  expect(requests.map(({ push }) => push?.items.length)).toEqual([5, 2, 2, 1]);
  expect(engine.status()).toMatchObject({ waiting: 0, problem: null });
});

test('[L7.14] a single operation that is too large stays, and is told', async () => {
  const { engine, startVisit, answerWith } = await setUp({ start: false });
  await startVisit('visit-1');
  answerWith(() => ({ status: 413, body: null }));
  await engine.syncNow();
  expect(engine.status()).toMatchObject({ waiting: 1, attention: 1, problem: 'too_large' });
});

test('[L5.12] an expired session pauses the pull and nothing else', async () => {
  const { engine, startVisit, store, answerWith } = await setUp({ start: false });
  await startVisit('visit-1');
  answerWith(({ push }) => ({
    status: 200,
    body: answer({ push: push && verdicts(push, 12), pull: { problem: problem('signed_out') } }),
  }));
  await engine.syncNow();
  expect(engine.status()).toMatchObject({ waiting: 0, problem: 'signed_out', reachable: true });
  expect((await store.engagement('engagement-1'))?.engagement.visits['visit-1']?.status).toBe('started');
});

test('[L7.15] a problem of the whole answer deletes nothing', async () => {
  const { engine, startVisit, store, answerWith } = await setUp({ start: false });
  await startVisit('visit-1');
  answerWith(() => ({ status: 503, body: problem('unavailable') }));
  await engine.syncNow();
  expect(engine.status()).toMatchObject({ waiting: 1, problem: 'unavailable', reachable: true });
  expect(await store.outbox()).toHaveLength(1);
});

test('[L3.13] a server that has less is sent everything from there on', async () => {
  const { engine, requests, startVisit, answerWith } = await setUp({ start: false });
  await startVisit('visit-1');
  await startVisit('visit-2');
  await engine.syncNow();
  await startVisit('visit-3');
  requests.length = 0;
  answerWith((request) =>
    request.push?.fromSeq === 3
      ? { status: 200, body: answer({ push: { branch: 0, have: 1 }, pull: page([], 9) }) }
      : takesAll(request),
  );
  await engine.syncNow();
  expect(requests.map(({ push }) => push && [push.fromSeq, push.toSeq])).toEqual([
    [3, 3],
    [2, 3],
  ]);
});

test('[L4.42] an office that went back to its backup is offered everything again in the same cycle', async () => {
  const { answerWith, engine, requests, startVisit } = await setUp({ start: false });
  await startVisit('visit-1');
  await engine.syncNow();
  requests.length = 0;
  answerWith(({ push, pull }) => ({
    status: 200,
    body: answer({
      push: push && verdicts(push, 9),
      pull:
        pull?.epoch === 2
          ? { rows: [], cursor: 9, more: false, epoch: 2, fresh: false }
          : { rows: [...firstRows()], cursor: 9, more: false, epoch: 2, fresh: true },
      token: 'token-2',
    }),
  }));
  await engine.syncNow();
  expect(requests.map(({ push }) => push?.fromSeq ?? null)).toEqual([null, 1]);
});

test('[L7.16] a server that never moves forward does not make the device ask for ever', async () => {
  const { engine, requests, startVisit, answerWith } = await setUp({ start: false });
  await startVisit('visit-1');
  answerWith(() => ({ status: 200, body: answer({ push: { branch: 0, have: 0 }, pull: page([], 9, true) }) }));
  await engine.syncNow();
  expect(requests.length).toBeLessThan(5);
  expect(engine.status().waiting).toBe(1);
});

test('[L10.11] a device the server does not know registers itself once and goes on', async () => {
  const { engine, startVisit, registerDevice, answerWith } = await setUp({ start: false });
  await startVisit('visit-1');
  answerWith((request) =>
    registerDevice.mock.calls.length === 0
      ? { status: 200, body: answer({ push: { problem: problem('device_unknown') }, pull: page([], 9) }) }
      : takesAll(request),
  );
  await engine.syncNow();
  expect(registerDevice).toHaveBeenCalledOnce();
  expect(engine.status()).toMatchObject({ waiting: 0, problem: null });
});

test('[L7.17] a failed cycle is tried again by itself, at growing distances', async () => {
  const { clock, engine, requests, startVisit, answerWith } = await setUp();
  answerWith(() => null);
  await startVisit('visit-1');
  await vi.waitFor(() => expect(engine.status()).toMatchObject({ reachable: false, sending: false }));
  await vi.waitFor(() => expect(clock.timers()).toBe(1));
  const before = requests.length;
  clock.advance(400);
  expect(requests.length).toBe(before);
  answerWith(takesAll);
  clock.advance(1_600);
  await vi.waitFor(() => expect(engine.status()).toMatchObject({ reachable: true, waiting: 0 }));
});

test('[L6.13] pages are fetched until there is no more', async () => {
  const { engine, requests, answerWith } = await setUp({ start: false });
  answerWith(({ pull }) => ({
    status: 200,
    body: answer({ pull: page([], (pull?.cursor ?? 0) + 1, (pull?.cursor ?? 0) < 11) }),
  }));
  await engine.syncNow();
  expect(requests.map(({ pull }) => pull?.cursor)).toEqual([9, 10, 11]);
});
