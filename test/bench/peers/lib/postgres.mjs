// A PostgreSQL of its own in a folder, as the distribution ships it: fsync is on.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import pg from 'pg';
import { sleep } from './wait.mjs';

const SHARE = '/usr/lib/postgresql';
const programs = () =>
  process.env.PGBIN ?? `${SHARE}/${readdirSync(SHARE).toSorted((a, b) => Number(b) - Number(a))[0]}/bin`;

export const openPostgres = async (dir, port) => {
  const data = `${dir}/pg`;
  // PostgreSQL refuses to run as root.
  const asRoot = process.getuid() === 0;
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'])));
  const as = asRoot ? { uid, gid } : {};
  if (asRoot) chownSync(dir, uid, gid);
  if (!existsSync(`${data}/PG_VERSION`))
    execFileSync(`${programs()}/initdb`, ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'], {
      ...as,
      stdio: 'ignore',
    });
  for (const lock of [`${data}/postmaster.pid`, `${dir}/.s.PGSQL.${port}.lock`]) if (isStale(lock)) rmSync(lock);
  spawn(`${programs()}/postgres`, ['-D', data, '-k', dir, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'], {
    ...as,
    stdio: ['ignore', 'ignore', openSync(`${dir}/pg.log`, 'a')],
  });
  const pool = new pg.Pool({ host: dir, port, user: 'postgres', database: 'postgres', max: 8 });
  pool.on('error', () => {});
  for (let tries = 0; ; tries += 1) {
    try {
      await pool.query('select 1');
      return pool;
    } catch (error) {
      if (tries > 600) throw error;
      await sleep(50);
    }
  }
};

/** A killed server's lock; in a container nobody buries it, and PostgreSQL would take the dead for the living. */
const isStale = (lock) => {
  if (!existsSync(lock)) return false;
  const stat = `/proc/${readFileSync(lock, 'utf8').split('\n')[0]}/stat`;
  return !existsSync(stat) || /\) Z/.test(readFileSync(stat, 'utf8'));
};
