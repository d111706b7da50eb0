import type { ConfirmationBody } from '../evidence/confirmation.ts';
import type { ClockReading, TimeBounds } from '../time/clock-reading.ts';

/**
 * The company's word over all visits at the end (様式第5号, 「上記の指導を受けましたことを報告します。」): bound to the text of the rows
 * and not to the amount. Immutable; whether it still stands is computed. Source: FY5-9…14.
 */
export type ClosingConfirmation = Pick<
  ConfirmationBody,
  | 'version'
  | 'text'
  | 'hash'
  | 'sentence'
  | 'parties'
  | 'signer'
  | 'manner'
  | 'proxy'
  | 'appVersion'
  | 'deviceSignature'
> & {
  readonly id: string;
  readonly device: string;
  readonly operation: string;
  readonly reading: ClockReading;
  readonly bounds: TimeBounds;
  /** Whether the server verified the device's signature; null until it has seen it. */
  readonly deviceProof: boolean | null;
};
