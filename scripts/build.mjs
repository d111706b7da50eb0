// client → client/dist (Vite), server → server/dist/main.js (one bundle, beside what PGlite and the migrations need at run time)
// and server/dist/verify.js (what checks an export, alone).

import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fromRoot } from './paths.mjs';
import { mustRun } from './run-process.mjs';
import { hashSources, unlessStamped } from './stamp.mjs';

const clientDir = fromRoot('client/dist');
const serverDir = fromRoot('server/dist');
const migrationsDir = join(serverDir, 'migrations');
const formsDir = join(serverDir, 'forms');

/** The folders the bundled server cannot find by itself: import.meta.url points elsewhere in a bundle than in the source. */
export const serverEnvironment = {
  BANSO_CLIENT_DIR: clientDir,
  BANSO_MIGRATIONS_DIR: migrationsDir,
  BANSO_FORMS_DIR: formsDir,
  BANSO_PGLITE_DIR: serverDir,
};

/** Builds client and server, each only when its sources, settings or the lockfile changed. */
export async function build() {
  await buildPart({
    name: 'build-client',
    sources: ['client', 'shared/src'],
    result: join(clientDir, 'index.html'),
    step: buildClient,
  });
  await buildPart({
    name: 'build-server',
    sources: ['server', 'shared/src', 'scripts/build.mjs'],
    result: join(serverDir, 'main.js'),
    step: buildServer,
  });
}

async function buildPart({ name, sources, result, step }) {
  const paths = [...sources, 'pnpm-lock.yaml', 'tsconfig.base.json'].map((path) => fromRoot(path));
  await unlessStamped({ name, fingerprint: hashSources(paths), isStillThere: () => existsSync(result), step });
}

async function buildClient() {
  mustExist('client/index.html');
  const vite = join(
    dirname(createRequire(fromRoot('client/package.json')).resolve('vite/package.json')),
    'bin/vite.js',
  );
  await mustRun(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: fromRoot('client') });
}

async function buildServer() {
  mustExist('server/src/main.ts');
  rmSync(serverDir, { recursive: true, force: true });
  mkdirSync(serverDir, { recursive: true });
  await bundleServer({ entry: 'server/src/main.ts', outfile: join(serverDir, 'main.js') });
  await bundleServer({ entry: 'server/src/verify.ts', outfile: join(serverDir, 'verify.js') });
  await bundleServer({ entry: 'server/src/forms/print-worker.ts', outfile: join(formsDir, 'print-worker.js') });
  copyPglite();
  copyForms();
  cpSync(fromRoot('server/src/store/migrations'), migrationsDir, {
    recursive: true,
    filter: (path) => !/\.tsx?$/.test(path),
  });
}

async function bundleServer({ entry, outfile }) {
  const esbuild = await import(pathToFileURL(createRequire(fromRoot('test/package.json')).resolve('esbuild')).href);
  await esbuild.build({
    entryPoints: [fromRoot(entry)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    legalComments: 'linked',
    // CommonJS packages inside an ES module bundle still call require() for Node's own modules.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    // pg's optional native driver is not installed; the import is inside a try.
    // The typesetter and the encoder of photos are native programs and stay where they were installed.
    external: ['pg-native', '@myriaddreamin/typst-ts-node-compiler', 'sharp'],
    logLevel: 'warning',
  });
}

function copyPglite() {
  const require = createRequire(fromRoot('server/package.json'));
  const pgliteDir = dirname(require.resolve('@electric-sql/pglite'));
  for (const name of ['pglite.wasm', 'pglite.data', 'initdb.wasm'])
    cpSync(join(pgliteDir, name), join(serverDir, name));
}

/** Templates, and the typefaces with their licences: BIZ UD for reading, Noto for the rare characters it lacks. */
function copyForms() {
  cpSync(fromRoot('server/src/forms/templates'), join(formsDir, 'templates'), { recursive: true });
  const require = createRequire(fromRoot('server/package.json'));
  for (const family of ['biz-udmincho', 'biz-udgothic', 'noto-serif-jp']) {
    const from = dirname(require.resolve(`@expo-google-fonts/${family}/package.json`));
    const to = join(formsDir, 'fonts', family);
    cpSync(join(from, '400Regular'), to, { recursive: true, filter: (path) => !/\.(js|ts|png)$/.test(path) });
    cpSync(join(from, 'LICENSE_FONT'), join(to, 'LICENSE_FONT'));
  }
}

function mustExist(path) {
  if (!existsSync(fromRoot(path))) throw new Error(`${path} is missing: there is nothing to build`);
}
