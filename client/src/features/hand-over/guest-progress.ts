import { type Strokes, strokesSchema } from '@banso/shared/evidence/strokes.ts';
import * as v from 'valibot';
import { NO_PROGRESS, type Progress, progressSchema } from '../../sync/hand-over-draft.ts';

/** How far the company is on its own phone, and what it has drawn under which text. */
const keptSchema = v.strictObject({
  progress: progressSchema,
  drawn: v.nullable(v.strictObject({ hash: v.string(), strokes: v.nullable(strokesSchema) })),
});

type Kept = v.InferOutput<typeof keptSchema>;

const keyOf = (token: string): string => `banso-guest/${token.split('~')[2] ?? ''}`;

/** Kept over a reload and a call that comes in between; the start where the browser keeps nothing. */
export const readGuestProgress = (token: string): Progress => read(token).progress;

export const keepGuestProgress = (token: string, progress: Progress): void => keep(token, { ...read(token), progress });

export const readGuestDrawn = (token: string, hash: string): Strokes | null => {
  const { drawn } = read(token);
  return drawn?.hash === hash ? drawn.strokes : null;
};

export const keepGuestDrawn = (token: string, hash: string, strokes: Strokes | null): void =>
  keep(token, { ...read(token), drawn: { hash, strokes } });

/** Confirmed: nothing of it stays in the browser. */
export const forgetGuestProgress = (token: string): void => {
  try {
    localStorage.removeItem(keyOf(token));
  } catch {
    // A private window without storage: there is nothing to forget.
  }
};

const BLANK: Kept = { progress: NO_PROGRESS, drawn: null };

const read = (token: string): Kept => {
  try {
    const parsed = v.safeParse(keptSchema, JSON.parse(localStorage.getItem(keyOf(token)) ?? 'null'));
    return parsed.success ? parsed.output : BLANK;
  } catch {
    return BLANK;
  }
};

const keep = (token: string, kept: Kept): void => {
  try {
    localStorage.setItem(keyOf(token), JSON.stringify(kept));
  } catch {
    // A private window without storage: the screen still has it.
  }
};
