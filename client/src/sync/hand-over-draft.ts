import * as v from 'valibot';
import type { ClientStore } from '../store/client-store.ts';

const KEY = 'hand-over';

/** In the place of a visit: the company's word over all of them, at the end. */
export const CLOSING = 'closing';

const signer = v.strictObject({
  name: v.string(),
  title: v.string(),
  role: v.picklist(['representative', 'delegate']),
});

/** How far the company is with one visit; the same on the expert's phone and on its own. */
export const progressSchema = v.strictObject({
  step: v.picklist(['read', 'different', 'signer', 'ways', 'proxy', 'typed', 'sign', 'ownPhone', 'thanks']),
  /** Hash of the text the company said yes to; another text has to be read again. */
  read: v.nullable(v.string()),
  /** Drawn once for this hand-over, so that a crash between recording and this draft never signs twice. */
  confirmation: v.nullable(v.string()),
  signer: v.nullable(signer),
  leftHanded: v.boolean(),
  /** Who writes in the signer's place. */
  proxy: v.nullable(v.strictObject({ name: v.string(), relation: v.string(), reason: v.string() })),
});

export type Progress = v.InferOutput<typeof progressSchema>;

export const NO_PROGRESS: Progress = {
  step: 'read',
  read: null,
  confirmation: null,
  signer: null,
  leftHanded: false,
  proxy: null,
};

const handOverSchema = v.strictObject({
  engagement: v.string(),
  visit: v.string(),
  progress: progressSchema,
  /** The link to confirm on the company's own device. Its secret stands nowhere else, so that the code can be shown again. */
  invitation: v.nullable(v.strictObject({ id: v.string(), secret: v.string() })),
});

/**
 * The phone is in the company's hands: for which visit, and how far they are. Kept as a draft, so that it holds against
 * reload, crash, a second tab and typed addresses until the expert takes the phone back.
 */
export type HandOver = v.InferOutput<typeof handOverSchema>;

/** The hand-over in progress; null when the phone is the expert's. */
export const handOverInProgress = async (store: ClientStore): Promise<HandOver | null> => {
  const parsed = v.safeParse(handOverSchema, await store.draft(KEY));
  return parsed.success ? parsed.output : null;
};

/** Gives the phone to the company: from here only its screens are shown. `failed`: the device could not write. */
export const beginHandOver = (
  store: ClientStore,
  visit: Pick<HandOver, 'engagement' | 'visit'>,
): Promise<'saved' | 'failed'> => saveHandOver(store, { ...visit, progress: NO_PROGRESS, invitation: null });

export const saveHandOver = (store: ClientStore, handOver: HandOver): Promise<'saved' | 'failed'> =>
  store.saveDraft(KEY, handOver);

/** The expert has the phone again. */
export const endHandOver = (store: ClientStore): Promise<void> => store.dropDraft(KEY);
