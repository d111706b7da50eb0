import type { WayHere } from '../../store/device-lock.ts';
import type { GlanceVisit } from '../../store/glance.ts';
import type { Opener } from '../../store/key-wraps.ts';
import type { LockedTap } from '../../store/open-locked-store.ts';
import type { UnsentFile } from '../../store/unsent-file.ts';
import type { SyncEngine } from '../../sync/sync-status.ts';

/** How often it was wrong, and when the next answer is looked at, ms since 1970. */
export type Wrong = { readonly wrong: number; readonly againMs: number };

/** What the locked screen works with; `opened` replaces the screen. */
export type Locked = {
  readonly ways: readonly WayHere[];
  readonly sample: boolean;
  readonly sync: SyncEngine;
  readonly visits: () => Promise<readonly GlanceVisit[]>;
  readonly recordTap: (tap: LockedTap) => Promise<'recorded' | 'failed'>;
  readonly unlock: (opener: Opener) => Promise<'opened' | Wrong>;
  readonly unlocking: () => Promise<Wrong>;
  readonly startAnew: () => Promise<'done' | 'unsent' | 'unreachable'>;
  readonly unsentFile: () => Promise<UnsentFile | 'nothing' | 'noKey'>;
  readonly nowMs: () => number;
};
