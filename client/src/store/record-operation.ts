import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { chainNext } from '@banso/shared/operation/chain.ts';
import type { Need } from '@banso/shared/operation/define.ts';
import { type Envelope, envelopeToText, MAX_OPERATION_TEXT } from '@banso/shared/operation/envelope.ts';
import { officePlace } from '@banso/shared/protocol/office-place.ts';
import { isRefusal, type Refusal, refuse } from '@banso/shared/operation/refusals.ts';
import { type AggregateViews, expertNamedIn } from './aggregate-views.ts';
import { type Attached, commitOperation } from './commit-operation.ts';
import {
  type Database,
  type IdentityRow,
  type OutboxRow,
  type SyncRow,
  type TipRow,
  withConnection,
} from './database.ts';
import { deciderHere, loadDecider } from './load-decider.ts';
import { type LocalRecords, outboxPlace, type Position } from './local-records.ts';
import type { Seal } from './seal.ts';
import type { SealedBox } from './sealed-box.ts';
import type { StorePorts } from './store-ports.ts';

export type Recorder = {
  readonly database: Database;
  readonly records: LocalRecords;
  readonly views: AggregateViews;
  readonly seal: Seal;
  /** Seals to the office, once its key is known. */
  readonly officeBox: (officeKey: string) => Promise<SealedBox | null>;
  readonly identity: IdentityRow;
  readonly who: { readonly tenant: string; readonly person: string };
  readonly ports: Pick<StorePorts, 'clock' | 'random'>;
};

export type Wish = {
  readonly type: string;
  readonly aggregate: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly after?: readonly string[];
  /** Operations that were not carried out, and that this one settles. */
  readonly replaces?: readonly string[];
  /** Seals what goes to the disk in the same transaction. */
  readonly attach?: (operation: string) => Promise<Attached>;
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
 * Writes one operation: prepares it whole on what this tab last read, then commits only if that is still what the disk holds;
 * else reads and prepares again (L2). A refusal leaves no trace, and is given only on what the disk holds now. Throws what
 * IndexedDB throws when the disk does not take it.
 */
export const recordOperation = async (recorder: Recorder, tap: Tap): Promise<OutboxRow | Refusal> => {
  const { database, records } = recorder;
  const remembered = records.position();
  if (remembered) {
    const written = await prepareAndCommit(recorder, tap, remembered);
    if (written && !isRefusal(written)) return written;
  }
  for (;;) {
    // After a dead connection, or a try that another tab came before, the first one may have been committed after all.
    const earlier = await withConnection(database, () => database.outbox.get({ id: tap.id }));
    if (earlier) return earlier;
    const written = await prepareAndCommit(recorder, tap, await records.refresh());
    if (written) return written;
  }
};

/** Null: the disk holds something newer than `position`. */
const prepareAndCommit = async (
  recorder: Recorder,
  tap: Tap,
  position: Position,
): Promise<OutboxRow | Refusal | null> => {
  const row = await prepare(recorder, tap, position);
  if (isRefusal(row)) return row;
  // Before the transaction: WebCrypto inside one would end it in Firefox and WebKit.
  const attached = (await tap.wish.attach?.(tap.id)) ?? null;
  const tip = await withConnection(recorder.database, () =>
    commitOperation(recorder.database, { row, position, attached }),
  );
  if (tip) recorder.records.noteRecorded(row, { tip, sync: position.sync });
  return tip && row;
};

const prepare = async (recorder: Recorder, tap: Tap, { tip, sync }: Position): Promise<OutboxRow | Refusal> => {
  const { wish } = tap;
  const { types } = deciderHere() ?? (await loadDecider());
  const type = types.get(wish.type);
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
    ...(wish.replaces?.length ? { replaces: [...wish.replaces] } : {}),
    basis: type.basis?.(state, wish.body) ?? null,
    salt: tap.salt,
    body: wish.body,
  };
  const no = await refusalOf(recorder, { envelope, state, needs: type.needs });
  if (no) return no;
  const text = envelopeToText(envelope);
  if (text.length > MAX_OPERATION_TEXT) return refuse('malformed', 'size');
  const sealed = recorder.seal.seal(outboxPlace(envelope), text);
  const forOffice = copyForOffice(recorder, { envelope, text, sync });
  return rowOf({ envelope, text, tip, sealed: await sealed, forOffice: await forOffice });
};

/** The row of an operation that was recorded just now. */
export const rowOf = ({
  envelope,
  text,
  tip,
  sealed,
  forOffice,
}: {
  readonly envelope: Envelope;
  readonly text: string;
  readonly tip: TipRow;
  readonly sealed: ArrayBuffer;
  readonly forOffice: ArrayBuffer | null;
}): OutboxRow => ({
  seq: envelope.seq,
  id: envelope.id,
  kind: envelope.kind,
  aggregate: envelope.aggregate,
  visit: typeof envelope.body['visit'] === 'string' ? envelope.body['visit'] : null,
  type: envelope.type,
  recordedAtMs: envelope.clock.wallMs,
  previousChain: tip.chain,
  chain: chainNext(tip.chain, text),
  sealed,
  ...(forOffice ? { forOffice } : {}),
  stage: 'waiting',
  verdict: null,
  receivedAtMs: null,
  ...(envelope.replaces ? { replaces: envelope.replaces } : {}),
});

/** The operation once more, sealed so that only the office opens it; null before the office's key is known here. */
export const copyForOffice = async (
  { officeBox }: Pick<Recorder, 'officeBox'>,
  { envelope, text, sync }: { readonly envelope: Envelope; readonly text: string; readonly sync: SyncRow },
): Promise<ArrayBuffer | null> => {
  const box = sync.officeKey === undefined ? null : await officeBox(sync.officeKey);
  return box && box.seal(officePlace(envelope), new TextEncoder().encode(text));
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
    visit: typeof envelope.body['visit'] === 'string' ? envelope.body['visit'] : null,
    needs,
    operation: envelope,
  });
  const { apply } = deciderHere() ?? (await loadDecider());
  const outcome = apply(state, envelope, context);
  return isRefusal(outcome) ? outcome : null;
};
