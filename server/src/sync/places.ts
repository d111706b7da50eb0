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

/** The items of a push laid out on its sequence numbers; null if they do not fill from…to exactly. */
export const placesOf = (items: readonly PushItem[], fromSeq: number, toSeq: number): readonly Place[] | null => {
  if (items.length === 0) return null;
  const places: Place[] = [];
  let seq = fromSeq;
  for (const item of items) {
    const place = placeOf(item, seq);
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

const placeOf = (item: PushItem, seq: number): Place | null => {
  if ('text' in item) {
    const { text } = item;
    return {
      seq,
      span: 1,
      text,
      hash: sha256Hex(text),
      shape: 'operation',
      envelope: textToEnvelope(text),
      claimedChain: null,
    };
  }
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
  if (base64urlToBytes(item.raw) === null) return null;
  return {
    seq,
    span: 1,
    text: item.raw,
    hash: sha256Hex(item.raw),
    shape: 'raw',
    envelope: null,
    claimedChain: item.chain,
  };
};
