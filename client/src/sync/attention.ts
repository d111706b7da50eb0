import * as v from 'valibot';
import type { ClientStore, OutboxEntry } from '../store/client-store.ts';

const KEY = 'set-aside';
const setAsideSchema = v.array(v.string());

/** Operations the author took out of the list of things to do. They stay on the device, with their text (L1). */
export const setAsideIds = async (store: ClientStore): Promise<readonly string[]> => {
  const parsed = v.safeParse(setAsideSchema, await store.draft(KEY));
  return parsed.success ? parsed.output : [];
};

/** Takes one not accepted operation out of the list. */
export const setAside = async (store: ClientStore, id: string): Promise<'saved' | 'failed'> =>
  store.saveDraft(KEY, [...new Set([...(await setAsideIds(store)), id])]);

/**
 * What came back without being carried out and still needs a hand: not what its author set aside, and not what was done
 * again later and accepted or still waits.
 */
export const needingAttention = (entries: readonly OutboxEntry[], aside: readonly string[]): readonly OutboxEntry[] =>
  entries.filter(
    (entry) =>
      isNotCarriedOut(entry) &&
      !aside.includes(entry.id) &&
      !entries.some((later) => later.seq > entry.seq && !isNotCarriedOut(later) && isSameStep(later, entry)),
  );

/** The server answered, and the answer was not yes. */
export const isNotCarriedOut = ({ verdict }: OutboxEntry): boolean =>
  verdict !== null && verdict.outcome !== 'accepted' && verdict.outcome !== 'flagged';

const isSameStep = (a: OutboxEntry, b: OutboxEntry): boolean =>
  a.type === b.type && a.aggregate === b.aggregate && a.visit === b.visit;
