import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { apply } from '@banso/shared/operation/apply.ts';
import { chainNext } from '@banso/shared/operation/chain.ts';
import type { Need } from '@banso/shared/operation/define.ts';
import { type Envelope, envelopeToText, type Kind, MAX_OPERATION_TEXT } from '@banso/shared/operation/envelope.ts';
import { isRefusal, type Refusal, refuse } from '@banso/shared/operation/refusals.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import { type AggregateViews, expertNamedIn } from './aggregate-views.ts';
import { type Database, type IdentityRow, type OutboxRow, withConnection } from './database.ts';
import { type LocalRecords, outboxPlace, type Position, readPosition } from './local-records.ts';
import type { Seal } from './seal.ts';
import type { StorePorts } from './store-ports.ts';

export type Recorder = {
  readonly database: Database;
  readonly records: LocalRecords;
  readonly views: AggregateViews;
  readonly seal: Seal;
  readonly identity: IdentityRow;
  readonly who: { readonly tenant: string; readonly person: string };
  readonly ports: Pick<StorePorts, 'clock' | 'random'>;
};

export type Wish = {
  readonly type: string;
  readonly aggregate: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly after?: readonly string[];
};

/** What was fixed at the tap and does not change however often it has to be prepared (L2). */
export type Tap = {
  readonly wish: Wish;
  readonly id: string;
  readonly salt: string;
  readonly clock: { readonly wallMs: number; readonly monoMs: number; readonly page: string };
};

/** Fixes identity and time of what a person just did; call it at the tap, before anything is awaited. */
export const tapNow = (wish: Wish, { clock, random }: Recorder['ports']): Tap => {
  const wallMs = clock.wallMs();
  return {
    wish,
    id: uuidv7(wallMs, random(10)),
    salt: bytesToBase64url(random(16)),
    clock: { wallMs, monoMs: clock.monoMs(), page: clock.page },
  };
};

/**
 * Writes one operation: prepares it whole, then commits only if the device's tip is still the one it was prepared on; else
 * prepares again (L2). A refusal leaves no trace. Throws what IndexedDB throws when the disk does not take it.
 */
export const recordOperation = async (recorder: Recorder, tap: Tap): Promise<OutboxRow | Refusal> => {
  for (;;) {
    const position = await recorder.records.refresh();
    const prepared = await prepare(recorder, tap, position);
    if (isRefusal(prepared)) return prepared;
    const written = await withConnection(recorder.database, () => commit(recorder.database, prepared));
    if (written) return written;
  }
};

const prepare = async (recorder: Recorder, tap: Tap, { tip, sync }: Position): Promise<OutboxRow | Refusal> => {
  const { wish } = tap;
  const type = OPERATION_TYPES.get(wish.type);
  if (!type) return refuse('malformed', 'type');
  const state: unknown = await recorder.views.state(type.kind, wish.aggregate);
  const envelope: Envelope = {
    v: 1,
    id: tap.id,
    tenant: recorder.who.tenant,
    device: recorder.identity.device,
    seq: tip.seq + 1,
    actor: recorder.who.person,
    type: wish.type,
    kind: type.kind,
    aggregate: wish.aggregate,
    clock: { ...tap.clock, offsetMs: sync.offsetMs },
    anchor: sync.token,
    after: [...(wish.after ?? [])],
    basis: type.basis?.(state, wish.body) ?? null,
    salt: tap.salt,
    body: wish.body,
  };
  const no = await refusalOf(recorder, { envelope, state, needs: type.needs });
  if (no) return no;
  const text = envelopeToText(envelope);
  if (text.length > MAX_OPERATION_TEXT) return refuse('malformed', 'size');
  return {
    seq: envelope.seq,
    id: tap.id,
    kind: type.kind as Kind,
    aggregate: wish.aggregate,
    visit: typeof wish.body['visit'] === 'string' ? wish.body['visit'] : null,
    type: wish.type,
    recordedAtMs: tap.clock.wallMs,
    previousChain: tip.chain,
    chain: chainNext(tip.chain, text),
    sealed: await recorder.seal.seal(outboxPlace({ seq: envelope.seq, id: tap.id }), text),
    stage: 'waiting',
    verdict: null,
    receivedAtMs: null,
  };
};

const refusalOf = async (
  { views }: Recorder,
  { envelope, state, needs }: { readonly envelope: Envelope; readonly state: unknown; readonly needs: readonly Need[] },
): Promise<Refusal | null> => {
  const context = await views.context({
    kind: envelope.kind,
    aggregate: envelope.aggregate,
    state,
    token: envelope.anchor,
    person: expertNamedIn(envelope.body),
    needs,
  });
  const outcome = apply(state, envelope, context);
  return isRefusal(outcome) ? outcome : null;
};

/** The one transaction. Null: another tab recorded meanwhile. Nothing but IndexedDB is awaited inside (WebKit, Firefox). */
const commit = (database: Database, row: OutboxRow): Promise<OutboxRow | null> =>
  database.transaction('rw', [database.meta, database.outbox], async () => {
    const { tip } = await readPosition(database);
    if (tip.seq + 1 !== row.seq || tip.chain !== row.previousChain)
      // After a dead connection the first try may have been committed after all: the id tells.
      return (await database.outbox.get({ id: row.id })) ?? null;
    await database.outbox.add(row);
    await database.meta.put({ id: 'tip', seq: row.seq, chain: row.chain });
    return row;
  });
