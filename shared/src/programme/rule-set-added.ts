import * as v from 'valibot';
import { defineOperation, done } from '../operation/define.ts';
import { SYSTEM } from '../operation/envelope.ts';
import { refuse } from '../operation/refusals.ts';
import { dayOfIntent } from '../person/role-ends.ts';
import { ruleSetSchema } from '../rules/rule-set.ts';
import type { Programme } from './programme.ts';
import { registersProgrammes } from './registers-programmes.ts';

/**
 * F-S-1…5: a programme's rules get a new version. It holds for contracts from a later day on: versions that contracts use
 * already stay as they are, so the day lies behind the newest version's and behind today.
 */
export const ruleSetAdded = defineOperation({
  type: 'rule-set-added@1',
  kind: 'programme',
  nature: 'intent',
  retention: 'B',
  label: '要領・仕様の新しい版の登録',
  by: ['administrator'],
  needs: ['bounds'],
  body: v.strictObject({ ruleSet: ruleSetSchema }),
  apply: (programme: Programme | null, operation, context) => {
    if (!programme) return refuse('unknown_record');
    if (operation.actor !== SYSTEM && !registersProgrammes(context.roles)) return refuse('not_allowed');
    const { ruleSet } = operation.body;
    // Decisions name the rules they were made by with id and version: two under one name would be one of them.
    if (programme.ruleSets.some(({ id, version }) => id === ruleSet.id && version === ruleSet.version))
      return refuse('already_exists', 'version');
    const newest = programme.ruleSets.at(-1);
    if (newest && ruleSet.validFrom <= newest.validFrom) return refuse('rules_too_early', newest.validFrom);
    const today = dayOfIntent(operation, context);
    if (ruleSet.validFrom <= today) return refuse('rules_too_early', today);
    return done({ ...programme, ruleSets: [...programme.ruleSets, ruleSet] });
  },
});
