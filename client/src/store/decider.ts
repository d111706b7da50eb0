import { accountNamed, isAccountOf } from '@banso/shared/claim/account-named.ts';
import { claimFacts } from '@banso/shared/claim/claim-facts.ts';
import { apply } from '@banso/shared/operation/apply.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import { factsElsewhere } from './facts-elsewhere.ts';

/** What decides: every operation type with its rules, and the facts that are gathered for them. Loaded by `load-decider.ts` alone. */
export const decider = {
  apply,
  types: OPERATION_TYPES,
  factsElsewhere,
  claimFacts,
  accountNamed,
  isAccountOf,
} as const;

export type Decider = typeof decider;
