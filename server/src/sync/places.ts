import { base64urlToBytes } from '@banso/shared/lib/base64url.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { chainNext } from '@banso/shared/operation/chain.ts';
import { type Envelope, textToEnvelope } from '@banso/shared/operation/envelope.ts';
import type { PushItem } from '@banso/shared/protocol/sync.ts';

/**
 * One place in a device's sequence. `text` is exactly what was hashed; `envelope` is null where it is not an operation.
 * A gap covers `span` sequence numbers and has no text.
 */
export type Place = {
  readonly seq: number;
  readonly span: number;
  readonly text: string;
  readonly hash: string;
  readonly shape: 'operation' | 'raw' | 'gap';
  readonly envelope: Envelope | null;
  /** Set by the device for raw and gap, where the server cannot compute the chain. */
  readonly claimedChain: string | null;
};

/** The text of a copy that a locked device sealed to the office for this number; null when it does not open. */
export type OpenCopy = (seq: number, sealed: string) => string | null;

/** The items of a push laid out on its sequence numbers; null if they do not fill from…to exactly. */
export const placesOf = (
  items: readonly PushItem[],
  { fromSeq, toSeq, openCopy }: { readonly fromSeq: number; readonly toSeq: number; readonly openCopy: OpenCopy },
): readonly Place[] | null => {
  if (items.length === 0) return null;
  const places: Place[] = [];
  let seq = fromSeq;
  for (const item of items) {
    const place = placeOf(item, seq, openCopy);
    if (!place) return null;
    places.push(place);
    seq += place.span;
  }
  return seq === toSeq + 1 ? places : null;
};

/** The chain value after each place, from the value before the first. */
export const chainsAlong = (start: string, places: readonly Place[]): readonly string[] => {
  let value = start;
  return places.map((place) => {
    value = place.claimedChain ?? chainNext(value, place.text);
    return value;
  });
};

/** No phone records this many operations in its life; the log's columns hold every number below. */
const MAX_GAP = 1_000_000;
const MAX_SEQ = 1_000_000_000;

const placeOf = (item: PushItem, seq: number, openCopy: OpenCopy): Place | null => {
  if ('text' in item) return operationAt(seq, item.text);
  if (item.seq !== seq || seq > MAX_SEQ) return null;
  if ('gap' in item) {
    if (item.gap > MAX_GAP) return null;
    const text = `gap(${item.gap})`;
    return {
      seq,
      span: item.gap,
      text,
      hash: sha256Hex(`${text}@${seq}`),
      shape: 'gap',
      envelope: null,
      claimedChain: item.chain,
    };
  }
  if ('raw' in item) return rawAt(seq, item.raw, item.chain);
  const text = openCopy(seq, item.sealed);
  // Only what continues the device's chain is the operation that it recorded; anything else is kept as the bytes it is.
  const proven = text !== null && chainNext(item.previousChain, text) === item.chain;
  return proven ? operationAt(seq, text) : rawAt(seq, item.sealed, item.chain);
};

const operationAt = (seq: number, text: string): Place => ({
  seq,
  span: 1,
  text,
  hash: sha256Hex(text),
  shape: 'operation',
  envelope: textToEnvelope(text),
  claimedChain: null,
});

/** Null for what is no base64url. */
const rawAt = (seq: number, raw: string, claimedChain: string): Place | null =>
  base64urlToBytes(raw) === null
    ? null
    : { seq, span: 1, text: raw, hash: sha256Hex(raw), shape: 'raw', envelope: null, claimedChain };
