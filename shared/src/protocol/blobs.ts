import * as v from 'valibot';

/** At most this many bytes go in one request: a cut line costs ten seconds at 50 kbit/s, not the whole photo. */
export const BLOB_CHUNK_BYTES = 64 * 1024;

/**
 * A picture that only its owner and the office can open, as a locked phone sends it: the picture's own key sealed to the office
 * (`officePhotoPlace`), then iv, cipher and tag of AES-256-GCM under that key, with `PICTURE_PLACE` authenticated.
 */
export const SEALED_PICTURE = { keyBytes: 126, ivBytes: 12, tagBytes: 16 } as const;
export const PICTURE_PLACE = 'banso-picture-1';

/** How many bytes more than the picture travel. */
export const SEALED_MORE = SEALED_PICTURE.keyBytes + SEALED_PICTURE.ivBytes + SEALED_PICTURE.tagBytes;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/));

/** The hash in the path; a hash alone opens nothing, the record beside it is asked first (L15). */
export const blobHashSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** A part's name of one of these families. The pattern says what the type says. */
const partOf = <Family extends string>(families: readonly Family[]) =>
  v.custom<`${Family}/${string}`>(
    (text) =>
      typeof text === 'string' && new RegExp(`^(${families.join('|')})/[A-Za-z0-9][A-Za-z0-9._-]{0,79}$`).test(text),
  );

/**
 * The record that names the bytes: a photo of a visit (`photo/<id>`) or of a signed paper (`paper/<id>`), both of an engagement, or a
 * picture of a passbook (`picture/<id>`), of a payee.
 */
export const blobRecordSchema = v.union([
  v.object({ engagement: name, part: partOf(['photo', 'paper']) }),
  v.object({ payee: name, part: partOf(['picture']) }),
]);

/** The header with the device's signature (base64url) over `uploadStatement`. */
export const UPLOAD_SIGNATURE = 'x-device-signature';

/** How far an upload is asked for, or where its next piece goes. `device`: the registered device that sends. */
export const uploadQuerySchema = v.intersect([
  blobRecordSchema,
  v.object({
    tenant: name,
    device: name,
    offset: v.optional(v.pipe(v.string(), v.regex(/^\d{1,7}$/), v.transform(Number))),
    /** The bytes come sealed to the office; an upload goes on only in the form in which it began. */
    sealed: v.optional(v.literal('1')),
  }),
]);

/** `have`: bytes that arrived so far, the next piece begins there. `stored`: the whole was compared with its hash and is kept. */
export const uploadAnswerSchema = v.strictObject({ have: count, stored: v.boolean() });

export type BlobRecord = v.InferOutput<typeof blobRecordSchema>;
/** Who sends what: a record of a tenant, and the device that does it. */
export type UploadAddress = BlobRecord & { readonly tenant: string; readonly device: string; readonly sha256: string };
export type UploadAnswer = v.InferOutput<typeof uploadAnswerSchema>;

/** The aggregate whose part it is. */
export const holderOfBlob = (
  record: BlobRecord,
): { readonly kind: 'engagement' | 'payee'; readonly id: string; readonly part: string } =>
  'payee' in record
    ? { kind: 'payee', id: record.payee, part: record.part }
    : { kind: 'engagement', id: record.engagement, part: record.part };

/** Where the bytes of a record are read. Names need no escaping: see `name`. */
export const blobPath = (sha256: string, record: BlobRecord): string => `/api/blobs/${sha256}?${queryOf(record)}`;

const queryOf = (record: BlobRecord): string => {
  const { kind, id, part } = holderOfBlob(record);
  return `${kind}=${id}&part=${part}`;
};

/** Where they are sent: GET asks how far the upload has come, POST brings the piece at `offset`. */
export const uploadPath = (
  { sha256, tenant, device, ...record }: UploadAddress,
  { offset, sealed = false }: { readonly offset?: number; readonly sealed?: boolean } = {},
): string => {
  const which = `tenant=${tenant}&device=${device}&${queryOf(record)}`;
  return `/api/blobs/${sha256}/upload?${which}${offset === undefined ? '' : `&offset=${offset}`}${sealed ? '&sealed=1' : ''}`;
};

/** What a device signs once for each photo it sends, in place of a session: an expired one holds no evidence back (L7.5). */
export const uploadStatement = ({ tenant, device, sha256, ...record }: UploadAddress): string => {
  const { id, part } = holderOfBlob(record);
  return ['banso-upload-1', tenant, device, id, part, sha256].join('\n');
};
