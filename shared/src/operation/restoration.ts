import type { Envelope } from './envelope.ts';

/**
 * What gives a number or leads to payment: refused while an office looks at what came back after a restore (L4). Facts never are, and
 * neither is what was asked for before the restore: it comes again from the device that holds it, and had its verdict.
 */
const LOCKED: readonly string[] = [
  'contract-recorded@1',
  'contract-offered@1',
  'contract-signed@1',
  'contract-filed@1',
  'company-accepted@1',
  'visit-approved@1',
  'invoice-issued@1',
  'statement-made@1',
  'package-approved@1',
  'late-filing-decided@1',
  'stopped-payment-decided@1',
  'stopped-payment-redecided@1',
  'payment-run-made@1',
  'payment-run-approved@1',
];

/** Whether an operation of this type waits for the end of a restoration. */
export const isLockedInRestoration = ({ type }: Pick<Envelope, 'type'>): boolean => LOCKED.includes(type);

/** Whether it was asked for after the restore, by the device's clock as last compared with the server's. */
export const askedAfter = (restoredAtMs: number, { clock }: Pick<Envelope, 'clock'>): boolean =>
  clock.wallMs + (clock.offsetMs ?? 0) >= restoredAtMs;
