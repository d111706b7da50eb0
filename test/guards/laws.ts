import { posix } from 'node:path';
import { findImports } from './imports.ts';

export type SourceFile = {
  /** From the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
};

type Law = {
  readonly name: string;
  /** What is wrong with this file, as a sentence; undefined when nothing is. */
  readonly judge: (file: SourceFile) => string | undefined;
};

export const laws: readonly Law[] = [
  { name: 'a member imports only what lies below it', judge: judgeMembers },
  { name: 'a feature never imports another feature', judge: judgeFeatures },
  { name: 'the client layers point downwards', judge: judgeLayers },
  { name: 'only client/src/sync/http-transport.ts and the sign-in transport beside it fetch', judge: judgeFetch },
  { name: 'a relative import names its file with its extension', judge: judgeExtensions },
  { name: 'there are no barrels', judge: judgeBarrels },
  { name: 'a file has at most 400 lines', judge: judgeLength },
  { name: 'no file names a folder of one machine', judge: judgeMachinePaths },
];

/** Every breach of every law, as `path: sentence`. */
export function findBreaches(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    laws.flatMap(({ judge }) => {
      const breach = judge(file);
      return breach === undefined ? [] : [`${file.path}: ${breach}`];
    }),
  );
}

const allowedMembers: Readonly<Record<string, readonly string[]>> = {
  shared: ['shared'],
  client: ['client', 'shared'],
  server: ['server', 'shared'],
};

const allowedLayers: Readonly<Record<string, readonly string[]>> = {
  features: ['features', 'store', 'sync', 'ui', 'pwa'],
  store: ['store'],
  sync: ['sync', 'store'],
  ui: ['ui'],
};

function judgeMembers(file: SourceFile): string | undefined {
  const allowed = allowedMembers[memberOf(file.path)];
  if (allowed === undefined || isTest(file)) return undefined;
  const wrong = importsOf(file).find(({ target }) => isMember(memberOf(target)) && !allowed.includes(memberOf(target)));
  return wrong && `imports ${wrong.specifier}, but ${memberOf(file.path)} may import only ${allowed.join(' and ')}`;
}

function judgeFeatures(file: SourceFile): string | undefined {
  const own = featureOf(file.path);
  if (own === undefined) return undefined;
  const wrong = importsOf(file).find(({ target }) => ![undefined, own].includes(featureOf(target)));
  return wrong && `imports ${wrong.specifier} of another feature: lift what both need into ui, store, sync or shared`;
}

function judgeLayers(file: SourceFile): string | undefined {
  const layer = layerOf(file.path);
  const allowed = layer === undefined ? undefined : allowedLayers[layer];
  if (allowed === undefined || isTest(file)) return undefined;
  const wrong = importsOf(file).find(({ target }) => {
    const targetLayer = layerOf(target);
    return targetLayer !== undefined && !allowed.includes(targetLayer);
  });
  return wrong && `imports ${wrong.specifier}, but ${layer} may import only ${allowed.join(', ')} and shared`;
}

function judgeFetch(file: SourceFile): string | undefined {
  if (!file.path.startsWith('client/src/') || isTest(file)) return undefined;
  // The service worker's own fetches answer the page's: it adds no door.
  if (/^client\/src\/(sync\/[^/]*-transport|pwa\/service-worker)\.ts$/.test(file.path)) return undefined;
  return /(?:(?<![.\w])|\b(?:globalThis|window|self)\.)fetch\s*\(/.test(file.text)
    ? 'calls fetch: the network has one door, the transport files'
    : undefined;
}

function judgeExtensions(file: SourceFile): string | undefined {
  if (!isTypeScript(file)) return undefined;
  const wrong = importsOf(file).find(
    ({ specifier }) =>
      /^(\.|@banso\/)/.test(specifier) && !/\.(tsx?|mjs|css|json|svg|sql|txt)(\?\w+)?$/.test(specifier),
  );
  return wrong && `imports ${wrong.specifier} without its extension`;
}

function judgeBarrels(file: SourceFile): string | undefined {
  if (!isTypeScript(file)) return undefined;
  return /^export\s+\*\s+from/m.test(file.text)
    ? 'passes on another file (export * from): import the file itself'
    : undefined;
}

function judgeLength(file: SourceFile): string | undefined {
  if (!/\.(tsx?|mjs|css)$/.test(file.path)) return undefined;
  const lineCount = file.text.trimEnd().split('\n').length;
  return lineCount > 400 ? `has ${lineCount} lines: split it by what it does (400 at most)` : undefined;
}

function judgeMachinePaths(file: SourceFile): string | undefined {
  const found = file.text.match(/(?<![\w.~@}/-])\/(?:work|root|Users|home\/\w+|private\/tmp)\/[\w.-]*/);
  return found ? `names ${found[0]}, a folder of one machine` : undefined;
}

function importsOf(file: SourceFile): readonly { readonly specifier: string; readonly target: string }[] {
  if (!/\.(tsx?|mjs)$/.test(file.path)) return [];
  return findImports(file.text).map((specifier) => ({ specifier, target: targetOf(file.path, specifier) }));
}

/** `../b.ts` and `@banso/shared/a.ts` as paths from the root; a package stays as it is. */
function targetOf(path: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
  return specifier.replace(/^@banso\/([^/]+)\//, '$1/src/');
}

function memberOf(path: string): string {
  return path.split('/')[0] ?? '';
}

function isMember(name: string): boolean {
  return ['client', 'server', 'shared', 'test'].includes(name);
}

function featureOf(path: string): string | undefined {
  return path.match(/^client\/src\/features\/([^/]+)\//)?.[1];
}

function layerOf(path: string): string | undefined {
  return path.match(/^client\/src\/([^/]+)\//)?.[1];
}

function isTest(file: SourceFile): boolean {
  return /\.test\.tsx?$/.test(file.path);
}

function isTypeScript(file: SourceFile): boolean {
  return /\.tsx?$/.test(file.path);
}
