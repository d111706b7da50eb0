import { createHash, X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

/** What a detached signature says: whether it stands over these bytes, and whose certificate made it. */
export type CheckedSignature = {
  readonly stands: boolean;
  readonly certificate: X509Certificate | null;
};

const BROKEN: CheckedSignature = { stands: false, certificate: null };
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

/**
 * Checks a detached CAdES signature (DER; zeros behind it are ignored) against bytes. It stands when the key of the certificate
 * it carries signed exactly these bytes, and its signingCertificateV2 names that certificate. Never throws.
 */
export const checkDetached = async (cms: Uint8Array, bytes: Uint8Array): Promise<CheckedSignature> => {
  try {
    const signed = signedDataOf(cms);
    const [signer, ...others] = signed.signerInfos;
    if (!signer || others.length > 0) return BROKEN;
    const data = Uint8Array.from(bytes).buffer;
    const result = await signed.verify({ signer: 0, data, checkChain: false, extendedMode: true });
    const found = result.signerCertificate;
    if (!found) return BROKEN;
    const raw = Buffer.from(found.toSchema().toBER(false));
    return { stands: result.signatureVerified === true && names(signer, raw), certificate: new X509Certificate(raw) };
  } catch {
    return BROKEN;
  }
};

/** The CMS inside DER; throws for anything else. */
export const signedDataOf = (cms: Uint8Array): pkijs.SignedData => {
  const parsed = asn1js.fromBER(Uint8Array.from(cms).buffer);
  if (parsed.offset === -1) throw new Error('not DER');
  const content = new pkijs.ContentInfo({ schema: parsed.result });
  // pkijs does not type what the content is; its constructor refuses everything else.
  return new pkijs.SignedData({ schema: content.content as unknown as asn1js.Sequence });
};

/** Whether the signature names this certificate by its hash, so that another one with the same key would not do. */
const names = (signer: pkijs.SignerInfo, certificate: Buffer): boolean => {
  const attribute = signer.signedAttrs?.attributes.find(({ type }) => type === SIGNING_CERTIFICATE_V2);
  const hash = createHash('sha256').update(certificate).digest();
  // SigningCertificateV2 ⊃ ESSCertIDv2 ⊃ certHash: the hash is the only OCTET STRING of 32 bytes that it can be.
  return attribute?.values.some((value: asn1js.BaseBlock) => Buffer.from(value.toBER(false)).includes(hash)) === true;
};
