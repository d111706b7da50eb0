import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { MiddlewareHandler } from 'hono';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.map': 'application/json; charset=utf-8',
};

/**
 * Serves the built client; every other address is the app itself, whose router decides. Hashed assets never change;
 * `index.html` and the service worker are always asked for again, or an update would never arrive.
 */
export const staticFiles =
  (folder: string): MiddlewareHandler =>
  async (context) => {
    const decoded = decodedPath(context.req.path);
    if (decoded === null) return context.notFound();
    const path = normalize(decoded);
    // Nothing of ours begins with a dot; who asks for `/.git/config` shall not believe to have found something.
    if (path.split(sep).some((name) => name.startsWith('.'))) return context.notFound();
    const wanted = join(folder, path);
    const inside = wanted.startsWith(folder + sep) && extname(wanted) !== '' && existsSync(wanted);
    if (!inside && extname(path) !== '') return context.notFound();
    const file = inside ? wanted : join(folder, 'index.html');
    const immutable = inside && path.startsWith(`${sep}assets${sep}`);
    return context.body(await readFile(file), 200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  };

/** The address in plain letters; null when it is not well written (`%E0%A4%A`) or no file system has such a name. */
const decodedPath = (path: string): string | null => {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') ? null : decoded;
  } catch {
    return null;
  }
};
