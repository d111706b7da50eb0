import { createHash, X509Certificate } from 'node:crypto';
import type * as asn1js from 'asn1js';
import type * as pkijs from 'pkijs';
import { type CheckedToken, checkToken } from './check-time-stamp.ts';
import { signedDataOf, TIME_STAMP_TOKEN } from './signed-data.ts';

/** What a detached signature says: whether it stands over these bytes, and whose certificate made it. */
export type CheckedSignature = {
  readonly stands: boolean;
  readonly certificate: X509Certificate | null;
  /** The time stamp on the signature; null where there is none. One that does not stand speaks against the whole. */
  readonly timeStamp: CheckedToken | null;
};

const BROKEN: CheckedSignature = { stands: false, certificate: null, timeStamp: null };
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
    const stamped = await stampOf(signer);
    const stands = result.signatureVerified === true && names(signer, raw) && stamped !== 'broken';
    return { stands, certificate: new X509Certificate(raw), timeStamp: stamped === 'broken' ? null : stamped };
  } catch {
    return BROKEN;
  }
};

const stampOf = async (signer: pkijs.SignerInfo): Promise<CheckedToken | null | 'broken'> => {
  const attribute = signer.unsignedAttrs?.attributes.find(({ type }) => type === TIME_STAMP_TOKEN);
  if (!attribute) return null;
  const [value] = attribute.values as readonly asn1js.BaseBlock[];
  const token = value && (await checkToken(Buffer.from(value.toBER(false)), signer.signature.valueBlock.valueHexView));
  return token?.stands ? token : 'broken';
};

/** Whether the signature names this certificate by its hash, so that another one with the same key would not do. */
const names = (signer: pkijs.SignerInfo, certificate: Buffer): boolean => {
  const attribute = signer.signedAttrs?.attributes.find(({ type }) => type === SIGNING_CERTIFICATE_V2);
  const hash = createHash('sha256').update(certificate).digest();
  // SigningCertificateV2 ⊃ ESSCertIDv2 ⊃ certHash: the hash is the only OCTET STRING of 32 bytes that it can be.
  return attribute?.values.some((value: asn1js.BaseBlock) => Buffer.from(value.toBER(false)).includes(hash)) === true;
};
