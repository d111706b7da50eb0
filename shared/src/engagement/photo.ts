import * as v from 'valibot';
import type { PartBody } from '../operation/parts.ts';

/** Why a photo was taken; decides under which words it is shown. */
export const PHOTO_PURPOSES = ['whiteboard', 'paper', 'place'] as const;
export type PhotoPurpose = (typeof PHOTO_PURPOSES)[number];

export const PHOTO_PURPOSE_LABELS: Readonly<Record<PhotoPurpose, string>> = {
  whiteboard: 'ホワイトボード',
  paper: '紙の資料・書類',
  place: '現場のようす',
};

/** Photos travel as JPEG: every phone can make it, and the server takes nothing else. */
export const PHOTO_TYPE = 'image/jpeg';
/** One photo as it leaves the phone. */
export const MAX_PHOTO_BYTES = 400_000;
/** The longest side of a photo, in pixels: a whiteboard stays readable, and no decoder has to hold more. */
export const MAX_PHOTO_SIDE_PX = 1_600;
/** Photos of one visit, not counting those taken out again. */
export const MAX_PHOTOS_PER_VISIT = 20;

const upTo = (limit: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(limit));

/** What an operation says of the bytes that are kept: their hash and size, and the picture's size in pixels. */
export const keptPictureEntries = {
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  bytes: upTo(MAX_PHOTO_BYTES),
  width: upTo(MAX_PHOTO_SIDE_PX),
  height: upTo(MAX_PHOTO_SIDE_PX),
};

/** The same of what a device sends. */
export const sentPictureEntries = { type: v.literal(PHOTO_TYPE), ...keptPictureEntries };

/** What the server keeps of a photo: its pixels, encoded anew, so that nothing else the file carried survives. */
export type StoredPhoto = {
  readonly sha256: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly atMs: number;
};

/**
 * A picture of a visit. The record names its bytes by hash; the bytes themselves travel apart and later. `sha256`, `bytes`,
 * `width` and `height` are those of the file that the device keeps and sends; `stored` is null until the server has it.
 */
export type PictureRecord = {
  readonly id: string;
  readonly visit: string;
  readonly type: typeof PHOTO_TYPE;
  readonly sha256: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly by: string;
  readonly atMs: number;
  readonly operation: string;
  readonly stored: StoredPhoto | null;
  /** It came when the visit was approved already. */
  readonly afterApproval?: true;
  /** Taken out by somebody, for a reason: no screen shows it any more, the record stays. */
  readonly removed: { readonly by: string; readonly atMs: number; readonly reason: string } | null;
};

/** One photo of a visit, as working data: what it shows, in a word and a line. */
export type Photo = PictureRecord & { readonly purpose: PhotoPurpose; readonly caption: string };

/** The name of a photo's part. */
export const photoPart = (id: string): `photo/${string}` => `photo/${id}`;

/** The photo in a part's text; null for every other part. */
export const photoInPart = ({ part, body }: Pick<PartBody, 'part' | 'body'>): Photo | null =>
  // The text was written by `engagementParts.toParts`; its shape is that of the part's name.
  part.startsWith('photo/') ? (JSON.parse(body) as Photo) : null;
