import * as v from 'valibot';

/** At most this many bytes go in one request: a cut line costs ten seconds at 50 kbit/s, not the whole photo. */
export const BLOB_CHUNK_BYTES = 64 * 1024;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/));

/** The hash in the path; a hash alone opens nothing, the record beside it is asked first (L15). */
export const blobHashSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** The record that names the bytes. */
export const blobRecordSchema = v.object({ engagement: name, photo: name });

/** How far an upload is asked for, or where its next piece goes. `device`: the registered device that sends. */
export const uploadQuerySchema = v.object({
  ...blobRecordSchema.entries,
  device: name,
  offset: v.optional(v.pipe(v.string(), v.regex(/^\d{1,7}$/), v.transform(Number))),
});

/** `have`: bytes that arrived so far, the next piece begins there. `stored`: the whole was compared with its hash and is kept. */
export const uploadAnswerSchema = v.strictObject({ have: count, stored: v.boolean() });

export type BlobRecord = v.InferOutput<typeof blobRecordSchema>;
export type UploadAnswer = v.InferOutput<typeof uploadAnswerSchema>;

/** Where the bytes of a record are read. Names need no escaping: see `name`. */
export const blobPath = (sha256: string, { engagement, photo }: BlobRecord): string =>
  `/api/blobs/${sha256}?engagement=${engagement}&photo=${photo}`;

/** Where they are sent: GET asks how far the upload has come, POST brings the piece at `offset`. */
export const uploadPath = (
  sha256: string,
  { engagement, photo, device, offset }: BlobRecord & { readonly device: string; readonly offset?: number },
): string =>
  `/api/blobs/${sha256}/upload?engagement=${engagement}&photo=${photo}&device=${device}${offset === undefined ? '' : `&offset=${offset}`}`;
