import { KINDS } from '@banso/shared/operation/envelope.ts';
import * as v from 'valibot';

/** The names inside an exported ZIP. All are plain ASCII, so that every program unpacks them alike. */
export const FILES = {
  readme: 'README.txt',
  summary: 'summary.html',
  index: 'index.json',
  indexSignature: 'index.json.p7s',
  chain: 'log/chain.txt',
  operations: 'log/operations.json',
  receipts: 'log/receipts.json',
  devices: 'log/devices.json',
  records: 'records/records.json',
  papers: 'papers/papers.json',
  photos: 'photos/photos.json',
} as const;

export const EXPORT_FORMAT = 'banso-export-1';

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * What an export is, signed as a whole by the office (`index.json.p7s`, CAdES): every other file by its SHA-256, the server's
 * public keys (SPKI, base64url), and where the office's log ended.
 */
export const indexSchema = v.strictObject({
  format: v.literal(EXPORT_FORMAT),
  tenant: v.string(),
  office: v.string(),
  engagement: v.string(),
  /** The aggregates whose operations and records are inside. */
  aggregates: v.array(v.strictObject({ kind: v.picklist(KINDS), id: v.string() })),
  exportedAtMs: count,
  serverKeys: v.array(v.string()),
  log: v.strictObject({ position: count, chain: v.string() }),
  /** Names of those who acted, for reading. */
  people: v.array(v.strictObject({ id: v.string(), name: v.string() })),
  files: v.array(v.strictObject({ name: v.string(), bytes: count, sha256: hash })),
});

/** An entry of the log of one of the aggregates. `before`: the device's chain value it goes on from, and the entry that has it. */
const entrySchema = v.strictObject({
  position: count,
  device: v.string(),
  branch: count,
  seq: count,
  span: count,
  type: v.string(),
  kind: v.nullable(v.string()),
  aggregateId: v.nullable(v.string()),
  actor: v.nullable(v.string()),
  hash,
  deviceChain: v.string(),
  verdict: v.string(),
  verdictDetail: v.string(),
  receipt: v.nullable(v.string()),
  receivedAtMs: count,
  before: v.strictObject({ chain: v.string(), position: v.nullable(count) }),
  /** Exactly what was hashed; null when it was erased, or is kept apart (bank data). */
  text: v.nullable(v.string()),
  /** What the decision knew, without the expert's other engagements. */
  context: v.nullable(v.string()),
});

/** A receipt with every entry it covers; of another engagement's entries only what the server signed for. */
const receiptSchema = v.strictObject({
  id: v.string(),
  device: v.string(),
  branch: count,
  toSeq: count,
  text: v.string(),
  signature: v.string(),
  pushSignature: v.string(),
  entries: v.array(
    v.strictObject({
      position: count,
      seq: count,
      span: count,
      hash,
      deviceChain: v.string(),
      verdict: v.string(),
      verdictDetail: v.string(),
    }),
  ),
});

const partSchema = v.strictObject({
  kind: v.picklist(KINDS),
  aggregateId: v.string(),
  part: v.string(),
  version: count,
  body: v.string(),
});

/** `file` is null where the bytes have not arrived, were taken out, or are no longer what the record says. */
const photoSchema = v.strictObject({ part: v.string(), sha256: hash, file: v.nullable(v.string()) });

const printedSchema = v.strictObject({ form: v.string(), subject: v.string(), code: v.string(), sha256: hash });

export const operationsSchema = v.array(entrySchema);
export const receiptsSchema = v.array(receiptSchema);
export const devicesSchema = v.array(v.strictObject({ id: v.string(), person: v.string(), publicKey: v.string() }));
export const recordsSchema = v.array(partSchema);
export const photosSchema = v.array(photoSchema);
/**
 * `files`: the papers inside, printed for this export from the records inside. `printedBefore`: the hashes of those handed out
 * before. `missing`: why there are none for some (a problem's code).
 */
export const papersSchema = v.strictObject({
  files: v.array(v.strictObject({ ...printedSchema.entries, file: v.string() })),
  printedBefore: v.array(v.strictObject({ ...printedSchema.entries, printedAtMs: count })),
  missing: v.array(v.strictObject({ form: v.string(), subject: v.string(), problem: v.string() })),
});

export type ExportIndex = v.InferOutput<typeof indexSchema>;
export type ExportedEntry = v.InferOutput<typeof entrySchema>;
export type ExportedReceipt = v.InferOutput<typeof receiptSchema>;
export type ExportedDevice = v.InferOutput<typeof devicesSchema>[number];
export type ExportedPart = v.InferOutput<typeof partSchema>;
export type ExportedPhoto = v.InferOutput<typeof photoSchema>;
export type ExportedPapers = v.InferOutput<typeof papersSchema>;
