// A limit: the visits as one gzip POST, appended to one file, one fsync, answered. Pulled: that file back.
import { closeSync, createReadStream, fsync, openSync, write } from 'node:fs';
import http from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';

export const label = 'limit: one gzip POST, one fsync';
export const measures = ['push', 'pull', 'crowd'];

export const server = async ({ dir, port }) => {
  const file = openSync(`${dir}/visits`, 'a+');
  const listening = http.createServer((request, response) => {
    if (request.method === 'GET') return createReadStream(`${dir}/visits`).pipe(response);
    const parts = [];
    request.on('data', (bytes) => parts.push(bytes));
    request.on('end', () => write(file, Buffer.concat(parts), () => fsync(file, () => response.end('kept'))));
    return undefined;
  });
  await new Promise((resolve) => listening.listen(port, '127.0.0.1', resolve));
  process.once('exit', () => closeSync(file));
};

export const open = async ({ url }) => {
  const visits = new Map();
  return {
    apply: (edits) => {
      for (const { id, set } of edits) visits.set(id, { id, ...visits.get(id), ...set });
    },
    push: async () => {
      const body = gzipSync([...visits.values()].map((visit) => `${JSON.stringify(visit)}\n`).join(''));
      if ((await (await fetch(url, { method: 'POST', body })).text()) !== 'kept') throw new Error('not kept');
    },
    pull: async () => {
      const lines = gunzipSync(await (await fetch(url)).arrayBuffer())
        .toString()
        .split('\n');
      for (const visit of lines.filter(Boolean).map((line) => JSON.parse(line))) visits.set(visit.id, visit);
    },
    read: () => [...visits.values()],
  };
};
