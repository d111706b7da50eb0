import { contractChallenge } from '@banso/shared/contract/contract-statement.ts';
import type { ContractPaper, ContractSignature } from '@banso/shared/engagement/contract-paper.ts';
import { passkeyWordStands } from '../../contract/passkey-word.ts';
import type { Flaw } from '../../proof/flaw.ts';
import type { Check } from '../check.ts';
import type { Material } from '../material.ts';
import { engagementIn } from '../records-of.ts';

/** What office and expert signed: the very file inside, by their passkeys where they used one (decision 021). */
export const contracts: Check = {
  title: '契約書の署名',
  means: '契約書のPDFは、双方が署名したときのままです。パスキーの署名は、そのPDFに対するものです。',
  find: async (material) => {
    const papers = Object.values(engagementIn(material).contractPapers);
    const found = await Promise.all(papers.map((paper) => flawsOf(paper, material)));
    return { flaws: found.flat(), notes: papers.flatMap(notesOf) };
  },
};

const flawsOf = async (paper: ContractPaper, material: Material): Promise<readonly Flaw[]> => {
  const where = `契約書 ${paper.number}`;
  const { file } = paper;
  if (!file) return [];
  const given = material.papers.files.find(({ form, subject }) => form === 'contract' && subject === paper.id);
  const stands = await Promise.all(
    signaturesOf(paper).map(async ({ as, signature }) => {
      const fits = await wordFits(signature, { paper, as, sha256: file.sha256, material });
      return fits ? [] : [{ where, what: `${WORDS[as]}のパスキーの署名が、この契約書のものではありません。` }];
    }),
  );
  return [
    ...(given && given.sha256 !== file.sha256 ? [{ where, what: 'PDFが、署名されたものではありません。' }] : []),
    ...stands.flat(),
  ];
};

const WORDS = { office: '事務局', expert: '専門家' } as const;

const signaturesOf = ({ signedByExpert, signedByOffice }: ContractPaper) => [
  ...(signedByExpert ? [{ as: 'expert', signature: signedByExpert } as const] : []),
  ...(signedByOffice ? [{ as: 'office', signature: signedByOffice } as const] : []),
];

/** A signature without a passkey says no more than its operation, whose device's chain is checked elsewhere. */
const wordFits = async (
  { passkey, by: person }: ContractSignature,
  {
    paper,
    as,
    sha256,
    material: { zip },
  }: {
    readonly paper: ContractPaper;
    readonly as: 'office' | 'expert';
    readonly sha256: string;
    readonly material: Material;
  },
): Promise<boolean> => {
  if (!passkey) return true;
  const { tenant, engagement } = zip.index;
  const origin = originIn(passkey.clientData);
  if (!origin) return false;
  return passkeyWordStands(passkey, {
    publicKey: Buffer.from(passkey.publicKey, 'base64url'),
    challenge: contractChallenge({ tenant, engagement, paper: paper.id, sha256, as, person }),
    // Where the office is reached is nothing that an export knows: the passkey says it itself.
    place: { rpId: origin.hostname, origins: [origin.origin] },
  });
};

const originIn = (clientData: string): URL | null => {
  try {
    const said: unknown = JSON.parse(Buffer.from(clientData, 'base64url').toString());
    const origin = typeof said === 'object' && said !== null && 'origin' in said ? said.origin : null;
    return typeof origin === 'string' ? new URL(origin) : null;
  } catch {
    return null;
  }
};

const notesOf = (paper: ContractPaper): readonly string[] =>
  signaturesOf(paper).map(
    ({ as, signature }) =>
      `契約書 ${paper.number}: ${WORDS[as]}の署名（${signature.passkey ? 'パスキー' : '直前の本人の確かめと端末の鍵'}）`,
  );
