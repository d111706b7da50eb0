import { createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { insertOfficeCertificate, officeCertificate } from '../store/office-certificates.ts';
import type { Store } from '../store/open-store.ts';
import type { OfficeCertificateRow } from '../store/schema.ts';
import { tenantById } from '../store/tenants.ts';
import { certificatesIn, detachedSigner, issueToOneself, type SigningKey } from './cades.ts';
import { openBytes, type SealKey, sealBytes } from './seal.ts';
import { MOST_TOKEN_BYTES, type TimeStamper } from './time-stamp.ts';

/** What an office signs its papers with. */
export type OfficeSigner = {
  /** The name in the certificate; a self-issued one carries 自己発行. */
  readonly name: string;
  readonly selfIssued: boolean;
  readonly validTo: Date;
  /** SHA-256 of the certificate, as readers show it. */
  readonly fingerprint: string;
  /** No signature with this certificate is longer. */
  readonly mostBytes: number;
  readonly sign: (bytes: Uint8Array) => Promise<Buffer>;
};

export type OfficeSigners = {
  /** The office's signer now; one that issues to itself is made when there is none, or the last one is about to expire. */
  readonly of: (tenant: string) => Promise<OfficeSigner>;
  /** Signs with another certificate from now on. Throws `CertificateRefused` and keeps what was there. */
  readonly replace: (
    tenant: string,
    given: { readonly certificates: string; readonly privateKey: string },
  ) => Promise<OfficeSigner>;
};

/** A certificate that cannot sign: `message` says why, in the words of the command line. */
export class CertificateRefused extends Error {
  override readonly name = 'CertificateRefused';
}

/** Everything in a signature besides the certificates: attributes, and up to 4,096 bits of signature. */
const SIGNATURE_OVERHEAD_BYTES = 2_000;
const RENEW_BEFORE_MS = 30 * 24 * 60 * 60 * 1000;

/** Opens the offices' signers. Reading one per paper is a row by its key; the key itself is unwrapped once. */
export const openOfficeSigners = (
  store: Store,
  {
    keyFile,
    nowMs,
    stamp = null,
  }: { readonly keyFile: SealKey; readonly nowMs: () => number; readonly stamp?: TimeStamper | null },
): OfficeSigners => {
  const opened = new Map<string, OfficeSigner>();

  const open = (tenant: string, row: OfficeCertificateRow): OfficeSigner => {
    const key = `${tenant}/${row.number}`;
    const signer = opened.get(key) ?? toSigner(row, openKey(keyFile, key, row.wrappedPrivate), stamp);
    opened.set(key, signer);
    return signer;
  };

  /** `after` is the number of the certificate that this one follows: who comes second to it takes the first one's. */
  const keep = async (
    tenant: string,
    signing: SigningKey,
    { after, selfIssued }: { readonly after: number; readonly selfIssued: boolean },
  ): Promise<OfficeSigner> => {
    const number = after + 1;
    const secret = signing.privateKey.export({ format: 'der', type: 'pkcs8' });
    const wrappedPrivate = sealBytes({ key: keyFile.key, name: `office-certificate/${tenant}/${number}` }, secret);
    const createdAt = new Date(nowMs());
    const row = { number, certificates: signing.certificates, wrappedPrivate, selfIssued, createdAt };
    const kept = await store.transact(tenant, async (tx) => {
      await insertOfficeCertificate(tx, row);
      return officeCertificate(tx);
    });
    if (!kept) throw new Error('the office certificate could not be kept');
    return open(tenant, kept);
  };

  return {
    of: async (tenant) => {
      const [row, office] = await store.read(tenant, async (tx) => [
        await officeCertificate(tx),
        await tenantById(tx, tenant),
      ]);
      const signer = row && open(tenant, row);
      const outdated = signer && row.selfIssued && signer.validTo.getTime() - RENEW_BEFORE_MS < nowMs();
      if (signer && !outdated) return signer;
      if (!office) throw new Error('papers of a tenant that does not exist');
      return keep(tenant, await issueToOneself(office.name, nowMs()), { after: row?.number ?? 0, selfIssued: true });
    },
    replace: async (tenant, given) => {
      const signing = checked(given, nowMs());
      const row = await store.read(tenant, officeCertificate);
      return keep(tenant, signing, { after: row?.number ?? 0, selfIssued: false });
    },
  };
};

const openKey = (keyFile: SealKey, key: string, wrapped: Uint8Array): KeyObject =>
  createPrivateKey({
    key: openBytes({ key: keyFile.key, name: `office-certificate/${key}` }, wrapped),
    format: 'der',
    type: 'pkcs8',
  });

const toSigner = (
  { certificates, selfIssued }: OfficeCertificateRow,
  privateKey: KeyObject,
  stamp: TimeStamper | null,
): OfficeSigner => {
  const chain = certificatesIn(certificates);
  const [own] = chain;
  if (!own) throw new Error('an office certificate was kept without a certificate');
  return {
    name: commonName(own),
    selfIssued,
    validTo: new Date(own.validTo),
    fingerprint: own.fingerprint256,
    mostBytes: chain.reduce(
      (sum, { raw }) => sum + raw.length,
      SIGNATURE_OVERHEAD_BYTES + (stamp ? MOST_TOKEN_BYTES : 0),
    ),
    sign: detachedSigner({ certificates, privateKey }, stamp),
  };
};

const commonName = ({ subject }: X509Certificate): string =>
  subject
    .split('\n')
    .find((line) => line.startsWith('CN='))
    ?.slice('CN='.length)
    .replace(/\\(.)/g, '$1') ?? subject;

/** What was given, if it can sign today: a key that belongs to the first certificate, RSA or P-256 or P-384. */
const checked = (given: { readonly certificates: string; readonly privateKey: string }, nowMs: number): SigningKey => {
  const [own] = readOr(() => certificatesIn(given.certificates), '証明書をPEMとして読み取れません。');
  const privateKey = readOr(
    () => createPrivateKey(given.privateKey),
    '秘密鍵をPEMとして読み取れません（パスワード付きの鍵は使えません）。',
  );
  if (!own) throw new CertificateRefused('証明書のファイルに、証明書がありません。');
  if (!own.checkPrivateKey(privateKey)) throw new CertificateRefused('秘密鍵が、最初の証明書のものではありません。');
  if (Date.parse(own.validTo) < nowMs || Date.parse(own.validFrom) > nowMs)
    throw new CertificateRefused('証明書の有効期間の外です。');
  const curve = privateKey.asymmetricKeyDetails?.namedCurve;
  const usable = privateKey.asymmetricKeyType === 'rsa' || curve === 'prime256v1' || curve === 'secp384r1';
  if (!usable) throw new CertificateRefused('この種類の鍵は使えません（RSA、P-256、P-384 のどれかにしてください）。');
  return { certificates: given.certificates, privateKey };
};

const readOr = <T>(read: () => T, otherwise: string): T => {
  try {
    return read();
  } catch {
    throw new CertificateRefused(otherwise);
  }
};
