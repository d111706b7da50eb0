import type { Context } from '@banso/shared/operation/context.ts';
import type { ServerKey } from '../seal/server-key.ts';
import { logPlacesBySeqs } from '../store/log.ts';
import type { Transaction } from '../store/schema.ts';
import type { Place } from './places.ts';
import { verifyTimeToken } from './time-tokens.ts';

/**
 * Tokens embedded in this push that quote an earlier tip of the same branch: everything up to that tip existed when the
 * token was signed. By seq of the operation that carries the token: the operations it dates.
 */
export const quotedBy = async (
  tx: Transaction,
  {
    key,
    tenant,
    device,
    branch,
    fresh,
    taken,
  }: {
    readonly key: ServerKey;
    readonly tenant: string;
    readonly device: string;
    readonly branch: number;
    readonly fresh: readonly { readonly place: Place; readonly chain: string }[];
    /** Ids that had their verdict before this push: what comes under them now is other bytes. */
    readonly taken: ReadonlySet<string | null>;
  },
): Promise<ReadonlyMap<number, Context['quoted']>> => {
  const answer = new Map<number, Context['quoted']>();
  // A copied phone's branch may rest on a chain value that only the device vouches for.
  if (branch !== 0) return answer;
  const ends = fresh.filter(({ place }) => place.envelope?.type.startsWith('visit-ended@'));
  // Visits without signal quote one place between them: the log is read once for it.
  const toldBySeq = new Map<number, Awaited<ReturnType<typeof chainAt>>>();
  for (const { place } of ends) {
    const token = verifyTimeToken(key, place.envelope?.anchor ?? null, { tenant, device });
    const quotes = token?.quotes;
    if (!token || !quotes || quotes.branch !== branch || quotes.seq === 0) continue;
    const { seq } = quotes;
    const told = toldBySeq.get(seq) ?? (await chainAt(tx, { device, branch, seq, fresh, taken }));
    toldBySeq.set(seq, told);
    if (told?.chain !== quotes.tip) continue;
    answer.set(
      place.seq,
      told.starts.map((operation) => ({ operation, notAfterMs: token.atMs })),
    );
  }
  return answer;
};

/**
 * The chain value at a place of this branch, and the starts of visits that it proves, from this push or just before.
 * Raw bytes and gaps bring a chain value of the device's own word: it could have been quoted first and claimed later, so
 * nothing before such a place is proven by what comes after.
 */
const chainAt = async (
  tx: Transaction,
  {
    device,
    branch,
    seq,
    fresh,
    taken,
  }: {
    readonly device: string;
    readonly branch: number;
    readonly seq: number;
    readonly fresh: readonly { readonly place: Place; readonly chain: string }[];
    readonly taken: ReadonlySet<string | null>;
  },
): Promise<{ readonly chain: string; readonly starts: readonly string[] } | null> => {
  const before = await logPlacesBySeqs(tx, { device, branch, from: Math.max(1, seq - RECENT), to: seq });
  const chain =
    fresh.find(({ place }) => place.seq === seq)?.chain ?? before.find((row) => row.seq === seq)?.deviceChain;
  if (chain === undefined) return null;
  const along = [
    ...before.map(({ operationId, type }) => ({ id: operationId, type })),
    ...fresh
      .filter(({ place }) => place.seq <= seq)
      .map(({ place: { envelope, shape } }) => ({
        // A start that came from elsewhere under this id is not the one whose text was quoted.
        id: envelope && !taken.has(envelope.id) ? envelope.id : null,
        type: envelope?.type ?? shape,
      })),
  ];
  const proven = along.slice(along.findLastIndex(({ type }) => type === 'raw' || type === 'gap') + 1);
  const starts = proven.flatMap(({ id, type }) => (id && type.startsWith(START) ? [id] : []));
  return { chain, starts };
};

const START = 'visit-started@';
/** A visit lasts hours: its start lies within this many operations of its end. */
const RECENT = 500;
