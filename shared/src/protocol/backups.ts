import * as v from 'valibot';
import { filledTextSchema } from '../lib/text.ts';

/**
 * One line of the backup log (FP-10-二d).
 * - made: written and read again whole; `bytes` and `sha256` are those of the file
 * - failed: nothing was made; `why` is a code of disk or database
 * - restored: the newest file was put back on trial, into a database of its own, and the records were the fold of the log
 */
export const backupRunSchema = v.strictObject({
  id: v.string(),
  atMs: v.number(),
  what: v.picklist(['made', 'failed', 'restored']),
  bytes: v.nullable(v.number()),
  sha256: v.nullable(v.string()),
  why: v.nullable(v.string()),
});

/**
 * An office that was restored, until an administrator has looked at what came back. `contactedMs` null: a device that has not made
 * contact since; `cameBack`: operations taken in from it since; `missingNumbers`: recorded there and not here, as far as it said.
 */
export const restorationSchema = v.strictObject({
  restoredAtMs: v.number(),
  /** What was restored is the state of this instant. */
  fromMs: v.number(),
  devices: v.array(
    v.strictObject({
      id: v.string(),
      owner: v.string(),
      label: v.string(),
      contactedMs: v.nullable(v.number()),
      cameBack: v.number(),
      missingNumbers: v.number(),
      waiting: v.number(),
    }),
  ),
});

export type Restoration = v.InferOutput<typeof restorationSchema>;

/** `POST /api/backups/restoration/end` */
export const endRestorationSchema = v.strictObject({ note: filledTextSchema(500) });

/** `GET /api/backups`: newest first. */
export const backupsAnswerSchema = v.strictObject({
  runs: v.array(backupRunSchema),
  serverTimeMs: v.number(),
  restoration: v.nullable(restorationSchema),
});

export type BackupRun = v.InferOutput<typeof backupRunSchema>;
export type BackupsAnswer = v.InferOutput<typeof backupsAnswerSchema>;

const HOUR_MS = 60 * 60 * 1_000;
/** Without a backup for a day somebody has to look. */
const LATE_MS = 24 * HOUR_MS;
/** Put back on trial once a week; a second missed week is one too many. */
const UNTRIED_MS = 15 * 24 * HOUR_MS;

/** What is wrong with an office's backups at this moment: none for a day, or none tried for two weeks; null when all is well. */
export const backupTrouble = ({ runs, serverTimeMs }: BackupsAnswer): 'none' | 'late' | 'untried' | null => {
  const last = (what: BackupRun['what']) => runs.find((run) => run.what === what);
  const made = last('made');
  if (!made) return 'none';
  if (serverTimeMs - made.atMs > LATE_MS) return 'late';
  const first = runs.findLast((run) => run.what === 'made');
  const tried = last('restored')?.atMs ?? first?.atMs ?? serverTimeMs;
  return serverTimeMs - tried > UNTRIED_MS ? 'untried' : null;
};
