/** Written into the build by Vite. */
declare const __APP_VERSION__: string;

/** Which version of the app this is; evidence quotes it. */
export const appVersion: string = typeof __APP_VERSION__ === 'undefined' ? 'dev' : __APP_VERSION__;
