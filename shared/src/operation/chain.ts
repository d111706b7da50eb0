import { sha256Hex } from '../lib/hash.ts';

/** The chain value before a device's first operation: bound to tenant and device, so that no chain can be moved to another. */
export const chainStart = (tenant: string, device: string): string => sha256Hex(`banso-chain-1\n${tenant}\n${device}`);

/** chainₙ = SHA-256(chainₙ₋₁ ‖ textₙ). The previous value never travels; the tip of a push proves every text before it. */
export const chainNext = (previous: string, text: string): string => sha256Hex(chained(previous, text));

/** What is hashed for the next value of a chain: for who has many to compute, and a hash that answers later. */
export const chained = (previous: string, text: string): string => previous + text;

/** The tenant's chain after one more entry of the log: it links hashes alone, so that others' entries prove the order without their texts. */
export const logChainNext = (
  previous: string,
  entry: { readonly hash: string; readonly deviceChain: string },
): string => sha256Hex(previous + entry.hash + entry.deviceChain);

/** What a device signs once per push: its sequence range and tip. */
export const pushStatement = (push: {
  readonly tenant: string;
  readonly device: string;
  readonly branch: number;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly tip: string;
}): string => ['banso-push-1', push.tenant, push.device, push.branch, push.fromSeq, push.toSeq, push.tip].join('\n');
