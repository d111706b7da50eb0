import { mkdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A change to one source file: `find` stands in it exactly once. */
export type Patch = { readonly file: string; readonly find: string; readonly put: string };

/** Small pages, so that a day of an office takes several. */
const SMALL_PAGES: Patch = {
  file: 'shared/src/protocol/sync.ts',
  find: 'PULL_PAGE_ROWS = 2_000',
  put: 'PULL_PAGE_ROWS = 8',
};

/** Small pieces, so that a photo takes several. */
const SMALL_PIECES: Patch = {
  file: 'shared/src/protocol/blobs.ts',
  find: 'BLOB_CHUNK_BYTES = 64 * 1024',
  put: 'BLOB_CHUNK_BYTES = 400',
};

/**
 * The product and its simulated world as one file that a process of its own runs. With patches it is another product: one with
 * a planted bug. Throws when the text that a patch looks for is not there, so that no planted bug can vanish unseen.
 */
export const bundleSimulation = async (name: string, patches: readonly Patch[] = []): Promise<string> => {
  const folder = join(root, 'test/output/simulation');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${name}.mjs`);
  const unused = new Set([SMALL_PAGES, SMALL_PIECES, ...patches]);
  await build({
    entryPoints: [join(root, 'test/simulation/child.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    jsx: 'automatic',
    // CommonJS packages inside an ES module bundle still call require() for Node's own modules.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    external: ['pg-native'],
    alias: { sharp: join(root, 'test/simulation/world/model-sharp.ts') },
    plugins: [patching(unused)],
    logLevel: 'error',
  });
  const [left] = unused;
  if (left) throw new Error(`${left.file} is not part of what is simulated`);
  return outfile;
};

const patching = (unused: Set<Patch>): Plugin => ({
  name: 'planted',
  setup: (bundling) => {
    // Only what is patched takes the way through here: the other thousand files are the bundler's own affair.
    const files = [...unused].map(({ file }) => file.replaceAll('.', '\\.').replaceAll('/', '[/\\\\]'));
    bundling.onLoad({ filter: new RegExp(`(${files.join('|')})$`) }, ({ path }) => {
      const file = relative(root, path).split(sep).join('/');
      const mine = [...unused].filter((patch) => patch.file === file);
      if (mine.length === 0) return undefined;
      let text = readFileSync(path, 'utf8');
      for (const patch of mine) {
        if (text.split(patch.find).length !== 2) throw new Error(`${file} does not say once: ${patch.find}`);
        text = text.replace(patch.find, () => patch.put);
        unused.delete(patch);
      }
      return { contents: text, loader: 'ts' };
    });
  },
});

export const migrationsDir = join(root, 'server/src/store/migrations');
