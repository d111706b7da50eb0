import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from './laws.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const ignoredNames = new Set(['node_modules', 'dist', '.types', '.tools', '.git', 'data', 'output', 'pnpm-lock.yaml']);

/** Every text of the project, by its path from the root. */
export function projectFiles(folder = ''): readonly SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry): readonly SourceFile[] => {
    const path = posix.join(folder, entry.name);
    if (ignoredNames.has(entry.name) || /\.(png|woff2?|ttf|otf|ico|pdf|gz)$/.test(entry.name)) return [];
    if (entry.isDirectory()) return projectFiles(path);
    return entry.isFile() ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : [];
  });
}
