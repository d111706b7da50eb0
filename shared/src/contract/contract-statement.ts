import { sha256Hex } from '../lib/hash.ts';

/** What somebody signs of a contract: which file, of which contract, as which party. */
export type SignedContract = {
  readonly tenant: string;
  readonly engagement: string;
  readonly paper: string;
  /** SHA-256 of the printed contract, hex. */
  readonly sha256: string;
  readonly as: 'office' | 'expert';
  readonly person: string;
};

/**
 * The challenge that a passkey signs for a contract, 32 bytes as hex: it names the file, so that the passkey's word can be said
 * of no other, and nothing has to be remembered by the server.
 */
export const contractChallenge = ({ tenant, engagement, paper, sha256, as, person }: SignedContract): string =>
  sha256Hex(['banso-contract-1', tenant, engagement, paper, sha256, as, person].join('\n'));
