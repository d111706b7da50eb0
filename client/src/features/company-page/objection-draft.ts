import { uuidv7 } from '@banso/shared/lib/uuid.ts';

/**
 * What the company is writing about one visit. `objection`: the id, given at the first press of 知らせる and kept until the
 * server has answered, so that an objection whose answer was lost is not made a second time.
 */
export type ObjectionDraft = { readonly text: string; readonly name: string; readonly objection: string | null };

export const BLANK_DRAFT: ObjectionDraft = { text: '', name: '', objection: null };

const keyOf = (visit: string): string => `banso-company-objection/${visit}`;

/** The draft kept in this browser; blank where there is none or the browser keeps nothing. */
export const readDraft = (visit: string): ObjectionDraft => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(visit)) ?? 'null');
    return isDraft(kept) ? kept : BLANK_DRAFT;
  } catch {
    return BLANK_DRAFT;
  }
};

/** Keeps it over a reload; where the browser keeps nothing, the screen still has it. */
export const keepDraft = (visit: string, draft: ObjectionDraft): void => {
  try {
    localStorage.setItem(keyOf(visit), JSON.stringify(draft));
  } catch {
    // A private window without storage.
  }
};

export const dropDraft = (visit: string): void => {
  try {
    localStorage.removeItem(keyOf(visit));
  } catch {
    // As above: there is nothing to drop.
  }
};

/** A changed text is another objection: what was sent under the old id stays as it was said. */
export const withText = (
  draft: ObjectionDraft,
  change: Partial<Pick<ObjectionDraft, 'text' | 'name'>>,
): ObjectionDraft => ({
  ...draft,
  ...change,
  objection: null,
});

/** The draft as it is pressed: with an id, the same one at every press of the same text. */
export const pressed = (draft: ObjectionDraft, nowMs: number): ObjectionDraft & { readonly objection: string } => ({
  ...draft,
  objection: draft.objection ?? uuidv7(nowMs, crypto.getRandomValues(new Uint8Array(10))),
});

const isDraft = (kept: unknown): kept is ObjectionDraft =>
  typeof kept === 'object' &&
  kept !== null &&
  'text' in kept &&
  typeof kept.text === 'string' &&
  'name' in kept &&
  typeof kept.name === 'string' &&
  'objection' in kept &&
  (kept.objection === null || typeof kept.objection === 'string');
