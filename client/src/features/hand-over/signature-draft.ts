import { type Strokes, strokesSchema } from '@banso/shared/evidence/strokes.ts';
import * as v from 'valibot';
import type { ClientStore } from '../../store/client-store.ts';

const draftSchema = v.strictObject({ hash: v.string(), strokes: v.nullable(strokesSchema) });

const keyOf = (visit: string): string => `signature/${visit}`;

/** What has been drawn so far under exactly this text; strokes drawn under another text are never shown again. */
export const drawnSoFar = async (
  store: ClientStore,
  { visit, hash }: { readonly visit: string; readonly hash: string },
): Promise<Strokes | null> => {
  const parsed = v.safeParse(draftSchema, await store.draft(keyOf(visit)));
  return parsed.success && parsed.output.hash === hash ? parsed.output.strokes : null;
};

/** Keeps a signature after every stroke, so that rotation, reload and crash leave it. */
export const keepDrawn = (
  store: ClientStore,
  { visit, hash, strokes }: { readonly visit: string; readonly hash: string; readonly strokes: Strokes | null },
): Promise<'saved' | 'failed'> => store.saveDraft(keyOf(visit), { hash, strokes });

/** The signature has been recorded. */
export const forgetDrawn = (store: ClientStore, visit: string): Promise<void> => store.dropDraft(keyOf(visit));
