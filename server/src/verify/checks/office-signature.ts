import type { X509Certificate } from 'node:crypto';
import { FILES } from '../../export/export-format.ts';
import { checkDetached } from '../../seal/check-cades.ts';
import type { Check } from '../check.ts';
import type { Material } from '../material.ts';

/** The index, and with it everything inside, is signed with a certificate of the office. */
export const officeSignature: Check = {
  title: '事務局の署名（目録）',
  means: '目録とすべてのファイルは、事務局の証明書で署名されたときのままです。',
  find: async (material) => {
    const where = FILES.indexSignature;
    const cms = await material.zip.read(where);
    if (!cms) return { flaws: [{ where, what: 'ありません。' }] };
    const { stands, certificate, timeStamp } = await checkDetached(cms, material.zip.indexBytes);
    if (!stands || !certificate)
      return { flaws: [{ where, what: '目録の署名を確認できません。目録か署名が変わっています。' }] };
    const doubt = doubtAbout(certificate, material);
    return {
      flaws: doubt === null ? [] : [{ where, what: doubt }],
      notes: [
        ...notesOn(certificate, material),
        ...(timeStamp ? [`タイムスタンプ ${timeStamp.at.toISOString()}`] : []),
      ],
    };
  },
};

/** What speaks against this certificate being the office's; null when nothing does. */
export const doubtAbout = (
  { fingerprint256 }: X509Certificate,
  { certificates, published }: Pick<Material, 'certificates' | 'published'>,
): string | null => {
  if (!certificates.some((one) => one.fingerprint256 === fingerprint256))
    return `署名した証明書（SHA-256 ${fingerprint256}）は、事務局の証明書として入っているものではありません。`;
  const known = published.length === 0 || published.some((one) => sameFingerprint(one, fingerprint256));
  return known
    ? null
    : `署名した証明書（SHA-256 ${fingerprint256}）は、公表された指紋のものではありません。名前が同じでも、別の証明書です。`;
};

const notesOn = (certificate: X509Certificate, { published }: Material): readonly string[] => [
  `署名した証明書: ${certificate.subject.replaceAll('\n', '、')}`,
  `証明書の指紋（SHA-256）: ${certificate.fingerprint256}`,
  ...(published.length === 0
    ? ['この指紋が事務局のものかは、確かめていません。公表されている指紋を --certificate で与えると、比べます。']
    : ['公表された指紋と一致しました。'].filter(() =>
        published.some((one) => sameFingerprint(one, certificate.fingerprint256)),
      )),
];

/** Colons, spaces and the size of letters differ from program to program. */
const sameFingerprint = (a: string, b: string): boolean => plain(a) === plain(b);
const plain = (fingerprint: string): string => fingerprint.replace(/[^0-9A-Fa-f]/g, '').toUpperCase();
