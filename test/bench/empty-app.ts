import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Builds the least an installed React app can be: one line of text, precached. Answers the folder to serve. */
export const buildEmptyApp = async (folder: string): Promise<string> => {
  const root = join(folder, 'empty-app');
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'index.html'), HTML);
  writeFileSync(join(root, 'main.jsx'), MAIN);
  const { build } = (await importOfClient('vite')) as { readonly build: (config: object) => Promise<unknown> };
  const { default: react } = (await importOfClient('@vitejs/plugin-react')) as { readonly default: () => object };
  const { VitePWA } = (await importOfClient('vite-plugin-pwa')) as { readonly VitePWA: (options: object) => object };
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [react(), VitePWA({ registerType: 'autoUpdate', injectRegister: 'script', manifest: { name: 'empty' } })],
    resolve: { alias: { react: folderOf('react'), 'react-dom': folderOf('react-dom') } },
    build: { target: 'es2022', outDir: join(root, 'dist') },
  });
  return join(root, 'dist');
};

const HTML = `<!doctype html>
<html lang="ja">
  <head><meta charset="utf-8" /><title>empty</title></head>
  <body><div id="root"></div><script type="module" src="/main.jsx"></script></body>
</html>
`;

const MAIN = `import { createRoot } from 'react-dom/client';
createRoot(document.getElementById('root')).render(<main><h2>空のページ</h2></main>);
`;

/** The same builder and the same React as the product's, which only the client depends on. */
const ofClient = createRequire(new URL('../../client/package.json', import.meta.url));

const importOfClient = (name: string): Promise<unknown> => import(pathToFileURL(ofClient.resolve(name)).href);

const folderOf = (name: string): string => dirname(ofClient.resolve(`${name}/package.json`));
