import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The bench's page with the production client in it, as one script; it is no part of the product. */
export const bundlePage = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page/bench-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { __APP_VERSION__: '"bench"', 'import.meta.env.PROD': 'true', 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  const [script] = outputFiles;
  if (!script) throw new Error('the page was not bundled');
  return `(async()=>{${script.text}})();`;
};
