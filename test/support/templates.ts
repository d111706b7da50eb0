import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const output = fileURLToPath(new URL('../output', import.meta.url));

/**
 * A folder that is made once and copied for every test that needs one like it: a first start takes seconds, a copy takes none.
 * `of` carries everything that it depends on. `make` fills a folder of its own; it leaves nothing running in it.
 */
export const templateFolder = async (
  { kind, of }: { readonly kind: string; readonly of: string },
  make: (folder: string) => Promise<void>,
): Promise<string> => {
  const template = join(output, `${kind}-${of}`);
  if (existsSync(template)) return template;
  mkdirSync(output, { recursive: true });
  removeOutdated(kind);
  const own = mkdtempSync(join(output, 'template-'));
  const folder = join(own, 'folder');
  mkdirSync(folder);
  await make(folder);
  try {
    renameSync(folder, template);
  } catch (error) {
    // Another test file was faster; its template is as good.
    if (!existsSync(template)) throw error;
  }
  rmSync(own, { recursive: true, force: true });
  return template;
};

const OUTDATED_MS = 3 * 60 * 60 * 1_000;

/** Younger ones may still be copied by a test that runs beside this one. */
const removeOutdated = (kind: string): void => {
  for (const name of readdirSync(output)) {
    const folder = join(output, name);
    const outdated = name.startsWith(`${kind}-`) && Date.now() - statSync(folder).mtimeMs > OUTDATED_MS;
    if (outdated) rmSync(folder, { recursive: true, force: true });
  }
};

/** What these files say, as a short word for a template's name. */
export const digestOfFiles = (folder: string, names: readonly string[] = readdirSync(folder).toSorted()): string => {
  const hash = createHash('sha256');
  for (const name of names) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
};
