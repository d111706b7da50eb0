import type { Company } from '@banso/shared/company/company.ts';
import type { Unopened } from './local-records.ts';
import type { CompanyContact } from '@banso/shared/company/contact.ts';
import type { Disposal } from '@banso/shared/disposal/disposal.ts';
import type { Incident } from '@banso/shared/incident/incident.ts';
import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import type { PhotoPurpose } from '@banso/shared/engagement/photo.ts';
import type { PassbookView } from '@banso/shared/payee/passbook-picture.ts';
import type { Payee } from '@banso/shared/payee/payee.ts';
import type { PaymentRun } from '@banso/shared/payment/payment-run.ts';
import type { Kind } from '@banso/shared/operation/envelope.ts';
import type { Refusal } from '@banso/shared/operation/refusals.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import type { Person } from '@banso/shared/person/person.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import type { Verdict } from '@banso/shared/protocol/verdict.ts';
import type { ExpertWork } from '@banso/shared/rules/expert-work.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import type { Looks } from './looks.ts';
import type { Change } from './change-channel.ts';
import type { StorageRoom } from './room.ts';
import type { UnsentFile } from './unsent-file.ts';

/** One recorded operation on this device and what became of it. "送信済" may be said only when `verdict` is there. */
export type OutboxEntry = {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  /** What the person did: 訪問の開始 */
  readonly label: string;
  /** Null for a type that this app does not know. */
  readonly nature: 'fact' | 'intent' | null;
  readonly kind: Kind;
  readonly aggregate: string;
  readonly visit: string | null;
  readonly recordedAtMs: number;
  readonly verdict: Verdict | null;
  /** When the server's receipt was stored here; null while it waits. */
  readonly receivedAtMs: number | null;
  /** Operations that were not carried out, and that this one stands for or takes back. */
  readonly replaces: readonly string[];
};

/** An engagement as this person sees it: pulled parts ⊕ operations that still wait. */
export type EngagementView = {
  readonly id: string;
  readonly engagement: Engagement;
  readonly company: Company | null;
  readonly programme: Programme | null;
  readonly ruleSet: RuleSet | null;
  readonly expert: Person | null;
  /** The same expert's work in other engagements, as far as this device knows it. */
  readonly elsewhere: readonly ExpertWork[];
  /** This device's operations on it that have no verdict yet, oldest first. */
  readonly waiting: readonly OutboxEntry[];
};

/** A photo ready to be kept: reduced, without what the camera wrote beside the pixels. Bytes of a JPEG. */
export type Picture = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
};

export type PhotoRequest = {
  readonly aggregate: string;
  readonly photo: string;
  readonly visit: string;
  readonly purpose: PhotoPurpose;
  readonly caption: string;
  readonly picture: Picture;
};

/** A photo of a signed paper: what it says is recorded with the confirmation that names it. */
export type PaperRequest = Pick<PhotoRequest, 'aggregate' | 'visit' | 'picture'> & { readonly paper: string };

/** A picture of one's own account. */
export type PassbookRequest = {
  readonly aggregate: string;
  readonly passbook: string;
  readonly shows: PassbookView;
  readonly picture: Picture;
};

/** A photo that this device took, of a visit, a signed paper or a passbook, and how far its bytes have come. "送信済" may be said only when `stage` is stored. */
export type HeldPhoto = {
  readonly id: string;
  readonly aggregate: string;
  /** Empty where the picture is of no visit. */
  readonly visit: string;
  readonly kind: 'photo' | 'paper' | 'passbook';
  readonly bytes: number;
  readonly addedAtMs: number;
  readonly stage: 'waiting' | 'stored' | 'refused';
  /** A problem code of the server's, or `unreadable`. */
  readonly problem: string | null;
  readonly confirmedAtMs: number | null;
};

export type RecordRequest<Type extends keyof BodyOf> = {
  readonly type: Type;
  readonly aggregate: string;
  readonly body: BodyOf[Type];
  /** Ids of operations an intent depends on. */
  readonly after?: readonly string[];
};

/**
 * What an editor is to be filled with, so that its author mends what was not carried out: the draft under `key`, found there when
 * the editor opens. `draft` null: the editor shows it anyway.
 */
export type Amendment = { readonly key: string; readonly draft: unknown };

/**
 * Why the device could not record: it could not write (`storage`: full disk, dead connection), it keeps the room that is left for
 * what weighs more than a photo (`room`), or the code that decides has not reached it (`code`).
 */
export type Failed = 'storage' | 'room' | 'code';

/**
 * `recorded`: committed to this device's disk. `refusal`: nothing was recorded. `failed`: keep what was typed on the screen and
 * say so.
 */
export type Recorded = { readonly recorded: OutboxEntry } | { readonly refusal: Refusal } | { readonly failed: Failed };

/** What screens read and do; everything else about storage stays behind it. */
export type ClientStore = {
  readonly engagements: () => Promise<readonly EngagementView[]>;
  readonly engagement: (id: string) => Promise<EngagementView | null>;
  readonly person: (id: string) => Promise<Person | null>;
  /** Newest first. */
  readonly disposals: () => Promise<readonly Disposal[]>;
  /** 事故 that this device knows, the newest first. */
  readonly incidents: () => Promise<readonly Incident[]>;
  /** Everybody whose record this device holds. */
  readonly people: () => Promise<readonly Person[]>;
  /** Whom the office pays, as far as this device may know; null before anything was said. */
  readonly payee: (person: string) => Promise<Payee | null>;
  /** 支払 that this device may know, the newest first. */
  readonly paymentRuns: () => Promise<readonly PaymentRun[]>;
  readonly company: (id: string) => Promise<Company | null>;
  /** Where the company is told; null on every device that is not the desk's. */
  readonly contact: (company: string) => Promise<CompanyContact | null>;
  readonly companies: () => Promise<readonly Company[]>;
  readonly programmes: () => Promise<readonly Programme[]>;
  readonly outbox: () => Promise<readonly OutboxEntry[]>;
  /** What lies on this device and cannot be opened. */
  readonly unopened: () => Promise<Unopened>;
  /** The text of one of this device's operations, for the attention list. */
  readonly operationText: (id: string) => Promise<string | null>;
  /**
   * Puts the text of an operation that was not carried out into its editor's draft. What is recorded there next names it as
   * replaced, and what was blocked behind it goes on.
   */
  readonly amend: (id: string, amendment: Amendment | null) => Promise<'saved' | 'failed'>;
  /** Takes an operation that was not carried out back, by a recorded operation; what was blocked behind it goes on. */
  readonly withdraw: (id: string) => Promise<Recorded>;
  readonly record: <Type extends keyof BodyOf>(request: RecordRequest<Type>) => Promise<Recorded>;
  /** Records a photo: operation and bytes reach the disk together, or neither does. */
  readonly addPhoto: (request: PhotoRequest) => Promise<Recorded>;
  /** The same for a photo of a signed paper. */
  readonly addPaper: (request: PaperRequest) => Promise<Recorded>;
  /** The same for a picture of one's own passbook. */
  readonly addPassbook: (request: PassbookRequest) => Promise<Recorded>;
  /** The bytes of a photo that this device took; null for every other. */
  readonly photoBytes: (photo: string) => Promise<Uint8Array<ArrayBuffer> | null>;
  /** Photos of this device that nobody took out, oldest first. */
  readonly heldPhotos: () => Promise<readonly HeldPhoto[]>;
  /** Drafts survive a crash at every keystroke; keys are free text such as `visit/<id>` or `signature/<visit>`. */
  readonly saveDraft: (key: string, value: unknown) => Promise<'saved' | 'failed'>;
  readonly draft: (key: string) => Promise<unknown>;
  /** What lies there, without its text. */
  readonly draftKeys: () => Promise<readonly string[]>;
  readonly dropDraft: (key: string) => Promise<void>;
  /** Everything the server has not answered for, as a file that only the office opens. */
  readonly unsentFile: () => Promise<UnsentFile | 'nothing' | 'noKey'>;
  /** How much room is left here. */
  readonly room: () => Promise<StorageRoom>;
  /** Somebody looked at personal data here; told to the server's access log as soon as it can be. */
  readonly noteLook: Looks['note'];
  /** Whether the server has still to be told of a look. */
  readonly looksWait: Looks['wait'];
  /** Called after every change of parts, outbox or drafts, from this tab or another. Returns the way to stop. */
  readonly subscribe: (listener: (change: Change) => void) => () => void;
};
