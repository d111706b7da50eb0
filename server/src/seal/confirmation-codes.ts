import { createHmac } from 'node:crypto';
import { confirmationCode } from '@banso/shared/evidence/confirmation-code.ts';
import type { ServerKey } from './server-key.ts';

/** Which visit a code is for. */
export type CodePlace = { readonly tenant: string; readonly engagement: string; readonly visit: string };

/**
 * The code that the office gives the company for one visit (L12). Computed from the server's secret, so that nothing is
 * kept that could be read from the database, and every process knows the same.
 */
export const confirmationCodeOf = (key: ServerKey, { tenant, engagement, visit }: CodePlace): string => {
  const mac = createHmac('sha256', key.secretFor('confirmation-code-1'))
    .update(JSON.stringify([tenant, engagement, visit]))
    .digest();
  return confirmationCode(String(mac.readUIntBE(0, 6) % 1_000_000).padStart(6, '0'));
};
