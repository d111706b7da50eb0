import { REFUSALS, type RefusalCode } from '@banso/shared/operation/refusals.ts';
import { FINDINGS } from '@banso/shared/rules/findings/index.ts';
import type { EngagementView, OutboxEntry } from '../../store/client-store.ts';
import { messages } from './messages.ts';

export type AttentionReason = { readonly meaning: string; readonly next: string };

/** Why an operation was not carried out, and what its author does next. */
export const attentionReason = ({ verdict }: Pick<OutboxEntry, 'verdict'>): AttentionReason => {
  const code = verdict?.code ?? '';
  if (verdict?.outcome === 'blocked') return { meaning: messages.blockedReason, next: messages.blockedNext };
  if (Object.hasOwn(REFUSALS, code)) return REFUSALS[code as RefusalCode];
  const parked: Readonly<Record<string, AttentionReason>> = messages.parkedReasons;
  return (Object.hasOwn(parked, code) ? parked[code] : undefined) ?? messages.parkedOtherwise;
};

/** What stood in the way, each with the article it rests on in this programme: 60分未満（要領第5条第1項）. */
export const findingsInTheWay = (detail: readonly string[], view: EngagementView | undefined): readonly string[] =>
  detail.flatMap((code) => {
    const label = FINDINGS.find((finding) => finding.code === code)?.label;
    const source = view?.ruleSet?.findings[code]?.source;
    return label === undefined ? [] : source === undefined ? [label] : [messages.withArticle(label, source)];
  });
