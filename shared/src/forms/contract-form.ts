import { blocksOf } from '../contract/slots.ts';
import type { ContractPaper } from '../engagement/contract-paper.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { wareki } from '../time/wareki.ts';
import { finishPaper, type PaperFacts } from './form-facts.ts';
import type { PrintContract, PrintData, PrintRefusal } from './print-data.ts';

/**
 * 様式第1号: the contract as it was offered, word for word; nothing that happens to it later changes the paper. On the paper route it
 * has frames for the seals and a blank day, on the electronic one it says that the signatures are a record of their own.
 * Source: requirements 1.3 FK-0-1…FK-14-1, FK-Z-1…FK-Z-4.
 */
export const contractForm = (facts: PaperFacts, paper: ContractPaper): PrintData | PrintRefusal => {
  const ruleSet = ruleSetOfContract(facts, paper);
  if (!ruleSet?.contractForm) return { refused: 'no_rules' };
  return finishPaper(asOffered(facts, paper), ruleSet, {
    code: 'contract',
    form: ruleSet.contractForm,
    draft: false,
    subject: paper.id,
    on: paper.offered.on,
    head: { addressee: '', madeOn: '', people: [] },
    sections: [],
    annex: null,
    notes: [],
    contract: contentOf(paper),
  });
};

/** The rules a contract was written under, whatever versions came since. */
export const ruleSetOfContract = ({ programme }: PaperFacts, { ruleSet }: ContractPaper): RuleSet | null =>
  programme.ruleSets.find(({ id, version }) => id === ruleSet.id && version === ruleSet.version) ?? null;

/** Company and expert under the names that the contract has: printed again after a change it is still the same paper. */
export const asOffered = (facts: PaperFacts, { company, party }: ContractPaper): PaperFacts => ({
  ...facts,
  company: facts.company && { ...facts.company, name: company },
  expert: facts.expert && { ...facts.expert, name: party.name },
});

const contentOf = (paper: ContractPaper): PrintContract => {
  const { office, party, route } = paper;
  const onPaper = route === 'paper';
  return {
    number: paper.number,
    blocks: paper.blocks,
    closing: paper.closing,
    date: onPaper ? '令和　　年　　月　　日' : '契約の日　双方の電子署名がそろった日（署名の記録のとおり）',
    parties: [
      {
        role: '委託者',
        lines: [office.address, office.name, `${office.signatoryTitle}　${office.signatoryName}`],
        seal: onPaper,
      },
      {
        role: '受託者',
        lines: [
          `（住所）${party.address}`,
          ...(party.company === '' && party.kind === 'individual' ? [] : [`（会社名）${party.company}`]),
          `${party.title === '' ? '' : `（役職名）${party.title}　`}（氏名）${party.name}`,
        ],
        seal: onPaper,
      },
    ],
    terms: { title: paper.terms.title, version: paper.terms.version, blocks: blocksOf(paper.terms.text) },
    offered: `${wareki(paper.offered.on)}に提示　文面の版 ${paper.text.version}`,
  };
};
