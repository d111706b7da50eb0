/** Where the bundle of the other version lies that belongs to this bundle. */
export const versionPath = (bundle: string, version: 'server' | 'app'): string =>
  bundle.replace(/\.mjs$/, `-${version}.mjs`);
