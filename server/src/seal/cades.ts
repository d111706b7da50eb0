import { createHash, createPrivateKey, type KeyObject, randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { TIME_STAMP_TOKEN } from './signed-data.ts';
import type { TimeStamper } from './time-stamp.ts';

/** Certificates as PEM, the signer's first, and its private key. */
export type SigningKey = { readonly certificates: string; readonly privateKey: KeyObject };

const OID = {
  commonName: '2.5.4.3',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

const HASH = 'SHA-256';
/** RSA, because every reader of PDFs in an office verifies it; 3,072 bits are good beyond the ten years of the certificate. */
const SELF_ISSUED_KEY = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 3072,
  publicExponent: Uint8Array.of(1, 0, 1),
  hash: HASH,
};
const YEARS = 10;
const DAY_MS = 24 * 60 * 60 * 1000;
/** digitalSignature and nonRepudiation: the first two bits. */
const KEY_USAGE = Uint8Array.of(0b1100_0000);

/**
 * A certificate that the office issues to itself: it shows whether a paper was changed, and says nothing about who the office
 * is. Its name carries 自己発行. Takes about a second.
 */
export const issueToOneself = async (office: string, nowMs: number): Promise<SigningKey> => {
  const { subtle } = webcrypto;
  const { privateKey, publicKey } = await subtle.generateKey(SELF_ISSUED_KEY, true, ['sign', 'verify']);
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  // RFC 5280: positive, 20 bytes at most.
  const serial = randomBytes(16);
  serial[0] = 0x40 | (Number(serial[0]) & 0x3f);
  certificate.serialNumber = new asn1js.Integer({ valueHex: bufferOf(serial) });
  for (const name of [certificate.subject, certificate.issuer]) {
    const value = new asn1js.Utf8String({ value: `${office}（自己発行）` });
    name.typesAndValues.push(new pkijs.AttributeTypeAndValue({ type: OID.commonName, value }));
  }
  certificate.notBefore.value = new Date(nowMs - DAY_MS);
  certificate.notAfter.value = new Date(nowMs + YEARS * 365 * DAY_MS);
  certificate.extensions = [
    extension(OID.basicConstraints, new pkijs.BasicConstraints({ cA: false }).toSchema()),
    extension(OID.keyUsage, new asn1js.BitString({ valueHex: bufferOf(KEY_USAGE), unusedBits: 6 })),
  ];
  await certificate.subjectPublicKeyInfo.importKey(publicKey);
  await certificate.sign(privateKey, HASH);
  const secret = Buffer.from(await subtle.exportKey('pkcs8', privateKey));
  return {
    certificates: new X509Certificate(Buffer.from(certificate.toSchema(true).toBER(false))).toString(),
    privateKey: createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' }),
  };
};

/**
 * Makes detached CAdES signatures (ETSI EN 319 122, baseline B) over bytes, as DER. Each names its own certificate by hash
 * (signingCertificateV2), so that another one with the same key cannot be put in its place. With `stamp`, a time-stamping
 * authority's token is added (baseline T) whenever it gives one; else the time is the PDF's matter.
 */
export const detachedSigner = (
  { certificates, privateKey }: SigningKey,
  stamp: TimeStamper | null = null,
): ((bytes: Uint8Array) => Promise<Buffer>) => {
  const given = certificatesIn(certificates).map(({ raw }) => raw);
  const chain = given.map((raw) => pkijs.Certificate.fromBER(bufferOf(raw)));
  const [[own], [ownBytes]] = [chain, given];
  if (!own || !ownBytes) throw new Error('a signing key has no certificate');
  const certHash = sha256(ownBytes);
  const importing = toWebKey(privateKey);
  return async (bytes) => {
    const signed = new pkijs.SignedData({
      version: 1,
      encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: OID.data }),
      signerInfos: [signerInfo({ own, certHash, bytes })],
      certificates: chain,
    });
    await signed.sign(await importing, 0, HASH, bufferOf(bytes));
    await addTimeStamp(signed, stamp);
    const content = new pkijs.ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) });
    return Buffer.from(content.toSchema().toBER(false));
  };
};

const addTimeStamp = async ({ signerInfos }: pkijs.SignedData, stamp: TimeStamper | null): Promise<void> => {
  const [signer] = signerInfos;
  const token = signer && stamp && (await stamp(signer.signature.valueBlock.valueHexView));
  if (!token) return;
  const value = asn1js.fromBER(bufferOf(token)).result;
  signer.unsignedAttrs = new pkijs.SignedAndUnsignedAttributes({
    type: 1,
    attributes: [attribute(TIME_STAMP_TOKEN, value)],
  });
};

/** The certificates of a PEM text, in order; throws when one cannot be read. */
export const certificatesIn = (pem: string): readonly X509Certificate[] =>
  Array.from(
    pem.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g),
    ([one]) => new X509Certificate(one),
  );

const signerInfo = ({
  own: { issuer, serialNumber },
  certHash,
  bytes,
}: {
  readonly own: pkijs.Certificate;
  readonly certHash: Buffer;
  readonly bytes: Uint8Array;
}): pkijs.SignerInfo => {
  const essCertId = new asn1js.Sequence({ value: [new asn1js.OctetString({ valueHex: bufferOf(certHash) })] });
  const attributes = [
    attribute(OID.contentType, new asn1js.ObjectIdentifier({ value: OID.data })),
    attribute(OID.messageDigest, new asn1js.OctetString({ valueHex: bufferOf(sha256(bytes)) })),
    attribute(OID.signingCertificateV2, new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [essCertId] })] })),
  ];
  return new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer, serialNumber }),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
  });
};

const toWebKey = (privateKey: KeyObject): Promise<webcrypto.CryptoKey> => {
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  const curve = privateKey.asymmetricKeyDetails?.namedCurve;
  const algorithm =
    privateKey.asymmetricKeyType === 'ec'
      ? { name: 'ECDSA', namedCurve: curve === 'secp384r1' ? 'P-384' : 'P-256' }
      : { name: SELF_ISSUED_KEY.name, hash: HASH };
  return webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
};

const extension = (extnID: string, value: { readonly toBER: (sizeOnly?: boolean) => ArrayBuffer }): pkijs.Extension =>
  new pkijs.Extension({ extnID, critical: true, extnValue: value.toBER(false) });

const attribute = (type: string, value: asn1js.AsnType): pkijs.Attribute =>
  new pkijs.Attribute({ type, values: [value] });

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** These bytes alone: a small Buffer shares its memory with others. */
const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
