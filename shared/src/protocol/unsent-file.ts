import * as v from 'valibot';
import { sha256Hex } from '../lib/hash.ts';
import { blobRecordSchema } from './blobs.ts';
import { pushItemSchema } from './sync.ts';
import { OUTCOMES } from './verdict.ts';

/**
 * 未送信データのファイル: what a device could not send, carried to the office by hand. The first line names the device and the
 * hash of every other line, and is signed by the device's key; each other line is one thing, sealed to the office:
 * - a push of at most a few megabytes, as the device would have sent it, every operation as its copy for the office
 * - a picture, as a locked phone sends it
 * - what was typed and not recorded yet
 * So each line can be taken in alone, in any number of tries, and a changed or missing one is known before anything is taken.
 */
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const UNSENT_FORMAT = 'banso-unsent-1';
const MOST_LINES = 2_000;

export const unsentHeaderSchema = v.strictObject({
  format: v.literal(UNSENT_FORMAT),
  tenant: name,
  device: name,
  appVersion: v.pipe(v.string(), v.maxLength(40)),
  atMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
  lines: v.pipe(v.array(hash), v.maxLength(MOST_LINES)),
  signature: v.pipe(v.string(), v.maxLength(200)),
});

const [ofEngagement, ofPayee] = blobRecordSchema.options;
const photoEntries = { sha256: hash, signature: v.string(), sealed: v.string() };

export const unsentLineSchema = v.union([
  v.strictObject({
    push: v.strictObject({
      branch: count,
      fromSeq: count,
      toSeq: count,
      items: v.array(pushItemSchema),
      tip: hash,
      signature: v.string(),
    }),
  }),
  v.strictObject({
    photo: v.union([
      v.strictObject({ ...ofEngagement.entries, ...photoEntries }),
      v.strictObject({ ...ofPayee.entries, ...photoEntries }),
    ]),
  }),
  v.strictObject({ drafts: v.string() }),
]);

/** `POST /api/unsent-files`: one line of a file, with the file's first line. */
export const takeUnsentSchema = v.strictObject({ header: unsentHeaderSchema, line: v.string() });

/** What became of one line. `isNew` false: the office had it already, and its verdict is the old one. */
export const unsentAnswerSchema = v.union([
  v.strictObject({
    operations: v.array(
      v.strictObject({
        seq: count,
        /** Null where the text could not be read. */
        type: v.nullable(v.string()),
        recordedAtMs: v.nullable(v.number()),
        outcome: v.picklist(OUTCOMES),
        code: v.nullable(v.string()),
        isNew: v.boolean(),
      }),
    ),
    /** Numbers before the file's first are missing: nothing of it was taken. */
    behind: v.nullable(count),
  }),
  v.strictObject({ photo: v.picklist(['stored', 'already', 'refused'] as const), code: v.nullable(v.string()) }),
  v.strictObject({ drafts: v.array(v.strictObject({ key: v.string(), text: v.string() })) }),
]);

export type UnsentHeader = v.InferOutput<typeof unsentHeaderSchema>;
export type UnsentLine = v.InferOutput<typeof unsentLineSchema>;
export type UnsentAnswer = v.InferOutput<typeof unsentAnswerSchema>;

/** What the device signs of its file. */
export const unsentStatement = ({ tenant, device, atMs, lines }: Omit<UnsentHeader, 'signature'>): string =>
  [UNSENT_FORMAT, tenant, device, atMs, ...lines].join('\n');

/** Where the typed texts of a file are sealed for: this file's device and instant, no other. */
export const unsentDraftsPlace = ({ tenant, device, atMs }: Pick<UnsentHeader, 'tenant' | 'device' | 'atMs'>): string =>
  ['banso-unsent-drafts-1', tenant, device, atMs].join('\n');

export type ReadUnsent = { readonly header: UnsentHeader; readonly lines: readonly string[] };

/** Reads a file; `damaged` when it is none, was cut or was changed. Who it is from is proven by the server. */
export const readUnsentFile = (text: string): ReadUnsent | 'damaged' => {
  const [first = '', ...lines] = text.split('\n').filter((line) => line !== '');
  let json: unknown;
  try {
    json = JSON.parse(first);
  } catch {
    return 'damaged';
  }
  const header = v.safeParse(unsentHeaderSchema, json);
  if (!header.success) return 'damaged';
  const hashes = lines.map(sha256Hex);
  const whole =
    hashes.length === header.output.lines.length && hashes.every((one, i) => one === header.output.lines[i]);
  return whole ? { header: header.output, lines } : 'damaged';
};
