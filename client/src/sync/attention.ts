import type { OutboxEntry } from '../store/client-store.ts';

/**
 * What came back without being carried out and still needs a hand: not what its author amended or withdrew by a later operation
 * that names it, and not an intent that was asked for again later. A fact is settled only by name: another one of the same kind may
 * say something else, and the text of this one would be forgotten.
 */
export const needingAttention = (entries: readonly OutboxEntry[]): readonly OutboxEntry[] => {
  const settled = new Set(entries.flatMap(({ replaces }) => replaces));
  return entries.filter(
    (entry) =>
      isNotCarriedOut(entry) &&
      !settled.has(entry.id) &&
      // Taking back is its own end: an office that could not take the word in has it all the same.
      entry.type !== 'operation-withdrawn@1' &&
      !(
        entry.nature === 'intent' &&
        entries.some((later) => later.seq > entry.seq && !isNotCarriedOut(later) && isSameStep(later, entry))
      ),
  );
};

/** The server answered, and the answer was not yes. */
export const isNotCarriedOut = ({ verdict }: OutboxEntry): boolean =>
  verdict !== null && verdict.outcome !== 'accepted' && verdict.outcome !== 'flagged';

const isSameStep = (a: OutboxEntry, b: OutboxEntry): boolean =>
  a.type === b.type && a.aggregate === b.aggregate && a.visit === b.visit;
