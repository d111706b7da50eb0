import { logChainNext } from '@banso/shared/operation/chain.ts';
import type { Retention } from '@banso/shared/operation/define.ts';
import type { Envelope } from '@banso/shared/operation/envelope.ts';
import type { Part } from '@banso/shared/operation/parts.ts';
import { PARTS_OF_KIND } from '@banso/shared/operation/parts-of-kind.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import { groupBy } from '@banso/shared/lib/group-by.ts';
import { phonesCovered } from '@banso/shared/programme/consent.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import type { Verdict } from '@banso/shared/protocol/verdict.ts';
import { carriesPart, reachOf } from '@banso/shared/scope/reach.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { type KeyId, keyName, type Keys } from '../seal/keyring.ts';
import { sealText } from '../seal/seal.ts';
import { writeFeed } from '../store/feed.ts';
import { appendLog } from '../store/log.ts';
import { partsOfAggregates, writeParts } from '../store/parts.ts';
import { reachOfAggregates, replaceReach } from '../store/reach.ts';
import { insertReceipt } from '../store/receipts.ts';
import type { FeedRow, LogRow, Transaction } from '../store/schema.ts';
import { lockTenantCounter, raiseTenantCounter } from '../store/tenants.ts';
import type { AcceptDeps, AcceptedPush } from './accept.ts';
import { changeScopes } from './change-scopes.ts';
import { storedContext } from './context-text.ts';
import type { Decision } from './decide.ts';
import type { Place } from './places.ts';
import { receiptText } from './receipt-text.ts';
import { coveredIn, engagementsOfProgrammes, type Held, type WorkingSet } from './working-set.ts';
import { heldKey } from './held-key.ts';

export type DecidedPlace = {
  readonly place: Place;
  readonly chain: string;
  readonly decision: Decision;
  readonly operationId: string | null;
};
export type Decided = {
  readonly set: WorkingSet;
  readonly decisions: readonly DecidedPlace[];
  /** Names of keys that were destroyed: nothing is sealed under them again. */
  readonly erasedKeys: ReadonlySet<string>;
};

/**
 * Writes what was decided: log, parts, feeds, receipt. The tenant's counter is taken last of all locks, raised once, and
 * held to the commit, so that a cursor can never pass a transaction that is still to come (L6).
 */
export const writeEffects = async (
  tx: Transaction,
  deps: AcceptDeps,
  {
    push,
    branch,
    decided,
    now,
  }: { readonly push: AcceptedPush; readonly branch: number; readonly decided: Decided; readonly now: Date },
): Promise<{ verdicts: readonly Verdict[]; receipt: { id: string; text: string; signature: string } }> => {
  const { decisions, set } = decided;
  const keyOf = (one: DecidedPlace) => keyIdOf(one, push.device, decided.erasedKeys);
  const changed = [...set.values()].filter(({ state, stateBefore }) => state !== stateBefore);
  const parts = changed.flatMap(changedParts);
  const feedChanges = await changeReach(tx, { set, changed, parts });
  const keys = await deps.keyring.keysForWriting(tx, push.tenant, decisions.map(keyOf));
  const sealed = decisions.map((one) => sealedOf(one, keys, keyOf(one)));

  const counter = await lockTenantCounter(tx);
  const head = counter.head + 1;
  const receiptId = deps.newReceiptId();
  let { chain } = counter;
  const rows = decisions.map((one, i): LogRow => {
    chain = logChainNext(chain, { hash: one.place.hash, deviceChain: one.chain });
    const { place, decision } = one;
    const { code, detail, flags } = decision;
    const { envelope } = place;
    return {
      position: counter.logPosition + 1 + i,
      head,
      device: push.device,
      branch,
      seq: place.seq,
      span: place.span,
      operationId: one.operationId,
      type: envelope?.type ?? place.shape,
      kind: envelope?.kind ?? null,
      aggregateId: envelope?.aggregate ?? null,
      retention: keyOf(one).class,
      actor: envelope?.actor ?? null,
      hash: place.hash,
      deviceChain: one.chain,
      chain,
      keyOwner: keyOf(one).owner,
      sealedText: sealed[i]?.text ?? Buffer.alloc(0),
      sealedContext: sealed[i]?.context ?? null,
      verdict: decision.outcome,
      verdictDetail: JSON.stringify({ code, detail, flags }),
      receipt: receiptId,
      receivedAt: now,
    };
  });
  const verdicts = decisions.map(
    ({ place, decision: { outcome, code, detail, flags }, operationId }): Verdict => ({
      seq: place.seq,
      operation: operationId,
      outcome,
      code,
      detail,
      flags,
      head,
      receipt: receiptId,
    }),
  );
  const text = receiptText({ push, branch, receiptId, epoch: counter.epoch, rows });
  const receipt = { id: receiptId, text, signature: deps.serverKey.sign(text) };

  await appendLog(tx, rows);
  if (parts.length > 0)
    await writeParts(
      tx,
      parts.map((part) => ({ ...part, aggregateId: part.aggregate, head })),
    );
  const feed = feedChanges.map((row) => ({ ...row, head }));
  if (feed.length > 0) await writeFeed(tx, feed);
  await changeScopes(tx, { tenant: push.tenant, changed, head, today: dayInJapan(now.getTime()) });
  await insertReceipt(tx, {
    ...receipt,
    device: push.device,
    branch,
    fromSeq: decisions[0]?.place.seq ?? 0,
    toSeq: lastSeqOf(decisions),
    pushSignature: push.pushSignature,
    at: now,
  });
  await raiseTenantCounter(tx, { head, logPosition: counter.logPosition + rows.length, chain });
  return { verdicts, receipt };
};

/** What is kept as it came, apart from the record it speaks of. */
const STRAY: readonly string[] = ['out_of_scope', 'misaddressed', 'altered', 'device_revoked'];

/** The key a place is sealed under: its aggregate's, or the device's quarantine where the aggregate cannot be known. */
const keyIdOf = (
  { place, decision }: Pick<DecidedPlace, 'place' | 'decision'>,
  device: string,
  erasedKeys: ReadonlySet<string>,
): KeyId => {
  const stray = decision.code !== null && STRAY.includes(decision.code);
  const own = place.envelope && !stray ? keyIdOfEnvelope(place.envelope) : null;
  return own && !erasedKeys.has(keyName(own)) ? own : { owner: `device/${device}`, class: 'B' satisfies Retention };
};

/** The key of an operation's own aggregate and class; null for a type that nobody knows. */
export const keyIdOfEnvelope = ({ type, kind, aggregate }: Envelope): KeyId | null => {
  const known = OPERATION_TYPES.get(type);
  return known ? { owner: heldKey(kind, aggregate), class: known.retention } : null;
};

const lastSeqOf = (decisions: readonly DecidedPlace[]): number => {
  const last = decisions.at(-1)?.place;
  return last ? last.seq + last.span - 1 : 0;
};

const sealedOf = (one: DecidedPlace, keys: Keys, id: KeyId) => {
  const key = keys.get(keyName(id));
  if (!key) throw new Error('a key for writing is missing');
  const { context } = one.decision;
  return { text: sealText(key, one.place.text), context: context && sealText(key, storedContext(context)) };
};

/** Parts whose text differs from what was read, one version higher. */
const changedParts = ({ kind, id, before, state }: Held): readonly Part[] => {
  const old = new Map(before.map((part) => [part.part, part]));
  return PARTS_OF_KIND[kind].toParts(state).flatMap(({ part, retention, body }) => {
    const was = old.get(part);
    return was?.body === body ? [] : [{ kind, aggregate: id, part, retention, body, version: (was?.version ?? 0) + 1 }];
  });
};

type FeedChange = Omit<FeedRow, 'head'>;

/** What the feeds must say: every changed part in every scope that reaches it, all parts of what a scope gained, removals of what it lost (L9). */
export const changeReach = async (
  tx: Transaction,
  {
    set,
    changed,
    parts,
  }: { readonly set: WorkingSet; readonly changed: readonly Held[]; readonly parts: readonly Part[] },
): Promise<readonly FeedChange[]> => {
  const gained = new Set<string>();
  const lost = new Set<string>();
  const covered = coveredIn(set);
  const toldAnew = await followingConsent(tx, set);
  const anew = new Set(toldAnew.map(({ kind, id }) => heldKey(kind, id)));
  const reaching = [...changed.filter(({ kind, id }) => !anew.has(heldKey(kind, id))), ...toldAnew];
  for (const { kind, id, state, stateBefore } of reaching) {
    const after = reachOf(kind, id, state, covered);
    // Most operations change who sees what as little as a visit's report does.
    if (
      !anew.has(heldKey(kind, id)) &&
      JSON.stringify(after) === JSON.stringify(reachOf(kind, id, stateBefore, covered))
    )
      continue;
    const reach = after.map(({ scope, kind: what, aggregate }) => ({
      scope,
      kind: what,
      aggregateId: aggregate,
    }));
    const change = await replaceReach(tx, { because: { kind, id }, reach });
    for (const row of change.gained) gained.add(reachKey(row));
    for (const row of change.lost) lost.add(reachKey(row));
  }
  const keys = [...new Set([...gained, ...lost].map((key) => key.slice(key.indexOf('|') + 1)))].map(aggregateOfKey);
  const concerned = [...keys, ...changed.map(({ kind, id }) => ({ kind, id }))];
  const reachesNow = await reachOfAggregates(tx, concerned);
  const holds = new Set(reachesNow.map(reachKey));

  const rows = new Map<string, FeedChange>();
  const put = (row: FeedChange) => {
    if (carriesPart(row.scope, row.kind, row.part))
      rows.set([row.scope, row.kind, row.aggregateId, row.part].join('|'), row);
  };
  const stored = await partsOfAggregates(tx, keys);
  const partsOf = (kind: string, id: string): readonly string[] => [
    ...stored.filter((row) => row.kind === kind && row.aggregateId === id).map(({ part }) => part),
    ...parts.filter((part) => part.kind === kind && part.aggregate === id).map(({ part }) => part),
    ...(set.get(heldKey(kind, id))?.before.map(({ part }) => part) ?? []),
  ];
  const putAll = (key: string, present: boolean) => {
    const scope = key.slice(0, key.indexOf('|'));
    const { kind, id } = aggregateOfKey(key.slice(key.indexOf('|') + 1));
    for (const part of partsOf(kind, id)) put({ scope, kind, aggregateId: id, part, present });
  };
  for (const key of lost) if (!holds.has(key)) putAll(key, false);
  for (const key of gained) putAll(key, true);
  for (const { kind, aggregate, part } of parts) {
    for (const { scope } of reachesNow.filter((row) => row.kind === kind && row.aggregateId === aggregate)) {
      put({ scope, kind, aggregateId: aggregate, part, present: true });
    }
  }
  return [...rows.values()];
};

/** Engagements whose programme's consent began or ended to cover phones in this push: what they reach is told anew. */
const followingConsent = async (
  tx: Transaction,
  set: WorkingSet,
): Promise<readonly Pick<Held, 'kind' | 'id' | 'state' | 'stateBefore'>[]> => {
  const turned = [...set.values()].filter(
    ({ kind, state, stateBefore }) =>
      kind === 'programme' &&
      phonesCovered(state as Programme | null) !== phonesCovered(stateBefore as Programme | null),
  );
  if (turned.length === 0) return [];
  const keys = await engagementsOfProgrammes(tx, turned);
  const stored = groupBy(await partsOfAggregates(tx, keys), ({ aggregateId }) => aggregateId);
  return keys.map(({ id }) => {
    const held = set.get(heldKey('engagement', id));
    const state: unknown = held?.state ?? PARTS_OF_KIND.engagement.fromParts(stored.get(id) ?? []);
    return { kind: 'engagement', id, state, stateBefore: state };
  });
};

const reachKey = ({ scope, kind, aggregateId }: { scope: string; kind: string; aggregateId: string }): string =>
  `${scope}|${heldKey(kind, aggregateId)}`;

const aggregateOfKey = (key: string): { readonly kind: string; readonly id: string } => {
  const slash = key.indexOf('/');
  return { kind: key.slice(0, slash), id: key.slice(slash + 1) };
};
