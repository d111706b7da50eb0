// A stamp remembers what a slow step was last done for, so that it is done again only when something changed.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rootDir, toolsDir } from './paths.mjs';

const ignored = new Set(['node_modules', 'dist', '.types', 'output']);

/** SHA-256 over names and contents of the given files and folders (tests left out); a path that is missing counts as missing. */
export function hashSources(paths, seed = '') {
  const hash = createHash('sha256').update(seed);
  for (const file of paths.flatMap(filesUnder).sort()) {
    hash.update(`\0${relative(rootDir, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Does the step unless its stamp already shows this fingerprint; the stamp is written only after the step succeeded. */
export async function unlessStamped({ name, fingerprint, isStillThere = () => true, step }) {
  const stampFile = join(toolsDir, `${name}.stamp`);
  if (readStamp(stampFile) === fingerprint && isStillThere()) return false;
  rmSync(stampFile, { force: true });
  await step();
  mkdirSync(toolsDir, { recursive: true });
  writeFileSync(stampFile, fingerprint);
  return true;
}

function readStamp(stampFile) {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch {
    return undefined;
  }
}

function filesUnder(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return [path];
  return readdirSync(path)
    .filter((name) => !ignored.has(name) && !/\.test\.tsx?$/.test(name))
    .flatMap((name) => filesUnder(join(path, name)));
}
