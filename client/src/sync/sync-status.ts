/**
 * - `waiting`: operations without a verdict; `oldestMs`: when the oldest was recorded
 * - `photosWaiting`: photos whose bytes the server has not confirmed
 * - `attention`: refused, parked, blocked or conflicting items that need a hand
 * - `reachable`: whether the last attempt reached our server (never `navigator.onLine`); null before the first
 * - `problem`: a problem code of the last answer, e.g. `signed_out`
 * - `received`: whether this device has ever received anything
 * - `clockOffsetMs`: server time minus this device's clock as last seen
 */
export type SyncStatus = {
  readonly waiting: number;
  readonly photosWaiting: number;
  readonly oldestMs: number | null;
  readonly attention: number;
  readonly reachable: boolean | null;
  readonly sending: boolean;
  readonly problem: string | null;
  readonly lastContactMs: number | null;
  readonly clockOffsetMs: number | null;
  readonly received: boolean;
  /** The disk could not keep the server's last answer. */
  readonly diskFull: boolean;
};

/** The engine that sends and fetches. `syncNow` returns when one cycle has ended, well or not; photos follow it. */
export type SyncEngine = {
  readonly status: () => SyncStatus;
  /** The status after a look at the disk: right after the start of the app nothing has been counted yet. Null: it cannot be read. */
  readonly counted: () => Promise<SyncStatus | null>;
  readonly subscribe: (listener: () => void) => () => void;
  readonly syncNow: () => Promise<void>;
  /** Sends the bytes of photos, which otherwise go by themselves after operations; returns when nothing more can go now. */
  readonly sendPhotos: () => Promise<void>;
  readonly start: () => void;
  readonly stop: () => void;
};
