import type { OfficeSigners } from './seal/office-signer.ts';
import type { ServerKey } from './seal/server-key.ts';
import type { Keyring } from './seal/keyring.ts';
import type { Printer } from './forms/printer.ts';
import type { Store } from './store/open-store.ts';
import type { AcceptDeps } from './sync/accept.ts';

export type ServerClock = { readonly nowMs: () => number };

/** One line of the structured log; never personal data: ids and codes only. */
export type LogLine = { readonly event: string; readonly [detail: string]: string | number | boolean | null };
export type Log = (line: LogLine) => void;

/** What the routes work with. */
export type Server = {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly serverKey: ServerKey;
  readonly accept: AcceptDeps;
  readonly printer: Printer;
  /** What each office signs its papers with. */
  readonly signers: OfficeSigners;
  readonly clock: ServerClock;
  readonly random: (bytes: number) => Uint8Array;
  readonly log: Log;
  /** Tells everybody who listens to this tenant that its head has moved, and to where if that is known. */
  readonly poke: (tenant: string, head?: number) => void;
  /** Calls back after each push that this process took in; returns the way to stop. */
  readonly onPush: (heard: (tenant: string) => void) => () => void;
  /** Calls back with each new head of the tenant; returns the way to stop. */
  readonly listen: (tenant: string, onHead: (head: number) => void) => () => void;
  /** Forgets bytes that nobody sent to their end, or whose record is gone; also once an hour by itself. */
  readonly sweep: () => Promise<void>;
  /** Records the end of every role, and of every expert's reading, whose last day is over; also soon after midnight by itself. */
  readonly endWhatIsOver: () => Promise<void>;
};
