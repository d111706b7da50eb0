import type { Position } from '@banso/shared/evidence/distance.ts';

/** Where this phone is now. `refused`: its owner does not allow it. `unknown`: it could not tell in time. */
export type Whereabouts = { readonly position: Position; readonly accuracyMetres: number } | 'refused' | 'unknown';

/** Asks once, at a press; nothing is watched in the background. */
export type AskWhereabouts = () => Promise<Whereabouts>;

const PATIENCE_MS = 20_000;

export const browserWhereabouts: AskWhereabouts = () =>
  new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve('unknown');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) =>
        resolve({ position: { latitude, longitude }, accuracyMetres: Math.ceil(accuracy) }),
      ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? 'refused' : 'unknown'),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 },
    );
  });
