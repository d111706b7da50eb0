import type * as v from 'valibot';
import { onePartKind } from '../operation/parts.ts';
import type { erasedSchema } from './operations.ts';

/**
 * What may be erased of an engagement, one class or several (requirements 3.4): the programme's evidence, working data, bank
 * data, data handed over. Evidence for tax (A) is kept for its years by law and is never among them.
 */
export const DISPOSABLE = ['B', 'C', 'D', 'E'] as const;

/** 廃棄: what was erased of one engagement, why, who asked, who approved, and what came of it. The record of it stays (FP-13). */
export type Disposal = {
  readonly id: string;
  readonly engagement: string;
  readonly classes: readonly (typeof DISPOSABLE)[number][];
  readonly basis: string;
  readonly decisionNumber: string;
  readonly requestedBy: string;
  readonly requestedAtMs: number;
  readonly approved: { readonly by: string; readonly atMs: number } | null;
  readonly carriedOut: (v.InferOutput<typeof erasedSchema> & { readonly atMs: number }) | null;
};

/** Class A: the proof that it was disposed of outlives what was disposed of. */
export const disposalParts = onePartKind<Disposal>('A');
