import type * as v from 'valibot';
import type { Engagement } from '../engagement/engagement.ts';
import type { Role, RoleGrant } from '../operation/context.ts';
import { holdsRole } from '../operation/holds-role.ts';
import { onePartKind } from '../operation/parts.ts';
import type { erasedSchema } from './operations.ts';

/**
 * What may be erased of an engagement, one class or several (requirements 3.4): the programme's evidence, working data, bank
 * data, data handed over. Evidence for tax (A) is kept for its years by law and is never among them.
 */
export const DISPOSABLE = ['B', 'C', 'D', 'E'] as const;

/** Who asks that something is erased. */
export const DISPOSAL_ASKERS = ['privacyManager', 'administrator'] as const satisfies readonly Role[];

/** Whether somebody with these roles asks for disposals of this engagement. */
export const mayAskFor = ({ core }: Pick<Engagement, 'core'>, roles: readonly RoleGrant[]): boolean =>
  holdsRole(roles, DISPOSAL_ASKERS, core?.programme ?? null);

/** Who approves it, if they did not ask. */
export const DISPOSAL_APPROVERS = [...DISPOSAL_ASKERS, 'approver'] as const satisfies readonly Role[];

/** 廃棄: what was erased of one engagement, why, who asked, who approved, and what came of it. The record of it stays (FP-13). */
export type Disposal = {
  readonly id: string;
  readonly engagement: string;
  /** Where the engagement stood; absent where nobody said so when it was asked for. */
  readonly programme?: string;
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
