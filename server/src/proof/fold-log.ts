import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import { apply } from '@banso/shared/operation/apply.ts';
import { type Kind, textToEnvelope } from '@banso/shared/operation/envelope.ts';
import { PARTS_OF_KIND } from '@banso/shared/operation/parts-of-kind.ts';
import { isRefusal } from '@banso/shared/operation/refusals.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import type { PartRow } from '../store/schema.ts';
import { readStoredContext } from '../sync/context-text.ts';
import { heldKey } from '../sync/held-key.ts';
import type { Flaw } from './flaw.ts';
import { entryName, type OpenedEntry } from './log-entry.ts';

/** The states that a log leads to, by aggregate. */
export type Fold = {
  /** Applies an entry again if it was carried out; entries come in the order of the log. */
  readonly take: (opened: OpenedEntry) => readonly Flaw[];
  /** The stored parts that are not what the log leads to, and those that it does not know. */
  readonly compare: (parts: readonly Pick<PartRow, 'kind' | 'aggregateId' | 'part' | 'body'>[]) => readonly Flaw[];
  /** The programmes so far, by whose rule sets operations were judged. */
  readonly programmes: () => readonly Programme[];
};

/** What an aggregate became by one entry. */
export type Folded = { readonly kind: Kind; readonly id: string; readonly state: unknown };

/**
 * Folds a log, or those entries of it that are of some aggregates, again with the deciding function of the product and the contexts
 * kept beside the operations. `known`: programmes that were folded before.
 */
export const openFold = (
  became: (folded: Folded) => void = () => undefined,
  known: readonly Programme[] = [],
): Fold => {
  const states = new Map<string, Folded>();
  const programmes = new Map(known.map((programme) => [programme.id, programme]));
  return {
    take: ({ entry, text, context }) => {
      if (text === null || entry.span > 1 || !(entry.verdict === 'accepted' || entry.verdict === 'flagged')) return [];
      const flaw = (what: string): readonly Flaw[] => [{ where: entryName(entry), what }];
      const envelope = textToEnvelope(text);
      if (!envelope || context === null) return flaw('操作として読めません。');
      const { kind, aggregate: id } = envelope;
      const key = heldKey(kind, id);
      const state = states.get(key)?.state ?? (PARTS_OF_KIND[kind].empty as unknown);
      try {
        const judgedBy = readStoredContext(context, (wanted) =>
          ruleSetIn(rulesFor({ kind, state }, programmes), wanted),
        );
        const outcome = apply(state, envelope, judgedBy);
        if (isRefusal(outcome)) return flaw(`もう一度適用すると受け付けられません（${outcome.refused}）。`);
        const folded = { kind, id, state: outcome.state };
        states.set(key, folded);
        // PARTS_OF_KIND pairs each kind with its own state.
        if (kind === 'programme') programmes.set(id, folded.state as Programme);
        became(folded);
        return [];
      } catch {
        return flaw('もう一度適用できません。');
      }
    },
    compare: (parts) => {
      const stored = new Map(
        parts.map(({ kind, aggregateId, part, body }) => [`${heldKey(kind, aggregateId)} ${part}`, body]),
      );
      const flaws: Flaw[] = [];
      for (const { kind, id, state } of states.values()) {
        for (const { part, body } of PARTS_OF_KIND[kind].toParts(state)) {
          const where = `${heldKey(kind, id)} ${part}`;
          if (stored.get(where) !== body) flaws.push({ where, what: '記録が台帳と一致しません。' });
          stored.delete(where);
        }
      }
      for (const where of stored.keys()) flaws.push({ where, what: '台帳にない記録があります。' });
      return flaws;
    },
    programmes: () => [...programmes.values()],
  };
};

/**
 * The rule sets by which an operation on this record may have been judged. A context names its rule set by id and version alone, and
 * two programmes of an office may each have one of the same name: an engagement's is that of its own programme.
 */
const rulesFor = (
  { kind, state }: Pick<Folded, 'kind' | 'state'>,
  programmes: ReadonlyMap<string, Programme>,
): readonly RuleSet[] => {
  // PARTS_OF_KIND pairs each kind with its own state.
  const own = kind === 'engagement' ? (state as Engagement).core?.programme : undefined;
  const judging = own === undefined ? [...programmes.values()] : [programmes.get(own)];
  return judging.flatMap((programme) => programme?.ruleSets ?? []);
};

const ruleSetIn = (ruleSets: readonly RuleSet[], { id, version }: { readonly id: string; readonly version: string }) =>
  ruleSets.find((ruleSet) => ruleSet.id === id && ruleSet.version === version);
