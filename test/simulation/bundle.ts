import { mkdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { versionPath } from './versions/version-path.ts';

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

/** What an earlier program does not know, as 0.1 did not: one operation with its part, and a field of the answers. */
const EARLIER_SERVER: readonly Patch[] = [
  {
    file: 'shared/src/operation/register.ts',
    find: '  hearingSaved,\n  businessPlanSaved,\n',
    put: '  businessPlanSaved,\n',
  },
  { file: 'shared/src/engagement/engagement.ts', find: "  { part: 'hearing', retention: 'C' },\n", put: '' },
  { file: 'server/src/sync/sync-route.ts', find: '  logPosition,\n  epoch,\n});', put: '  logPosition,\n});' },
];

/** What a later app does that this one does not: it keeps something more on the disk. */
const LATER_APP: readonly Patch[] = [
  {
    file: 'client/src/store/database.ts',
    find: "  database.version(4).stores({ reserve: 'id' });",
    put: "  database.version(4).stores({ reserve: 'id' });\n  database.version(5).stores({ later: 'id' });",
  },
];

/**
 * The product and its simulated world as one file that a process of its own runs. With patches it is another product: one with
 * a planted bug. Beside it lie the same product's earlier server and later app. Throws when the text that a patch looks for is not there, so that no planted bug can vanish unseen.
 */
export const bundleSimulation = async (name: string, patches: readonly Patch[] = []): Promise<string> => {
  const folder = join(root, 'test/output/simulation');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${name}.mjs`);
  const small = [SMALL_PAGES, SMALL_PIECES];
  await Promise.all([
    bundleOne('child.ts', outfile, { must: [...small, ...patches] }),
    bundleOne('versions/server.ts', versionPath(outfile, 'server'), {
      must: [...small, ...EARLIER_SERVER],
      may: patches,
    }),
    bundleOne('versions/app.ts', versionPath(outfile, 'app'), { must: [...small, ...LATER_APP], may: patches }),
  ]);
  return outfile;
};

/** `must`: patches of files that are part of it; `may`: those that it has only where it has the file. */
const bundleOne = async (
  entry: string,
  outfile: string,
  { must, may = [] }: { readonly must: readonly Patch[]; readonly may?: readonly Patch[] },
): Promise<void> => {
  const unused = new Set([...must, ...may]);
  await build({
    entryPoints: [join(root, 'test/simulation', entry)],
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
  const left = must.find((patch) => unused.has(patch));
  if (left) throw new Error(`${left.file} is not part of what is simulated`);
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
