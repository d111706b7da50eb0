import { pathToFileURL } from 'node:url';
import type * as app from './app.ts';
import type * as server from './server.ts';
import { versionPath } from './version-path.ts';

/** The product as it was before, and as it will be: what runs beside the present one on one database, and on one disk. */
export type Versions = {
  readonly earlier: Pick<typeof server, 'startServer'>;
  readonly later: Pick<typeof app, 'openBanso'>;
};

/** From the bundles beside this one. */
export const loadVersions = async (bundle: string): Promise<Versions> => {
  const load = (version: 'server' | 'app'): Promise<unknown> =>
    import(pathToFileURL(versionPath(bundle, version)).href);
  // Bundled from the files whose types these are.
  const earlier = (await load('server')) as typeof server;
  const later = (await load('app')) as typeof app;
  earlier.registerThrowing();
  later.registerThrowing();
  // A seed goes the same way alone and after others: what is loaded once is there before the first.
  await later.loadDecider();
  return { earlier, later };
};
