import type { Company } from '@banso/shared/company/company.ts';
import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import type { OtherVisit } from '@banso/shared/operation/context.ts';
import type { Kind } from '@banso/shared/operation/envelope.ts';
import type { Refusal } from '@banso/shared/operation/refusals.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import type { Person } from '@banso/shared/person/person.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import type { Verdict } from '@banso/shared/protocol/verdict.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';

/** One recorded operation on this device and what became of it. "送信済" may be said only when `verdict` is there. */
export type OutboxEntry = {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  /** What the person did: 訪問の開始 */
  readonly label: string;
  readonly kind: Kind;
  readonly aggregate: string;
  readonly visit: string | null;
  readonly recordedAtMs: number;
  readonly verdict: Verdict | null;
  /** When the server's receipt was stored here; null while it waits. */
  readonly receivedAtMs: number | null;
};

/** An engagement as this person sees it: pulled parts ⊕ operations that still wait. */
export type EngagementView = {
  readonly id: string;
  readonly engagement: Engagement;
  readonly company: Company | null;
  readonly programme: Programme | null;
  readonly ruleSet: RuleSet | null;
  readonly expert: Person | null;
  readonly otherVisits: readonly OtherVisit[];
  /** This device's operations on it that have no verdict yet, oldest first. */
  readonly waiting: readonly OutboxEntry[];
};

export type RecordRequest<Type extends keyof BodyOf> = {
  readonly type: Type;
  readonly aggregate: string;
  readonly body: BodyOf[Type];
  /** Ids of operations an intent depends on. */
  readonly after?: readonly string[];
};

/**
 * `recorded`: committed to this device's disk. `refusal`: nothing was recorded. `failed`: the device could not write (full
 * disk, dead connection); keep what was typed on the screen and say so.
 */
export type Recorded =
  | { readonly recorded: OutboxEntry }
  | { readonly refusal: Refusal }
  | { readonly failed: 'storage' };

/** What screens read and do; everything else about storage stays behind it. */
export type ClientStore = {
  readonly engagements: () => Promise<readonly EngagementView[]>;
  readonly engagement: (id: string) => Promise<EngagementView | null>;
  readonly person: (id: string) => Promise<Person | null>;
  readonly company: (id: string) => Promise<Company | null>;
  readonly companies: () => Promise<readonly Company[]>;
  readonly programmes: () => Promise<readonly Programme[]>;
  readonly outbox: () => Promise<readonly OutboxEntry[]>;
  /** The text of one of this device's operations, for the attention list. */
  readonly operationText: (id: string) => Promise<string | null>;
  readonly record: <Type extends keyof BodyOf>(request: RecordRequest<Type>) => Promise<Recorded>;
  /** Drafts survive a crash at every keystroke; keys are free text such as `visit/<id>` or `signature/<visit>`. */
  readonly saveDraft: (key: string, value: unknown) => Promise<'saved' | 'failed'>;
  readonly draft: (key: string) => Promise<unknown>;
  readonly dropDraft: (key: string) => Promise<void>;
  /** Called after every change of parts, outbox or drafts, from this tab or another. Returns the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
};
