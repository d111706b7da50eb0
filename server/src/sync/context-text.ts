import type { Context } from '@banso/shared/operation/context.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';

type StoredContext = Omit<Context, 'ruleSet'> & {
  readonly ruleSet: { readonly id: string; readonly version: string } | null;
};

/** A context as it is kept with its operation: the rule set by id and version, for published ones never change (L13). */
export const storedContext = (context: Context): string => {
  const { ruleSet } = context;
  const stored: StoredContext = { ...context, ruleSet: ruleSet && { id: ruleSet.id, version: ruleSet.version } };
  return JSON.stringify(stored);
};

/** The context again; throws if the rule set it was judged by is not to be found. */
export const readStoredContext = (
  text: string,
  findRuleSet: (key: { readonly id: string; readonly version: string }) => RuleSet | undefined,
): Context => {
  // Written by storedContext.
  const stored = JSON.parse(text) as StoredContext;
  if (stored.ruleSet === null) return { ...stored, ruleSet: null };
  const ruleSet = findRuleSet(stored.ruleSet);
  if (!ruleSet) throw new Error(`rule set ${stored.ruleSet.id} ${stored.ruleSet.version} is missing`);
  return { ...stored, ruleSet };
};
