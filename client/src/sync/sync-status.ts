/**
 * - `waiting`: operations without a verdict; `oldestMs`: when the oldest was recorded
 * - `attention`: refused, parked, blocked or conflicting items that need a hand
 * - `reachable`: whether the last attempt reached our server (never `navigator.onLine`); null before the first
 * - `problem`: a problem code of the last answer, e.g. `signed_out`
 * - `clockOffsetMs`: server time minus this device's clock as last seen
 */
export type SyncStatus = {
  readonly waiting: number;
  readonly oldestMs: number | null;
  readonly attention: number;
  readonly reachable: boolean | null;
  readonly sending: boolean;
  readonly problem: string | null;
  readonly lastContactMs: number | null;
  readonly clockOffsetMs: number | null;
};

/** The engine that sends and fetches. `syncNow` returns when one cycle has ended, well or not. */
export type SyncEngine = {
  readonly status: () => SyncStatus;
  readonly subscribe: (listener: () => void) => () => void;
  readonly syncNow: () => Promise<void>;
  readonly start: () => void;
  readonly stop: () => void;
};
