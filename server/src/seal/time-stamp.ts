import { createHash, randomBytes } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { Log } from '../server.ts';
import { checkToken } from './check-time-stamp.ts';

/** Has a time-stamping authority say that this signature existed; null where it did not answer as it must: nothing waits for it. */
export type TimeStamper = (signature: Uint8Array) => Promise<Buffer | null>;

/** Room for a token in a PDF: those of public authorities, with their certificates, have 3,000 to 7,000 bytes. */
export const MOST_TOKEN_BYTES = 12_000;

const GRANTED = [0, 1];
/** After a failure nobody is asked for a while, so that an authority that is down does not slow every paper. */
const PAUSE_MS = 60_000;

/**
 * Asks a time-stamping authority (RFC 3161) over HTTP. Whatever goes wrong (no answer within `limitMs`, a refusal, a token over
 * other bytes or too long) is logged as `time_stamp_failed`, and the answer is null.
 */
export const openTimeStamper = ({
  url,
  limitMs,
  nowMs,
  log,
}: {
  readonly url: string;
  readonly limitMs: number;
  readonly nowMs: () => number;
  readonly log: Log;
}): TimeStamper => {
  let askAgainMs = 0;
  return async (signature) => {
    if (nowMs() < askAgainMs) return null;
    try {
      return await ask(url, limitMs, signature);
    } catch (error) {
      askAgainMs = nowMs() + PAUSE_MS;
      log({ event: 'time_stamp_failed', reason: error instanceof TokenRefused ? error.message : 'unreachable' });
      return null;
    }
  };
};

/** An answer that is no token over our bytes. `message` is a code for the log. */
class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

const ask = async (url: string, limitMs: number, signature: Uint8Array): Promise<Buffer> => {
  const nonce = randomBytes(8);
  // Positive and of full length, or DER would write it shorter and the comparison fail.
  nonce[0] = 0x40 | (Number(nonce[0]) & 0x3f);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: requestFor(signature, nonce),
    redirect: 'error',
    signal: AbortSignal.timeout(limitMs),
  });
  if (!response.ok) throw new TokenRefused(`http_${response.status}`);
  const answer = await shortBody(response);
  const token = tokenIn(answer);
  const checked = await checkToken(token, signature);
  if (!checked?.stands) throw new TokenRefused('wrong_token');
  if (!checked.nonce?.equals(nonce)) throw new TokenRefused('wrong_nonce');
  return token;
};

const requestFor = (signature: Uint8Array, nonce: Buffer): ArrayBuffer => {
  const hashedMessage = new asn1js.OctetString({
    valueHex: Uint8Array.from(createHash('sha256').update(signature).digest()).buffer,
  });
  const request = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({
        algorithmId: '2.16.840.1.101.3.4.2.1',
        algorithmParams: new asn1js.Null(),
      }),
      hashedMessage,
    }),
    nonce: new asn1js.Integer({ valueHex: Uint8Array.from(nonce).buffer }),
    certReq: true,
  });
  return request.toSchema().toBER(false);
};

/** The body, never more than a token can be. */
const shortBody = async (response: Response): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  // Node types what a body is read by as anything; a body gives bytes.
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > MOST_TOKEN_BYTES) throw new TokenRefused('too_long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
};

const tokenIn = (answer: Buffer): Buffer => {
  let response: pkijs.TimeStampResp;
  try {
    response = pkijs.TimeStampResp.fromBER(Uint8Array.from(answer).buffer);
  } catch {
    throw new TokenRefused('unreadable');
  }
  const { status, timeStampToken } = response;
  if (!GRANTED.includes(status.status) || !timeStampToken) throw new TokenRefused(`status_${status.status}`);
  return Buffer.from(timeStampToken.toSchema().toBER(false));
};
