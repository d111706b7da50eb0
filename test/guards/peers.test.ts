import { describe, expect, test } from 'vitest';
import { findImports } from './imports.ts';
import { projectFiles } from './project-files.ts';

const FOLDER = 'test/bench/peers/';

const files = projectFiles();
const textOf = (path: string): string => {
  const file = files.find((one) => one.path === path);
  if (!file) throw new Error(`${path} is missing`);
  return file.text;
};

type Manifest = { readonly dependencies?: Record<string, string>; readonly devDependencies?: Record<string, string> };

const manifest = (path: string): Manifest => JSON.parse(textOf(path)) as Manifest;

describe('[L3.72] what others would take instead', () => {
  const peers = Object.entries(manifest(`${FOLDER}package.json`).dependencies ?? {});

  test('has exact versions, and the lockfile knows each of them', () => {
    expect(peers.length).toBeGreaterThan(10);
    for (const [name, version] of peers) expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+$/);
    const lock = JSON.parse(textOf(`${FOLDER}package-lock.json`)) as {
      readonly packages: Record<string, { readonly version?: string }>;
    };
    for (const [name, version] of peers) expect(lock.packages[`node_modules/${name}`]?.version).toBe(version);
  });

  test('is no member of the workspace, and comes with no other install', () => {
    expect(textOf('pnpm-workspace.yaml')).not.toContain('peers');
    expect(textOf('scripts/install.mjs')).not.toContain('peers');
    const own = ['client', 'server', 'shared', 'test'].flatMap((member) => {
      const { dependencies = {}, devDependencies = {} } = manifest(`${member}/package.json`);
      return Object.keys({ ...dependencies, ...devDependencies });
    });
    const others = ['pouchdb', 'rxdb', 'replicache', 'yjs', 'tinybase', '@automerge/automerge-repo'];
    for (const name of others) {
      expect(peers.map(([peer]) => peer)).toContain(name);
      expect(own).not.toContain(name);
    }
  });

  test('is used by its own folder alone, and started by one command that nothing else runs', () => {
    const users = files.filter(({ path, text }) => {
      if (path.startsWith(FOLDER) || !/\.(m?[jt]s|tsx)$/.test(path)) return false;
      return findImports(text).some((specifier) => specifier.includes('bench/peers') || specifier.includes('./peers/'));
    });
    expect(users.map(({ path }) => path)).toEqual([]);
    const starters = files.filter(({ path, text }) => text.includes('--peers') && !path.startsWith(FOLDER));
    expect(starters.map(({ path }) => path).toSorted()).toEqual([
      'docs/benchmarks.md',
      'scripts/commands.mjs',
      'test/guards/peers.test.ts',
    ]);
  });
});
