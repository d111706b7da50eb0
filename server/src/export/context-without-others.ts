import type { Context } from '@banso/shared/operation/context.ts';

/** What a decision knew of the expert's work for other companies. It can only have spoken against an operation. */
const OF_OTHERS = { otherVisits: [], likeTexts: [], likeStrokes: [] } as const satisfies Partial<Context>;

/**
 * The stored context of a decision without other engagements. Folding with it leads to the same records: facts about others
 * can only refuse an intent, and what was refused is not folded. Contexts are hashed nowhere, so that no proof is lost.
 */
export const contextWithoutOthers = (text: string): string =>
  // Written by `storedContext`.
  JSON.stringify({ ...(JSON.parse(text) as object), ...OF_OTHERS });
