import type { Day } from '../time/day.ts';

type Deed = { readonly by: string; readonly atMs: number };

/** Whether the office pays where a contract leaves that to it: late (契約書第6条第2項), or after an end by organized crime (第11条). */
export type PaymentDecision = Deed & {
  readonly pays: boolean;
  readonly reason: string;
  readonly decisionNumber: string;
};

/**
 * 最終の提出: final report, invoice and account form as one submission (契約書第4条). It names which of each was handed in: what is
 * written anew afterwards is not in it. `submittedOn`: the day in Japan, never before the instant that is proven.
 */
export type FinalPackage = {
  readonly finalReport: string;
  readonly invoice: string;
  readonly account: string;
  readonly confirmation: string;
  readonly state: 'submitted' | 'sentBack' | 'checked' | 'approved';
  readonly submittedOn: Day;
  readonly submitted: Deed & { readonly operation: string };
  readonly sentBack: readonly (Deed & { readonly reason: string })[];
  readonly checked: Deed | null;
  readonly approved: Deed | null;
  readonly lateDecision: PaymentDecision | null;
};
