import type { ClockReading, TimeBounds } from '../time/clock-reading.ts';
import type { Strokes } from './strokes.ts';
import * as v from 'valibot';
import { partIdSchema } from '../operation/envelope.ts';
import { confirmationText } from './confirmation-text.ts';
import { sha256Hex } from '../lib/hash.ts';
import { filledTextSchema } from '../lib/text.ts';
import { strokesSchema } from './strokes.ts';
import type { Visit } from '../engagement/visit.ts';

export const signerSchema = v.strictObject({
  name: filledTextSchema(100),
  title: filledTextSchema(100),
  role: v.picklist(['representative', 'delegate']),
  identifiedBy: v.picklist(['knownToExpert', 'metOnSite', 'businessCard']),
});

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
  strokes: strokesSchema,
  appVersion: v.pipe(v.string(), v.maxLength(40)),
  deviceSignature: v.pipe(v.string(), v.maxLength(200)),
});

export type Signer = v.InferOutput<typeof signerSchema>;
export type ConfirmationBody = v.InferOutput<typeof confirmationBodySchema>;

/** The company's word that a visit happened as shown. Immutable; whether it still counts is computed, never stored (L12). */
export type Confirmation = Omit<ConfirmationBody, 'confirmation' | 'strokes'> & {
  readonly id: string;
  readonly strokes: Strokes;
  readonly device: string;
  readonly operation: string;
  readonly reading: ClockReading;
  readonly bounds: TimeBounds;
  /** Whether the server verified the device's signature; null until it has seen it. */
  readonly deviceProof: boolean | null;
};

/** True while the canonical text of the visit's current facts, in the confirmation's own version, is what was signed. */
export const confirmationStands = (visit: Visit, confirmation: Confirmation): boolean => {
  const text = confirmationText(visit, confirmation.parties);
  return text !== null && text === confirmation.text && sha256Hex(text) === confirmation.hash;
};

/** What the device's key signs: which confirmation, which text, which strokes. */
export const confirmationStatement = (
  body: Pick<ConfirmationBody, 'confirmation' | 'hash' | 'strokes' | 'signer'>,
): string =>
  [
    'banso-confirmation-1',
    body.confirmation,
    body.hash,
    sha256Hex(JSON.stringify(body.strokes)),
    sha256Hex(JSON.stringify([body.signer.name, body.signer.title, body.signer.role, body.signer.identifiedBy])),
  ].join('\n');
