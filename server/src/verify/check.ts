import type { Flaw } from '../proof/flaw.ts';
import type { Material } from './material.ts';

/** What a check found; no flaws: it holds. `notes` say what stands beside it, without judging. */
export type Found = { readonly flaws: readonly Flaw[]; readonly notes?: readonly string[] };

/** One thing that must hold, in the words of an auditor. */
export type Check = {
  readonly title: string;
  /** What it means when it holds. */
  readonly means: string;
  readonly find: (material: Material) => Found | Promise<Found>;
};
