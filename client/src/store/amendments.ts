import { textToEnvelope } from '@banso/shared/operation/envelope.ts';
import * as v from 'valibot';
import type { Amendment, ClientStore, Recorded } from './client-store.ts';
import { type Database, type OutboxRow, withConnection } from './database.ts';
import { operationText } from './outbox-entries.ts';
import type { Wish } from './record-operation.ts';
import type { Seal } from './seal.ts';

/** Where it is kept which operations are being mended. */
const KEY = 'amending';
const heldSchema = v.record(v.string(), v.array(v.string()));
type Held = v.InferOutput<typeof heldSchema>;

export type Amendments = Pick<ClientStore, 'amend' | 'withdraw'> & {
  /** Read beforehand, so that no tap waits for it. */
  readonly ready: () => Promise<unknown>;
  /** Records, naming what it stands for; what was blocked behind that is recorded again after it. */
  readonly record: (wish: Wish) => Promise<Recorded>;
};

/** What was not carried out is settled by its author: amended by another operation, or withdrawn by one (L1). */
export const amendmentsIn = ({
  database,
  seal,
  person,
  drafts,
  recordWish,
}: {
  readonly database: Database;
  readonly seal: Seal;
  readonly person: string;
  readonly drafts: Pick<ClientStore, 'saveDraft' | 'draft'>;
  readonly recordWish: (wish: Wish) => Promise<Recorded>;
}): Amendments => {
  let held: Promise<Held> | null = null;
  const readHeld = (): Promise<Held> => {
    held ??= drafts.draft(KEY).then(
      (kept) => {
        const parsed = v.safeParse(heldSchema, kept);
        return parsed.success ? parsed.output : {};
      },
      () => {
        held = null;
        return {};
      },
    );
    return held;
  };
  const keep = async (next: Held): Promise<'saved' | 'failed'> => {
    const answer = await drafts.saveDraft(KEY, next);
    if (answer === 'saved') held = Promise.resolve(next);
    return answer;
  };
  const envelopeOf = async (id: string) => {
    const text = await operationText(database, seal, id);
    return text === null ? null : textToEnvelope(text);
  };

  /** What waited for these is asked for once more, after what stands for them now. */
  const carryOn = async (replaced: readonly string[], by: string | null): Promise<void> => {
    for (const row of await blockedBehind(database, replaced)) {
      const envelope = await envelopeOf(row.id);
      if (!envelope) continue;
      const after = envelope.after.flatMap((id) => (replaced.includes(id) ? (by ?? []) : id));
      const { type, aggregate, body } = envelope;
      const done = await recordWish({ type, aggregate, body, after: [...new Set(after)], replaces: [row.id] });
      if ('recorded' in done) await carryOn([row.id], done.recorded.id);
    }
  };

  return {
    ready: readHeld,
    amend: async (id, amendment: Amendment | null) => {
      const envelope = await envelopeOf(id);
      if (!envelope) return 'failed';
      if (amendment && (await drafts.saveDraft(amendment.key, amendment.draft)) === 'failed') return 'failed';
      const now = await readHeld();
      const step = stepOf(envelope);
      return keep({ ...now, [step]: [...new Set([...(now[step] ?? []), id])] });
    },
    withdraw: async (id) => {
      const done = await recordWish({
        type: 'operation-withdrawn@1',
        aggregate: person,
        body: { operation: id },
        replaces: [id],
      });
      if ('recorded' in done) await carryOn([id], null);
      return done;
    },
    record: async (wish) => {
      const { [stepOf(wish)]: replaces = [], ...others } = await readHeld();
      if (replaces.length === 0) return recordWish(wish);
      const done = await recordWish({ ...wish, replaces });
      if ('recorded' in done) {
        await keep(others);
        await carryOn(replaces, done.recorded.id);
      }
      return done;
    },
  };
};

/** The same thing done to the same thing. */
const stepOf = ({ type, aggregate, body }: Pick<Wish, 'type' | 'aggregate' | 'body'>): string =>
  JSON.stringify([type, aggregate, ('visit' in body ? body['visit'] : (body['opinion'] ?? body['query'])) ?? null]);

const blockedBehind = async (database: Database, ids: readonly string[]): Promise<readonly OutboxRow[]> => {
  const rows = await withConnection(database, () => database.outbox.orderBy('seq').toArray());
  const settled = new Set(rows.flatMap(({ replaces }) => replaces ?? []));
  return rows.filter(
    ({ id, verdict }) =>
      verdict?.outcome === 'blocked' && !settled.has(id) && verdict.detail.some((missing) => ids.includes(missing)),
  );
};
