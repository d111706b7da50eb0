import type { Declaration } from '@banso/shared/device/device.ts';
import type { KeyTabs } from '../store/key-tabs.ts';
import type { Opener } from '../store/key-wraps.ts';
import type { Banso } from '../sync/banso-context.tsx';
import type { DeviceTransport } from '../sync/device-transport.ts';
import type { LockedApp } from './open-locked.ts';

export type AppState =
  | { readonly at: 'opening' }
  | { readonly at: 'noStorage' }
  | { readonly at: 'signedOut' }
  /** What real work outside the office begins with: the device's declaration, then its protection. */
  | { readonly at: 'declare'; readonly first: FirstUse }
  | { readonly at: 'protect'; readonly protect: (opener: Opener) => Promise<void>; readonly words: readonly string[] }
  | { readonly at: 'locked'; readonly app: LockedApp }
  /** Lost or taken out: keys and records are gone. `leave` is there once the office has this device's word. */
  | { readonly at: 'erased'; readonly leave: (() => void) | null }
  | { readonly at: 'open'; readonly banso: Banso; readonly tabs: KeyTabs };

/** A device nobody has declared yet, before it is protected and anything comes onto it. */
export type FirstUse = {
  readonly devices: DeviceTransport;
  readonly device: Banso['device'];
  readonly nowMs: () => number;
  /** This person has as many devices as they may. */
  readonly full: boolean;
  /** Registers and declares this device, and goes on; false, and nothing changed, where that is not possible now. */
  readonly declare: (declaration: Declaration) => Promise<boolean>;
  /** Asks again whether there is room. */
  readonly tryAgain: () => Promise<void>;
};
