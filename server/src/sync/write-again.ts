import { PARTS_OF_KIND } from '@banso/shared/operation/parts-of-kind.ts';
import { writeFeed } from '../store/feed.ts';
import { ensureRecords, writeParts } from '../store/parts.ts';
import type { Transaction } from '../store/schema.ts';
import { heldKey } from './held-key.ts';
import type { Folded } from '../proof/fold-log.ts';
import type { Held, WorkingSet } from './working-set.ts';
import { changeScopes } from './change-scopes.ts';
import { changeReach } from './write-effects.ts';

/** The records that a log leads to, and how often each part of them has changed: its version. */
export type Records = {
  /** To be told each step of the fold, and the head of its transaction. */
  readonly became: (folded: Folded, head: number) => void;
  /** Writes parts, feeds and scopes as if everything had happened at this head. */
  readonly write: (tx: Transaction, at: { readonly tenant: string; readonly head: number }) => Promise<void>;
};

/** Makes an office's records anew from its log: what no backup holds (L16). */
export const openRecords = (): Records => {
  const states = new Map<string, Folded>();
  const versions = new Map<string, Version>();
  const became = (folded: Folded, head: number) => {
    const key = heldKey(folded.kind, folded.id);
    states.set(key, folded);
    for (const { part, body } of PARTS_OF_KIND[folded.kind].toParts(folded.state))
      versions.set(`${key} ${part}`, versionWith(body, { head, was: versions.get(`${key} ${part}`) }));
  };
  const write: Records['write'] = async (tx, { tenant, head }) => {
    const set: WorkingSet = new Map([...states].map(([key, folded]): [string, Held] => [key, heldAnew(folded)]));
    const changed = [...set.values()];
    const parts = changed.flatMap(({ kind, id, state }) =>
      PARTS_OF_KIND[kind].toParts(state).map(({ part, retention, body }) => {
        const version = versions.get(`${heldKey(kind, id)} ${part}`)?.number ?? 1;
        return { kind, aggregate: id, part, retention, body, version };
      }),
    );
    await ensureRecords(tx, changed);
    await writeParts(
      tx,
      parts.map((part) => ({ ...part, aggregateId: part.aggregate, head })),
    );
    const feed = await changeReach(tx, { set, changed, parts });
    await writeFeed(
      tx,
      feed.map((row) => ({ ...row, head })),
    );
    // Nothing was given before, so that nothing can have ended.
    await changeScopes(tx, { tenant, changed, head, today: null });
  };
  return { became, write };
};

/** A part's text now, and as it was before the transaction that last changed it: a transaction raises a version once. */
type Version = {
  readonly head: number;
  readonly body: string;
  readonly number: number;
  readonly before: { readonly body: string | null; readonly number: number };
};

const versionWith = (
  body: string,
  { head, was }: { readonly head: number; readonly was: Version | undefined },
): Version => {
  if (was?.body === body) return was;
  const before = was?.head === head ? was.before : { body: was?.body ?? null, number: was?.number ?? 0 };
  return { head, body, before, number: before.body === body ? before.number : before.number + 1 };
};

const heldAnew = ({ kind, id, state }: Folded): Held => ({
  kind,
  id,
  state,
  before: [],
  stateBefore: PARTS_OF_KIND[kind].empty,
  scopesBefore: new Set(),
});
