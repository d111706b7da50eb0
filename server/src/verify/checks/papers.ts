import { sha256HexOfBytes } from '@banso/shared/lib/hash.ts';
import type { Company } from '@banso/shared/company/company.ts';
import { PAPERS } from '@banso/shared/forms/index.ts';
import type { Person } from '@banso/shared/person/person.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import type { ExportedPapers } from '../../export/export-format.ts';
import { checkSignedPdf } from '../../forms/check-signed-pdf.ts';
import type { Flaw } from '../../proof/flaw.ts';
import type { Check } from '../check.ts';
import type { Material } from '../material.ts';
import { aggregateIn, engagementIn } from '../records-of.ts';
import { doubtAbout } from './office-signature.ts';

type Paper = ExportedPapers['files'][number];

/** The papers inside are signed as a whole by the office, and say what the records say. */
export const papers: Check = {
  title: '書面（PDF）',
  means: '書面は、事務局の証明書で全体に署名されたままで、記録のとおりの内容です（照合コードが同じです）。',
  find: async (material) => {
    const flaws: Flaw[] = [];
    const stamps: string[] = [];
    for (const paper of material.papers.files) {
      const found = await flawsOf(paper, material);
      flaws.push(...found.flaws);
      if (found.stampedAt) stamps.push(`${paper.file}: タイムスタンプ ${found.stampedAt.toISOString()}`);
    }
    const { files, printedBefore, missing } = material.papers;
    return {
      flaws,
      notes: [
        `書面 ${files.length}件（これまでに渡した書面の記録 ${printedBefore.length}件）`,
        ...stamps,
        ...missing.map(({ form, problem }) => `印刷できなかった書面があります: ${form}（${problem}）`),
      ],
    };
  },
};

const flawsOf = async (
  paper: Paper,
  material: Material,
): Promise<{ readonly flaws: readonly Flaw[]; readonly stampedAt: Date | null }> => {
  const where = paper.file;
  const pdf = await material.zip.read(where);
  if (!pdf) return { flaws: [{ where, what: 'ありません。' }], stampedAt: null };
  const { whole, stands, certificate, code, timeStamp } = await checkSignedPdf(pdf);
  const doubt = certificate && doubtAbout(certificate, material);
  const words = [
    ...(sha256HexOfBytes(pdf) === paper.sha256 ? [] : ['SHA-256が、書面の記録と違います。']),
    ...(whole ? [] : ['署名が、書面の全体にかかっていません。']),
    ...(whole && !stands ? ['署名が合いません。署名の後に書き換えられています。'] : []),
    ...(doubt ? [doubt] : []),
    ...(code === paper.code ? [] : ['書面の照合コードが、書面の記録と違います。']),
    ...(paper.code === codeByRecords(paper, material) ? [] : ['照合コードが、記録から計算したものと違います。']),
  ];
  return { flaws: words.map((what) => ({ where, what })), stampedAt: timeStamp?.at ?? null };
};

/** The code that this paper carries when it is printed from the records inside; null when it cannot be printed from them. */
const codeByRecords = ({ form, subject }: Paper, material: Material): string | null => {
  const engagement = engagementIn(material);
  // The states were put together by the register of kinds; each is of the kind that was asked for.
  const programme = aggregateIn(material, 'programme') as Programme | null;
  if (!programme) return null;
  const data = PAPERS.get(form)?.print(
    {
      tenant: material.zip.index.tenant,
      engagement,
      company: aggregateIn(material, 'company') as Company | null,
      expert: aggregateIn(material, 'person') as Person | null,
      programme,
      // Only the address in the QR: it is no part of the code.
      baseUrl: '',
    },
    subject,
  );
  return data && !('refused' in data) ? data.foot.verification.code : null;
};
