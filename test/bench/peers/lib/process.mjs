// Starts the processes of the comparison, asks them, weighs them, and kills them.
import { execFileSync, fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sleep } from './wait.mjs';

const HOST = fileURLToPath(new URL('host.mjs', import.meta.url));
const TICK_MS = 10;

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** A process and everything it started. */
const familyOf = (pid) => {
  const children = new Map();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = /\) . (\d+)/.exec(read(`/proc/${entry}/stat`))?.[1];
    if (parent) children.set(parent, [...(children.get(parent) ?? []), entry]);
  }
  const walk = (one) => [one, ...(children.get(one) ?? []).flatMap(walk)];
  return walk(String(pid));
};

export const sizeOf = (dir) => Number(execFileSync('du', ['-sb', dir], { encoding: 'utf8' }).split('\t')[0]);

export const start = async (role, peer, { dir, port, owners = [] } = {}) => {
  const child = fork(HOST, [role, peer, dir ?? '', String(port ?? '')], {
    stdio: ['ignore', process.env.PEERS_LOG ? 'inherit' : 'ignore', 'inherit', 'ipc'],
    execArgv: [...process.execArgv, '--max-old-space-size=8000', '--no-warnings'],
    env: { ...process.env, PEERS_OWNERS: JSON.stringify(owners) },
  });
  const heard = new EventEmitter().setMaxListeners(0);
  const waiting = new Map();
  let calls = 0;
  const self = {
    url: `http://127.0.0.1:${port}`,
    stored: 0,
    storedAtMs: 0,
    seen: new Map(),
    call: (name, given) =>
      new Promise((resolve, reject) => {
        calls += 1;
        waiting.set(calls, { resolve, reject });
        child.send({ call: calls, name, given }, (error) => error && reject(error));
      }),
    /** Its own time exactly, that of what it started in ticks. */
    cpuMs: async () =>
      (await self.call('cpu')) +
      familyOf(child.pid)
        .slice(1)
        .map((pid) => read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [])
        .reduce((sum, fields) => sum + TICK_MS * (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)), 0),
    rssMb: () =>
      familyOf(child.pid).reduce(
        (sum, pid) => sum + Number(/RssAnon:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0),
        0,
      ) / 1_024,
    signal: (signal) => process.kill(child.pid, signal),
    kill: async () => {
      const family = familyOf(child.pid);
      const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
      for (const pid of family) {
        try {
          process.kill(Number(pid), 'SIGKILL');
        } catch {
          // Gone already.
        }
      }
      await gone;
      for (let n = 0; n < 100 && family.some((pid) => /\) [^Z]/.test(read(`/proc/${pid}/stat`))); n += 1)
        await sleep(20);
    },
    until: (event, test, ms = 120_000) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!test()) return;
          clearTimeout(timer);
          heard.off(event, look);
          resolve();
        };
        const timer = setTimeout(() => {
          heard.off(event, look);
          reject(new Error(`${peer}: no ${event} within ${ms} ms`));
        }, ms);
        heard.on(event, look);
        look();
      }),
  };
  let ready = false;
  child.on('message', (message) => {
    if (message.call) {
      const { resolve, reject } = waiting.get(message.call);
      waiting.delete(message.call);
      if ('error' in message) reject(new Error(message.error));
      else resolve(message.answer);
    } else if (message.seen) {
      self.seen.set(message.seen, message.atMs);
      heard.emit('seen');
    } else if ('stored' in message) {
      [self.stored, self.storedAtMs] = [message.stored, message.atMs];
      heard.emit('stored');
    } else if (message.ready) {
      ready = true;
      heard.emit('ready');
    }
  });
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`${role} ${peer} ended: ${code ?? signal}`));
    waiting.clear();
    heard.emit('ready');
  });
  await self.until('ready', () => ready || child.exitCode !== null);
  if (!ready) throw new Error(`${role} ${peer} did not start`);
  return self;
};
