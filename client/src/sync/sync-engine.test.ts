import { expect, test, vi } from 'vitest';
import { answer, firstRows, page, verdicts } from '../../../test/support/hand-made-answers.ts';
import { moment, openEngine, problem, type Server, takesAll } from '../../../test/support/open-engine.ts';
import { until } from '../../../test/support/until.ts';

test('[L7.11] what is recorded goes without a tap, and counts as sent only with its verdict', async () => {
  const { engine, startVisit, store } = await openEngine();
  await startVisit('visit-1');
  await until(async () => expect((await store.outbox())[0]?.verdict?.outcome).toBe('accepted'));
  await until(() => expect(engine.status()).toMatchObject({ waiting: 0, reachable: true, problem: null }));
});

test('[L7.30] what is recorded while the one before it is answered goes at once, however late it is counted', async () => {
  const { answerWith, countAfter, engine, requests, startVisit, store } = await openEngine();
  const [answered, counted] = [moment(), moment()];
  answerWith(async (request) => {
    await answered.comes;
    return takesAll(request);
  });
  await startVisit('visit-1');
  await until(() => expect([requests.length, engine.status().waiting]).toEqual([1, 1]));
  countAfter(counted.comes);
  await startVisit('visit-2');
  answered.isHere();
  await until(async () => expect((await store.outbox())[0]?.verdict?.outcome).toBe('accepted'));
  counted.isHere();
  await until(() => expect(requests.map(({ push }) => push?.fromSeq)).toEqual([1, 2]));
});

test('[L6.50] the poke that its own push sends back before the answer asks for nothing more; a later head does', async () => {
  const { engine, requests, startVisit, answerWith, poke, store } = await openEngine();
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
  const atRest = () => until(() => expect(engine.status()).toMatchObject({ waiting: 0, sending: false }));
  answerWith(atHead(10));
  await startVisit('visit-1');
  await until(() => expect(requests.length).toBeGreaterThan(before));
  await atRest();
  await aWhile();
  expect(requests.slice(before)).toHaveLength(1);
  answerWith(atHead(11));
  poke(11);
  await until(() => expect(requests.at(-1)?.pull?.cursor).toBe(10));
  await atRest();
  expect(requests.slice(before).map(({ pull }) => pull?.cursor)).toEqual([9, 10]);
});

test('[L15.196] a server that asks for a pause is left alone until it is over, by taps too; a press goes out, and nothing is lost', async () => {
  const { engine, requests, startVisit, answerWith, clock, poke, store } = await openEngine();
  answerWith(() => ({ status: 429, body: problem('too_frequent'), retryAfterMs: 40_000 }));
  await startVisit('visit-1');
  await until(() => expect(engine.status()).toMatchObject({ problem: 'too_frequent', sending: false, waiting: 1 }));
  const asked = requests.length;
  answerWith(takesAll);
  await startVisit('visit-2');
  poke(12);
  clock.advance(39_000);
  await until(() => expect(engine.status().waiting).toBe(2));
  expect(requests).toHaveLength(asked);
  clock.advance(40_000);
  await until(() => expect(engine.status()).toMatchObject({ waiting: 0, problem: null }));
  expect((await store.outbox()).map(({ verdict }) => verdict?.outcome)).toEqual(['accepted', 'accepted']);

  answerWith(() => ({ status: 503, body: null, retryAfterMs: 40_000 }));
  await engine.syncNow();
  const before = requests.length;
  await engine.syncNow();
  expect(requests).toHaveLength(before + 1);
});

test('[L3.100] what is recorded while the server asks for a pause does not break it either', async () => {
  const { engine, requests, startVisit, answerWith, clock } = await openEngine();
  const answers: (() => void)[] = [];
  const held = new Promise<void>((resolve) => answers.push(resolve));
  answerWith(async () => {
    await held;
    return { status: 429, body: problem('too_frequent'), retryAfterMs: 40_000 };
  });
  await startVisit('visit-1');
  await until(() => expect(engine.status().sending).toBe(true));
  const asked = requests.length;
  await startVisit('visit-2');
  await until(() => expect(engine.status().waiting).toBe(2));
  answers[0]?.();
  await until(() => expect(engine.status()).toMatchObject({ problem: 'too_frequent', sending: false }));
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
  await until(() => expect(engine.status()).toMatchObject({ waiting: 0, problem: null }));
});

test('[L3.101] a timer that was due already when the page was frozen does not break the pause that the running cycle hears', async () => {
  const { engine, requests, startVisit, answerWith, clock } = await openEngine({ start: false });
  const held = moment();
  // As a browser does to a page that was frozen: what had fired before is not taken back any more.
  const due: (() => void)[] = [];
  vi.spyOn(clock, 'after').mockImplementation((_ms, run) => {
    due.push(run);
    return () => {};
  });
  answerWith(takesAll);
  engine.start();
  await until(() => expect(due).toHaveLength(1));
  answerWith(async () => {
    await held.comes;
    return { status: 429, body: problem('too_frequent'), retryAfterMs: 40_000 };
  });
  await startVisit('visit-1');
  await until(() => expect(engine.status().sending).toBe(true));
  const asked = requests.length;
  due[0]?.();
  held.isHere();
  await until(() => expect(engine.status()).toMatchObject({ problem: 'too_frequent', sending: false }));
  await engine.counted();
  expect(requests).toHaveLength(asked);
});

test('[L3.12] when the answer is lost the same sequence numbers and texts are sent again', async () => {
  const { engine, requests, startVisit, answerWith } = await openEngine({ start: false });
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
  const { engine, startVisit, answerWith } = await openEngine({ start: false });
  await startVisit('visit-1');
  answerWith(() => response);
  await engine.syncNow();
  expect(engine.status()).toMatchObject({ reachable: false, waiting: 1, problem: null });
});

test('[L7.13] a push that is too large halves itself until it goes', async () => {
  const { engine, requests, startVisit, answerWith } = await openEngine({ start: false });
  for (let n = 1; n <= 5; n += 1) await startVisit(`visit-${n}`);
  answerWith((request) => ((request.push?.items.length ?? 0) > 2 ? { status: 413, body: null } : takesAll(request)));
  await engine.syncNow();
  expect(requests.map(({ push }) => push?.items.length)).toEqual([5, 2, 2, 1]);
  expect(engine.status()).toMatchObject({ waiting: 0, problem: null });
});

test('[L7.14] a single operation that is too large stays, and is told', async () => {
  const { engine, startVisit, answerWith } = await openEngine({ start: false });
  await startVisit('visit-1');
  answerWith(() => ({ status: 413, body: null }));
  await engine.syncNow();
  expect(engine.status()).toMatchObject({ waiting: 1, attention: 1, problem: 'too_large' });
});

test('[L5.12] an expired session pauses the pull and nothing else', async () => {
  const { engine, startVisit, store, answerWith } = await openEngine({ start: false });
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
  const { engine, startVisit, store, answerWith } = await openEngine({ start: false });
  await startVisit('visit-1');
  answerWith(() => ({ status: 503, body: problem('unavailable') }));
  await engine.syncNow();
  expect(engine.status()).toMatchObject({ waiting: 1, problem: 'unavailable', reachable: true });
  expect(await store.outbox()).toHaveLength(1);
});

test('[L3.13] a server that has less is sent everything from there on', async () => {
  const { engine, requests, startVisit, answerWith } = await openEngine({ start: false });
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
  const { answerWith, engine, requests, startVisit } = await openEngine({ start: false });
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
  const { engine, requests, startVisit, answerWith } = await openEngine({ start: false });
  await startVisit('visit-1');
  answerWith(() => ({ status: 200, body: answer({ push: { branch: 0, have: 0 }, pull: page([], 9, true) }) }));
  await engine.syncNow();
  expect(requests.length).toBeLessThan(5);
  expect(engine.status().waiting).toBe(1);
});

test('[L10.11] a device the server does not know registers itself once and goes on', async () => {
  const { engine, startVisit, registerDevice, answerWith } = await openEngine({ start: false });
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
  const { clock, engine, requests, startVisit, answerWith } = await openEngine();
  answerWith(() => null);
  await startVisit('visit-1');
  await until(() => expect(engine.status()).toMatchObject({ reachable: false, sending: false }));
  await until(() => expect(clock.timers()).toBe(1));
  const before = requests.length;
  clock.advance(400);
  expect(requests.length).toBe(before);
  answerWith(takesAll);
  clock.advance(1_600);
  await until(() => expect(engine.status()).toMatchObject({ reachable: true, waiting: 0 }));
});

test('[L6.13] pages are fetched until there is no more', async () => {
  const { engine, requests, answerWith } = await openEngine({ start: false });
  answerWith(({ pull }) => ({
    status: 200,
    body: answer({ pull: page([], (pull?.cursor ?? 0) + 1, (pull?.cursor ?? 0) < 11) }),
  }));
  await engine.syncNow();
  expect(requests.map(({ pull }) => pull?.cursor)).toEqual([9, 10, 11]);
});
