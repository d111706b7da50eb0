import type { Manner, Proxy, Signer } from '@banso/shared/evidence/confirmation.ts';
import type { Strokes } from '@banso/shared/evidence/strokes.ts';
import type { ToConfirm } from '@banso/shared/evidence/to-confirm.ts';
import type { ReactNode } from 'react';
import type { Progress } from '../../sync/hand-over-draft.ts';

/** What each of the company's screens works with: this one visit and nothing else. */
export type CompanyScreenProps = {
  readonly progress: Progress;
  readonly asked: ToConfirm;
  readonly place: ConfirmingPlace;
  /** Goes on; kept on the device first, so that a reload stays here. */
  readonly go: (change: Partial<Progress>) => Promise<void>;
  /** The device could not keep the step: the company stays where it is. */
  readonly failed: boolean;
};

/** Where the company confirms: on the expert's phone, or on its own. All that differs between the two. */
export type ConfirmingPlace = {
  readonly sample: boolean;
  readonly newId: () => string;
  readonly nowMs: () => number;
  /** What was drawn so far under exactly this text; kept after every stroke. */
  readonly drawnSoFar: (hash: string) => Promise<Strokes | null>;
  readonly keepDrawn: (hash: string, strokes: Strokes | null) => Promise<unknown>;
  /** Null: it was confirmed. Otherwise what to say; whatever was written is still on the screen. */
  readonly confirm: (said: Said) => Promise<Failure | null>;
  /** Confirming on a device of the company's own; null on that device itself. */
  readonly inviteOwnPhone: (() => Promise<void>) | null;
  /** Whether the office gives a code for this. */
  readonly byCode: boolean;
  readonly ends: Readonly<Record<'different' | 'ownPhone' | 'thanks', () => ReactNode>>;
};

/** The company's word as it leaves the screen. */
export type Said = {
  readonly confirmation: string;
  readonly asked: ToConfirm;
  readonly signer: Omit<Signer, 'identifiedBy'>;
  readonly manner: Exclude<Manner, { by: 'paper' }>;
  readonly proxy: Proxy | null;
};

export type Failure = { readonly title: string; readonly lines: readonly string[] };
