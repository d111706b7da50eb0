import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

/** The attribute that carries a time stamp on a signature (RFC 5126, signature-time-stamp). */
export const TIME_STAMP_TOKEN = '1.2.840.113549.1.9.16.2.14';

/** The CMS inside DER; throws for anything else. */
export const signedDataOf = (cms: Uint8Array): pkijs.SignedData => {
  const parsed = asn1js.fromBER(Uint8Array.from(cms).buffer);
  if (parsed.offset === -1) throw new Error('not DER');
  const content = new pkijs.ContentInfo({ schema: parsed.result });
  // pkijs does not type what the content is; its constructor refuses everything else.
  return new pkijs.SignedData({ schema: content.content as unknown as asn1js.Sequence });
};
