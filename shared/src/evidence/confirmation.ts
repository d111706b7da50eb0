import type { ClockReading, TimeBounds } from '../time/clock-reading.ts';
import { confirmationCodeSchema } from './confirmation-code.ts';
import * as v from 'valibot';
import { partIdSchema } from '../operation/envelope.ts';
import { confirmationText } from './confirmation-text.ts';
import { sha256Hex } from '../lib/hash.ts';
import { filledTextSchema } from '../lib/text.ts';
import { type Strokes, strokesSchema } from './strokes.ts';
import { daySchema } from '../time/day.ts';
import type { Visit } from '../engagement/visit.ts';

/** Who confirms for the company, and how the person was known to be that. */
export const signerSchema = v.strictObject({
  name: filledTextSchema(100),
  title: filledTextSchema(100),
  role: v.picklist(['representative', 'delegate']),
  identifiedBy: v.picklist([
    'knownToExpert',
    'metOnSite',
    'businessCard',
    'registeredContact',
    'ownPhone',
    'companysPaper',
  ]),
});

/** How a signed paper reached the office. */
export const PAPER_WAYS = ['post', 'fax', 'mail', 'inPerson'] as const;

/** What whoever enters a paper compares, one by one, between the paper and the record. */
export const COMPARED_WITH_PAPER = ['day', 'hours', 'break', 'place', 'gist'] as const;

/**
 * 代理入力: the paper came to the office, and somebody there entered what it says. `name`: of the person who entered it, as
 * papers print it; `agrees`: what that person compared and found the same, which is all of it or there is no entry.
 */
const enteredSchema = v.strictObject({
  name: filledTextSchema(100),
  came: v.picklist(PAPER_WAYS),
  agrees: v.tuple([v.literal('day'), v.literal('hours'), v.literal('break'), v.literal('place'), v.literal('gist')]),
});

export const strokesMannerSchema = v.strictObject({ by: v.literal('strokes'), strokes: strokesSchema });
export const typedNameMannerSchema = v.strictObject({ by: v.literal('typedName'), code: confirmationCodeSchema });

/**
 * How the company confirmed; all of equal rank (requirements 3.2 item 10).
 * - strokes: written by hand on the screen
 * - typedName: the name typed, with the code that the office sent to the company's registered contact
 * - paper: written on paper on the day `writtenOn`, photographed; `photos` are ids of `Paper`s. `entered` only where the
 *   paper came to the office and the desk entered it
 */
const mannerSchema = v.variant('by', [
  strokesMannerSchema,
  typedNameMannerSchema,
  v.strictObject({
    by: v.literal('paper'),
    photos: v.pipe(v.array(partIdSchema), v.minLength(1), v.maxLength(4)),
    writtenOn: daySchema,
    reason: filledTextSchema(500),
    entered: v.exactOptional(enteredSchema),
  }),
]);

/** 代筆: somebody wrote in the signer's place, at the signer's wish. */
export const proxySchema = v.strictObject({
  name: filledTextSchema(100),
  relation: filledTextSchema(100),
  reason: filledTextSchema(500),
});

export type Manner = v.InferOutput<typeof mannerSchema>;
export type Proxy = v.InferOutput<typeof proxySchema>;
export type PaperEntry = v.InferOutput<typeof enteredSchema>;

export const partiesSchema = v.strictObject({ company: filledTextSchema(200), expert: filledTextSchema(200) });

/**
 * What the device records when the company confirms: `text` is exactly what was on the screen, `hash` its SHA-256.
 * `deviceSignature` is the device key's ECDSA signature over `confirmationStatement`.
 */
export const confirmationBodySchema = v.strictObject({
  visit: partIdSchema,
  confirmation: partIdSchema,
  version: v.literal(1),
  text: v.pipe(v.string(), v.maxLength(4_000)),
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  sentence: filledTextSchema(200),
  parties: partiesSchema,
  signer: signerSchema,
  manner: mannerSchema,
  proxy: v.nullable(proxySchema),
  appVersion: v.pipe(v.string(), v.maxLength(40)),
  deviceSignature: v.pipe(v.string(), v.maxLength(200)),
});

/**
 * The company's own device: the invitation whose link it opened, and the key it made for this one confirmation (SPKI of a P-256
 * key, base64url). The private half never leaves that browser.
 */
const guestSchema = v.strictObject({ invitation: partIdSchema, publicKey: v.pipe(v.string(), v.maxLength(200)) });

/** The same, given on a device of the company's own: `deviceSignature` is by the guest's key. */
export const guestConfirmationBodySchema = v.strictObject({ ...confirmationBodySchema.entries, guest: guestSchema });

export type GuestConfirmationBody = v.InferOutput<typeof guestConfirmationBodySchema>;

export type Signer = v.InferOutput<typeof signerSchema>;
export type ConfirmationBody = v.InferOutput<typeof confirmationBodySchema>;

/** The company's word that a visit happened as shown. Immutable; whether it still counts is computed, never stored (L12). */
export type Confirmation = Omit<ConfirmationBody, 'confirmation'> & {
  readonly id: string;
  /** Null when it was given on the expert's phone. */
  readonly guest: GuestConfirmationBody['guest'] | null;
  readonly device: string;
  readonly operation: string;
  readonly reading: ClockReading;
  readonly bounds: TimeBounds;
  /** Whether the server verified the device's signature; null until it has seen it. */
  readonly deviceProof: boolean | null;
  /** Whether the typed code is the one that the office gave for this visit; null where there is none, or nobody could tell yet. */
  readonly codeProof: boolean | null;
  /** Whether every photo it names is a paper of this visit, recorded before it by the same person; null without paper. */
  readonly paperProof: boolean | null;
  /** Who of the office entered it (代理入力); null where it was recorded at the visit. */
  readonly enteredBy: string | null;
  /** It came when the visit was approved already. */
  readonly afterApproval?: true;
};

/**
 * True while the canonical text of the visit's current facts, in the confirmation's own version, is what was signed, and
 * nothing of it was disproved: neither the device's signature nor the code nor the photos of the paper.
 */
export const confirmationStands = (visit: Visit, confirmation: Confirmation): boolean => {
  if (isDisproved(confirmation)) return false;
  const text = confirmationText(visit, confirmation.parties);
  return text !== null && text === confirmation.text && sha256Hex(text) === confirmation.hash;
};

/** True when the device's key did not sign it, the code is not this visit's, or the photos it names are not papers of this visit. */
export const isDisproved = ({
  deviceProof,
  codeProof,
  paperProof,
}: Pick<Confirmation, 'deviceProof' | 'codeProof' | 'paperProof'>): boolean =>
  deviceProof === false || codeProof === false || paperProof === false;

/** The photos of the paper that it rests on, by id; none where the company confirmed in another way. */
export const photosNamedBy = ({ manner }: Pick<Confirmation, 'manner'>): readonly string[] =>
  manner.by === 'paper' ? manner.photos : [];

/** 代理入力 as it was recorded; null where the confirmation was recorded at the visit. */
export const entryOf = ({ manner }: Pick<Confirmation, 'manner'>): PaperEntry | null =>
  (manner.by === 'paper' && manner.entered) || null;

/** The signature as it was drawn; null where the company confirmed in another way. */
export const strokesOf = ({ manner }: Pick<Confirmation, 'manner'>): Strokes | null =>
  manner.by === 'strokes' ? manner.strokes : null;

/** What is signed, by its hashes (hex): which confirmation, which text, how it was given, and by whom. */
export type Statement = {
  readonly confirmation: string;
  readonly hash: string;
  readonly manner: string;
  readonly people: string;
};

export const statementOf = ({
  confirmation,
  hash,
  manner,
  proxy,
  signer,
}: Pick<ConfirmationBody, 'confirmation' | 'hash' | 'manner' | 'proxy' | 'signer'>): Statement => ({
  confirmation,
  hash,
  manner: sha256Hex(canonical(manner)),
  people: sha256Hex(canonical([signer, proxy])),
});

/** What the device's key signs. */
export const statementText = ({ confirmation, hash, manner, people }: Statement): string =>
  ['banso-confirmation-1', confirmation, hash, manner, people].join('\n');

/** What the device's key signs, of a whole confirmation. */
export const confirmationStatement = (said: Parameters<typeof statementOf>[0]): string =>
  statementText(statementOf(said));

/** JSON with the keys of every object in order: the same value gives the same text on every device. */
const canonical = (value: unknown): string => JSON.stringify(inOrder(value));

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.some(isObject) ? value.map(inOrder) : value;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, inOrder(one)]));
};

const isObject = (value: unknown): value is object => value !== null && typeof value === 'object';
