import { createHmac } from 'node:crypto';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import type { CodePlace } from './confirmation-codes.ts';
import type { ServerKey } from './server-key.ts';

/**
 * Whether the desk is asked to ring the company about this visit: so many of a hundred as the rule set says, always the same
 * visits. Drawn with the server's secret: whoever could foretell it would invent only visits that nobody asks about.
 */
export const isDrawnForCallBack = (
  key: ServerKey,
  { tenant, engagement, visit }: CodePlace,
  ruleSet: Pick<RuleSet, 'callBackShare'> | null,
): boolean => {
  const mac = createHmac('sha256', key.secretFor('call-back-1'))
    .update(JSON.stringify([tenant, engagement, visit]))
    .digest();
  return mac.readUIntBE(0, 6) % 100 < (ruleSet?.callBackShare?.value ?? 0);
};
