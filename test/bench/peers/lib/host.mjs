// One process of the comparison, a server or some clients, told over IPC what to do: host.mjs server|client PEER [DIR] [PORT].
import net from 'node:net';
import { digestOf, editsOf, roundsOf } from './workload.mjs';

const [role, peer, dir, port] = process.argv.slice(2);
// The server that is started here reads its own arguments.
process.argv.length = 2;
/** The same clock in every process, in ms. */
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;
const tell = (message) => process.connected && process.send(message);
process.on('disconnect', () => process.exit());

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

const adapter = await import(`../adapters/${peer}.mjs`);
const commands = { cpu: cpuMs };
process.on('message', async ({ call, name, given }) => {
  try {
    tell({ call, answer: await commands[name](given) });
  } catch (error) {
    tell({ call, error: String(error?.stack ?? error) });
  }
});

/** Bytes and round trips of every TCP socket this process opens: a client that turns from reading to writing begins a trip. */
const watchSockets = () => {
  const sockets = [];
  let turns = 0;
  const { connect, push, _writeGeneric: write } = net.Socket.prototype;
  net.Socket.prototype.connect = function (...given) {
    if (this.peersTurn === undefined) sockets.push(this);
    this.peersTurn ??= 'reads';
    return connect.apply(this, given);
  };
  net.Socket.prototype.push = function (...given) {
    if (this.peersTurn) this.peersTurn = 'reads';
    return push.apply(this, given);
  };
  net.Socket.prototype._writeGeneric = function (...given) {
    if (this.peersTurn === 'reads') {
      this.peersTurn = 'writes';
      turns += 1;
    }
    return write.apply(this, given);
  };
  const sum = (key) => sockets.reduce((total, socket) => total + socket[key], 0);
  return () => ({ up: sum('bytesWritten'), down: sum('bytesRead'), turns, cpuMs: cpuMs() });
};

const beServer = async () => {
  const server = await adapter.server({
    dir,
    port: Number(port),
    owners: JSON.parse(process.env.PEERS_OWNERS ?? '[]'),
    stored: (count) => tell({ stored: count, atMs: nowMs() }),
  });
  commands.size = () => server?.size?.() ?? null;
};

const beClients = async () => {
  const wire = watchSockets();
  const clients = new Map();
  const timed = async (work) => {
    const [before, startedMs] = [wire(), nowMs()];
    await work();
    const [after, endedMs] = [wire(), nowMs()];
    const used = Object.fromEntries(Object.keys(before).map((key) => [key, after[key] - before[key]]));
    return { startedMs, endedMs, ms: endedMs - startedMs, ...used };
  };
  const open = async ({ client, url, home = url, room }) => {
    clients.set(client, await adapter.open({ url, home, name: client, room, dir }));
  };
  const make = async ({ client, from, to }) => {
    for (const edits of roundsOf(from, to)) await clients.get(client).apply(edits);
  };
  Object.assign(commands, {
    wire,
    open,
    make,
    push: ({ client }) => timed(() => clients.get(client).push()),
    pull: ({ client, count }) => timed(() => clients.get(client).pull(count)),
    live: ({ client }) =>
      clients.get(client).live((visit) => visit.status === 'submitted' && tell({ seen: visit.id, atMs: nowMs() })),
    visit: async ({ client, n }) => {
      const startedMs = nowMs();
      for (const edit of editsOf(n)) await clients.get(client).apply([edit]);
      return startedMs;
    },
    acked: ({ client }) => clients.get(client).acked?.() ?? null,
    digests: async ({ client }) =>
      (await clients.get(client).read()).map((visit) => [visit.id, visit.rev, digestOf(visit), visit.doubled ?? 0]),
    openMany: async ({ url, owners }) => {
      for (const { room, from, to } of owners) {
        await open({ client: room, url, room });
        await make({ client: room, from, to });
      }
    },
    pushMany: ({ owners }) => timed(() => Promise.all(owners.map(({ room }) => clients.get(room).push()))),
  });
  // Loads fetch, so that nobody pays for it in a measure.
  await fetch('data:,');
};

await (role === 'server' ? beServer() : beClients());
tell({ ready: true });
