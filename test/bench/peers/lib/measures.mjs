// What is measured of every peer. Each measure starts processes of its own and ends them.
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sizeOf, start } from './process.mjs';
import { openShapedLine } from './shaped-line.mjs';
import { sleep } from './wait.mjs';
import { digestOf, EDITS_PER_VISIT, finalVisit, visitId } from './workload.mjs';

export const CROWD = { clients: 50, visitsEach: 10, processes: 5 };
/** One more visit is made so often; the first one warms up. */
const ONE_MORE = 6;
/** What one expert has before the one more visit, however much the office has. */
export const VISITS_OF_ONE = 100;
/** One client of others once waited for ever, and all that had been measured was lost with it. */
const PATIENCE_MS = 900_000;
const PHONE_LINE = { rttMs: 100, bitsPerSecond: 5_000_000 };

let lastPort = 4_300 + (process.pid % 1_000);
const nextPort = () => (lastPort += 1);

/** `work` with what it starts in a folder of its own; everything is ended and deleted afterwards. */
const inFolder = async (work) => {
  const dir = mkdtempSync(join(tmpdir(), 'banso-peers-'));
  // PostgreSQL runs as another user.
  chmodSync(dir, 0o777);
  const started = [];
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not ended within ${PATIENCE_MS / 60_000} minutes`)), PATIENCE_MS);
  });
  const begin = async (...given) => {
    const one = await start(...given);
    started.push(one);
    return one;
  };
  try {
    return await Promise.race([work({ dir, begin }), late]);
  } finally {
    clearTimeout(timer);
    await Promise.all(started.map((one) => one.kill()));
    rmSync(dir, { recursive: true, force: true });
  }
};

/** Some servers answer before they have stored: what counts is the disk. */
const untilStored = async (server, adapter, count, pushed) => {
  if (!adapter.lazy) return pushed.ms;
  await server.until('stored', () => server.stored >= count);
  return Math.max(server.storedAtMs - pushed.startedMs, pushed.ms);
};

/** Until the server has ended what it does after its answer. */
const quiet = async (server, adapter) => {
  await sleep(adapter.settleMs ?? 500);
  for (let tries = 0, before = await server.cpuMs(); tries < 100; tries += 1) {
    await sleep(250);
    const now = await server.cpuMs();
    if (now - before < 5) return;
    before = now;
  }
};

const difference = (after, before) =>
  Object.fromEntries(Object.keys(after).map((key) => [key, after[key] - before[key]]));
const plus = (one, other) => Object.fromEntries(Object.keys(one).map((key) => [key, one[key] + other[key]]));

/** What a client that has nothing finds on the server, by visit: [edits, digest, doubled]. */
const look = async ({ begin }, peer, { server, rooms, count }) => {
  const client = await begin('client', peer);
  const found = [];
  for (const room of rooms) {
    await client.call('open', { client: `look-${room}`, url: server.url, room });
    await client.call('pull', { client: `look-${room}`, count });
    found.push(...(await client.call('digests', { client: `look-${room}` })));
  }
  await client.kill();
  return found;
};

/** Visits that are missing or different, and those that are there twice. */
const compare = (found, count) => {
  const byId = new Map(found.map(([id, ...rest]) => [id, rest]));
  let lost = 0;
  let doubled = found.length - byId.size;
  for (let n = 0; n < count; n += 1) {
    const [, digest, twice] = byId.get(visitId(n)) ?? [];
    if (digest !== digestOf(finalVisit(n))) lost += 1;
    doubled += twice ?? 0;
  }
  return { lost, doubled };
};

const oneOwner = (count) => [{ room: 'one', from: 0, to: count }];

/** All visits at once from one client, then everything to a fresh one. `line`: over a phone's network. */
const pushAndPull = (peer, adapter, { visits, shaped }) =>
  inFolder(async (place) => {
    const { dir, begin } = place;
    const port = nextPort();
    const server = await begin('server', peer, { dir, port, owners: oneOwner(visits) });
    const line = shaped ? await openShapedLine(port, PHONE_LINE) : null;
    const url = line ? `http://127.0.0.1:${line.port}` : server.url;
    try {
      const one = await begin('client', peer, { dir });
      await one.call('open', { client: 'a', url, home: server.url, room: 'one' });
      const weighed = adapter.inProcess ? one : server;
      const sizeBefore = (await weighed.call(adapter.inProcess ? 'cpu' : 'size').catch(() => null)) ?? sizeOf(dir);
      await one.call('make', { client: 'a', from: 0, to: visits });
      await sleep(500);
      const [cpuBefore, wireBefore] = [await weighed.cpuMs(), await one.call('wire')];
      const pushed = await one.call('push', { client: 'a' });
      const ms = await untilStored(server, adapter, visits, pushed);
      // Who answers early goes on sending.
      const { up, down, turns } = difference(await one.call('wire'), wireBefore);
      const push = {
        ms,
        answeredMs: pushed.ms,
        up,
        down,
        turns,
        cpuMs: (await weighed.cpuMs()) - cpuBefore,
        rssMb: weighed.rssMb(),
      };
      if (!adapter.measures || adapter.measures.includes('pull')) {
        await quiet(server, adapter);
        const disk = adapter.inProcess ? null : (((await server.call('size')) ?? sizeOf(dir)) - sizeBefore) / visits;
        const other = await begin('client', peer);
        await other.call('open', { client: 'b', url, home: server.url, room: 'one' });
        const pull = await other.call('pull', { client: 'b', count: visits });
        const found = await other.call('digests', { client: 'b' });
        const { lost, doubled } = compare(found, visits);
        if (lost + doubled > 0) throw new Error(`${lost} visits did not arrive, ${doubled} arrived twice`);
        return { push: { ...push, diskPerVisit: disk }, pull };
      }
      return { push };
    } finally {
      line?.close();
    }
  });

/** One more visit, edit by edit, until somebody else has it, in an office that has so many. */
const oneMore = (peer, adapter, { already }) =>
  inFolder(async ({ dir, begin }) => {
    const rooms = Math.max(1, Math.ceil(already / VISITS_OF_ONE));
    const apart = adapter.rooms === true && adapter.oneRoomForMore !== true;
    const owners = Array.from({ length: rooms }, (_, k) => ({
      room: apart ? `x${k}` : 'one',
      from: k * VISITS_OF_ONE,
      to: Math.min(already, (k + 1) * VISITS_OF_ONE),
    }));
    const mine = owners[0].room;
    const more = { room: mine, from: already, to: already + ONE_MORE };
    const server = await begin('server', peer, { dir, port: nextPort(), owners: [...owners, more] });
    const one = await begin('client', peer);
    const other = await begin('client', peer);
    for (const [k, { room, from, to }] of owners.entries()) {
      const client = apart ? room : 'a';
      if (apart || k === 0) await one.call('open', { client, url: server.url, room });
      await one.call('make', { client, from, to });
      await untilStored(server, adapter, to, await one.call('push', { client }));
    }
    const client = apart ? mine : 'a';
    const reader = adapter.readsAll ?? mine;
    await other.call('open', { client: 'b', url: server.url, room: reader });
    await other.call('pull', { client: 'b', count: already });
    await one.call('live', { client });
    await other.call('live', { client: 'b' });
    await sleep(3_000);
    const all = [];
    for (let n = already; n < already + ONE_MORE; n += 1) {
      const before = { cpuMs: await server.cpuMs(), wire: plus(await one.call('wire'), await other.call('wire')) };
      const startedMs = await one.call('visit', { client, n });
      await other.until('seen', () => other.seen.has(visitId(n)));
      await quiet(server, adapter);
      const wire = difference(plus(await one.call('wire'), await other.call('wire')), before.wire);
      all.push({ ms: other.seen.get(visitId(n)) - startedMs, ...wire, cpuMs: (await server.cpuMs()) - before.cpuMs });
    }
    const counted = all.slice(1);
    const median = (key) => counted.map((one) => one[key]).toSorted((a, b) => a - b)[Math.floor(counted.length / 2)];
    return Object.fromEntries(Object.keys(counted[0]).map((key) => [key, median(key)]));
  });

/** Fifty clients with ten visits each, all at once. */
const crowd = (peer, adapter) =>
  inFolder(async (place) => {
    const { dir, begin } = place;
    const owners = Array.from({ length: CROWD.clients }, (_, k) => ({
      room: `f${k}`,
      from: k * CROWD.visitsEach,
      to: (k + 1) * CROWD.visitsEach,
    }));
    const total = CROWD.clients * CROWD.visitsEach;
    const server = await begin('server', peer, { dir, port: nextPort(), owners });
    const share = CROWD.clients / CROWD.processes;
    const shares = Array.from({ length: CROWD.processes }, (_, k) => owners.slice(k * share, (k + 1) * share));
    const clients = await Promise.all(shares.map(() => begin('client', peer)));
    await Promise.all(clients.map((one, k) => one.call('openMany', { url: server.url, owners: shares[k] })));
    await sleep(500);
    const cpuBefore = await server.cpuMs();
    const pushes = await Promise.all(clients.map((one, k) => one.call('pushMany', { owners: shares[k] })));
    const startedMs = Math.min(...pushes.map((push) => push.startedMs));
    const whole = { startedMs, ms: Math.max(...pushes.map((push) => push.endedMs)) - startedMs };
    const ms = await untilStored(server, adapter, total, whole);
    const cpuMs = (await server.cpuMs()) - cpuBefore;
    const rooms = adapter.rooms ? owners.map(({ room }) => room) : ['one'];
    const found = await look(place, peer, { server, rooms, count: adapter.rooms ? CROWD.visitsEach : total });
    return { ms, perSecond: (total / ms) * 1_000, cpuMs, ...compare(found, total) };
  });

/** The server is killed half way through the push, and comes back: what was acknowledged must be there, and all of it later. */
const crash = (peer, adapter, { visits, pushMs }) =>
  inFolder(async (place) => {
    const { dir, begin } = place;
    const port = nextPort();
    const owners = oneOwner(visits);
    const first = await begin('server', peer, { dir, port, owners });
    const one = await begin('client', peer, { dir });
    await one.call('open', { client: 'a', url: first.url, room: 'one' });
    await one.call('make', { client: 'a', from: 0, to: visits });
    const trying = one.call('push', { client: 'a' }).catch((error) => ({ error }));
    // Who answers before it has stored is killed right after its answer.
    await (adapter.lazy ? trying : sleep(pushMs / 2));
    await first.kill();
    const acked = await one.call('acked', { client: 'a' });
    one.signal('SIGSTOP');
    const server = await begin('server', peer, { dir, port, owners });
    const before = new Map((await look(place, peer, { server, rooms: ['one'] })).map(([id, edits]) => [id, edits]));
    const ackedLost = acked?.filter(
      ([id, edits]) => (before.get(id) ?? 0) < (Number.isInteger(edits) ? edits : EDITS_PER_VISIT),
    );
    one.signal('SIGCONT');
    let outcome = await trying;
    for (let tries = 0; outcome.error && tries < 50; tries += 1) {
      await sleep(200);
      outcome = await one.call('push', { client: 'a' }).catch((error) => ({ error }));
    }
    if (outcome.error) throw outcome.error;
    if (adapter.lazy) await server.until('stored', () => server.stored >= visits);
    const found = await look(place, peer, { server, rooms: ['one'], count: visits });
    return { acked: acked?.length ?? null, ackedLost: ackedLost?.length ?? null, ...compare(found, visits) };
  });

export const MEASURES = { pushAndPull, oneMore, crowd, crash };
