// Where things lie in the project, counted from this file so that every command works from any folder.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const rootDir = dirname(dirname(fileURLToPath(import.meta.url)));
export const toolsDir = join(rootDir, '.tools');
export const members = ['client', 'server', 'shared', 'test'];

export const fromRoot = (...parts) => join(rootDir, ...parts);

/** The path of a development tool that the `test` member brings (tsc, oxlint, vitest, …). */
export const toolPath = (name) =>
  fromRoot('test/node_modules/.bin', process.platform === 'win32' ? `${name}.CMD` : name);
