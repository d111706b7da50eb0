import type { PulledRow, SyncAnswer, SyncRequest } from '@banso/shared/protocol/sync.ts';
import type { Verdict } from '@banso/shared/protocol/verdict.ts';
import { type Database, type OutboxRow, type PartRow, type Stage, type SyncRow, withConnection } from './database.ts';
import { partPlace, readPosition } from './local-records.ts';
import { mustSealAs, type Seal } from './seal.ts';

/** An answer and the moment it came. `offsetMs`: server time minus wall clock, as measured by this exchange. */
export type Answered = {
  readonly request: SyncRequest;
  readonly answer: SyncAnswer;
  readonly atMs: number;
  readonly offsetMs: number;
};

type SealedRow = PulledRow & { readonly sealed: ArrayBuffer | null };

/**
 * Takes in an answer in one transaction: verdicts, receipt, branch, parts, cursor, token (L6). Nothing leaves the outbox:
 * as long as the server reports no backup, an operation stays (L4). Answers whether anything that screens show has changed.
 * `seal` is null on a locked device, which asks for no parts and so has none to seal. Throws `SealChanged`.
 */
export const takeAnswer = async (
  { database, seal }: { readonly database: Database; readonly seal: Seal | null },
  answered: Answered,
): Promise<boolean> => {
  const { pull } = answered.answer;
  const rows = pull && 'rows' in pull && seal ? await sealRows(seal, pull.rows) : [];
  return withConnection(database, () =>
    database.transaction(
      'rw',
      [database.meta, database.outbox, database.parts, database.receipts, database.photos, database.looks],
      async () => {
        const { sync: before } = await readPosition(database);
        const reach = reachOf(answered, before);
        if (rows.length > 0) mustSealAs(before, seal);
        const pulled = await takePull(database, { answered, rows, before });
        const passed = passedBy(answered, pulled.sync);
        const sync = await takePush(database, answered, { sync: offeredAnew(answered, pulled.sync), passed });
        const changed = pulled.changed || sync.acked !== before.acked || answeredVerdicts(answered).length > 0;
        const arrived = await settle(database, { passed, page: pageIn(answered, pulled.sync) });
        if (reach) await notePositions(database, reach.logPosition);
        const told = answered.answer.looksKept === true ? (answered.request.looks ?? []) : [];
        await database.looks.bulkDelete(told.map(({ id }) => id));
        await database.meta.put({
          ...sync,
          token: answered.answer.token ?? sync.token,
          offsetMs: answered.offsetMs,
          lastContactMs: answered.atMs,
          ...(pull && 'rows' in pull ? { leaseMs: Math.max(sync.leaseMs ?? 0, answered.answer.serverTimeMs) } : {}),
          ...(answered.answer.officeKey === undefined ? {} : { officeKey: answered.answer.officeKey }),
          ...(reach ? { backedUp: reach.backedUp } : {}),
          answers: changed || arrived ? pulled.number : before.answers,
          cleared: pulled.removed ? pulled.number : before.cleared,
        });
        return changed || arrived;
      },
    ),
  );
};

/**
 * Up to which head the parts here hold everything. Nothing that a restored office says: its heads begin anew, and the cursor of the
 * office before it passed them without their parts, so that a signed-out device showed nothing of what it had just sent.
 */
const passedBy = ({ answer: { epoch } }: Answered, sync: SyncRow): number =>
  epoch !== undefined && epoch !== sync.epoch ? NOTHING_PASSED : completeOf(sync);
const NOTHING_PASSED = -1;

/**
 * A page that is not the last passes the heads of operations whose part changed once more and comes with a later page: it was cut
 * there, and the connection broke, and what had been sent was on no screen.
 */
const completeOf = ({ complete, cursor }: SyncRow): number => Math.min(complete ?? cursor, cursor);

/**
 * A device whose session has ended fetches nothing, and hears of an office that went back to an earlier state only by its epoch: it
 * offers everything anew, once, or what the office had acknowledged and lost would wait for its person's next sign-in.
 */
const offeredAnew = ({ answer: { epoch } }: Answered, sync: SyncRow): SyncRow =>
  epoch === undefined || epoch === sync.epoch || epoch === sync.offered ? sync : { ...sync, acked: 0, offered: epoch };

/** The parts that a page which is not the last brought; null for any other answer. */
type Page = { readonly cursor: number; readonly parts: ReadonlySet<string> } | null;

const pageIn = ({ answer: { pull } }: Answered, sync: SyncRow): Page =>
  pull && 'rows' in pull && pull.more && pull.epoch === sync.epoch && pull.cursor === sync.cursor
    ? {
        cursor: pull.cursor,
        parts: new Set(
          pull.rows.flatMap(({ kind, aggregate, part }) => [`${kind}/${aggregate}`, `${kind}/${aggregate}/${part}`]),
        ),
      }
    : null;

const isOnPage = ({ kind, aggregate, visit, verdict }: OutboxRow, page: Page): boolean =>
  page !== null &&
  verdict !== null &&
  verdict.head <= page.cursor &&
  page.parts.has(visit === null ? `${kind}/${aggregate}` : `${kind}/${aggregate}/visit/${visit}`);

/**
 * Only of the epoch that this device knew when it asked and still knows: positions of another epoch's log mean something else. Between
 * tabs without locks a late answer named backups of the office before its restore, and photos that the office had lost were let go.
 */
const reachOf = (
  { answer, request }: Answered,
  now: SyncRow,
): { readonly backedUp: number; readonly logPosition: number } | null => {
  const { pull, backedUp, logPosition } = answer;
  const same = pull !== null && 'rows' in pull && pull.epoch === request.pull?.epoch && pull.epoch === now.epoch;
  return same && backedUp !== null && logPosition !== undefined ? { backedUp, logPosition } : null;
};

/** Bodies are sealed before the transaction: WebCrypto inside one would end it in Firefox and WebKit. */
const sealRows = (seal: Seal, rows: readonly PulledRow[]): Promise<readonly SealedRow[]> =>
  Promise.all(
    rows.map(async (row) => ({ ...row, sealed: row.body === null ? null : await seal.seal(partPlace(row), row.body) })),
  );

type Pulled = { readonly sync: SyncRow; readonly number: number; readonly changed: boolean; readonly removed: boolean };

const takePull = async (
  database: Database,
  {
    answered,
    rows,
    before,
  }: { readonly answered: Answered; readonly rows: readonly SealedRow[]; readonly before: SyncRow },
): Promise<Pulled> => {
  const { pull } = answered.answer;
  const asked = answered.request.pull;
  const number = before.answers + 1;
  const none: Pulled = { sync: before, number, changed: false, removed: false };
  if (!pull || 'problem' in pull) return none;
  // An answer to an older question (two tabs without locks) would move the cursor past rows that it does not hold.
  if (asked?.cursor !== before.cursor || asked.epoch !== before.epoch) return none;
  if (pull.fresh) await database.parts.clear();
  await putNewer(database, rows, number);
  const gone = rows.flatMap(({ kind, aggregate, part, sealed }): [PartRow['kind'], string, string][] =>
    sealed === null ? [[kind, aggregate, part]] : [],
  );
  await database.parts.bulkDelete(gone);
  // A restored server may have lost what it had acknowledged: everything kept here is offered again (L4).
  // What was pushed before the first pull belongs to no epoch that this device knows.
  const restored = pull.epoch !== before.epoch && (before.epoch !== 0 || before.acked > 0);
  const offered = pull.epoch === before.offered;
  if (restored) await offerPhotosAgain(database);
  const untilNow = pull.fresh || pull.epoch !== before.epoch ? 0 : completeOf(before);
  const sync = {
    ...before,
    cursor: pull.cursor,
    complete: pull.more ? untilNow : pull.cursor,
    epoch: pull.epoch,
    acked: restored && !offered ? 0 : before.acked,
  };
  return { sync, number, changed: pull.fresh || rows.length > 0, removed: pull.fresh || gone.length > 0 };
};

/** Those that lie here: what a backup held was let go of, and a restored server has it. */
const offerPhotosAgain = async (database: Database): Promise<void> => {
  const stored = await database.photos.where('stage').equals('stored').toArray();
  await database.photos.bulkPut(
    stored
      .filter(({ dropped }) => dropped !== true)
      .map(({ storedBy: _, heard: _heard, ...row }) => ({ ...row, stage: 'waiting', confirmedAtMs: null })),
  );
};

/**
 * Notes up to where the log holds what the server had said of these photos. An answer to a question that was asked before the
 * server's word about a photo proves nothing: the second one counts.
 */
const notePositions = async (database: Database, position: number): Promise<void> => {
  const open = (await database.photos.where('stage').equals('stored').toArray()).filter(
    ({ storedBy }) => storedBy === undefined,
  );
  await database.photos.bulkPut(
    open.map((row) => (row.heard ? { ...row, storedBy: position } : { ...row, heard: true as const })),
  );
};

/** The higher version wins, whatever order pages came in. */
const putNewer = async (database: Database, rows: readonly SealedRow[], changed: number): Promise<void> => {
  const present = rows.flatMap(({ kind, aggregate, part, version, sealed }) =>
    sealed === null ? [] : [{ kind, aggregate, part, version, sealed, changed }],
  );
  const held = await database.parts.bulkGet(present.map((row) => [row.kind, row.aggregate, row.part]));
  await database.parts.bulkPut(present.filter((row, at) => (held[at]?.version ?? -1) < row.version));
};

const answeredVerdicts = ({ answer }: Answered): readonly Verdict[] =>
  answer.push && 'verdicts' in answer.push ? answer.push.verdicts : [];

const takePush = async (
  database: Database,
  answered: Answered,
  { sync, passed }: { readonly sync: SyncRow; readonly passed: number },
): Promise<SyncRow> => {
  const { push } = answered.answer;
  if (!push || 'problem' in push) return sync;
  // Never more than this device still takes for acknowledged: after a restore the office's numbers may be those of a copy of it.
  if ('have' in push) return { ...sync, branch: push.branch, acked: Math.min(push.have, sync.acked) };
  await putVerdicts(database, answered, passed);
  if (push.receipt) await database.receipts.put({ ...push.receipt, receivedAtMs: answered.atMs });
  return { ...sync, branch: push.branch, acked: ackedThrough(answered.request.push, push.verdicts, sync.acked) };
};

const putVerdicts = async (database: Database, answered: Answered, cursor: number): Promise<void> => {
  const verdicts = answeredVerdicts(answered);
  const rows = await database.outbox.bulkGet(verdicts.map(({ seq }) => seq));
  await database.outbox.bulkPut(
    verdicts.flatMap((verdict, at) => {
      const row = rows[at];
      return row ? [withVerdict(row, verdict, { cursor, atMs: answered.atMs })] : [];
    }),
  );
};

const withVerdict = (
  row: OutboxRow,
  verdict: Verdict,
  { cursor, atMs }: { readonly cursor: number; readonly atMs: number },
): OutboxRow => ({ ...row, verdict, receivedAtMs: row.receivedAtMs ?? atMs, stage: stageOf(verdict, cursor) });

const stageOf = ({ outcome, head }: Verdict, cursor: number): Stage => {
  if (outcome !== 'accepted' && outcome !== 'flagged') return 'attention';
  return head > cursor ? 'arriving' : 'settled';
};

/** The last sequence number of the unbroken run of verdicts that follows what was acknowledged; a gap has one for all of it. */
const ackedThrough = (push: SyncRequest['push'], verdicts: readonly Verdict[], acked: number): number => {
  // Not the continuation of what is acknowledged now (the server was restored meanwhile): it is simply sent again.
  if (!push || push.fromSeq > acked + 1) return acked;
  const judged = new Set(verdicts.map(({ seq }) => seq));
  let next = push.fromSeq;
  for (const item of push.items) {
    if (!judged.has(next)) break;
    next += 'gap' in item ? item.gap : 1;
  }
  return Math.max(acked, next - 1);
};

/** What the cursor has passed is in the parts now: it is shown from there. */
const settle = async (
  database: Database,
  { passed, page }: { readonly passed: number; readonly page: Page },
): Promise<boolean> => {
  const arriving = await database.outbox.where('stage').equals('arriving').toArray();
  const arrived = arriving.filter((row) => row.verdict !== null && (row.verdict.head <= passed || isOnPage(row, page)));
  await database.outbox.bulkPut(arrived.map((row) => ({ ...row, stage: 'settled' })));
  return arrived.length > 0;
};
