import type { Termination } from '../engagement/contract-paper.ts';
import { contractsOf } from '../engagement/contract-paper.ts';
import { wareki } from '../time/wareki.ts';
import { finishPaper, type PaperFacts, ruleSetOfPaper } from './form-facts.ts';
import { type PrintData, type PrintRefusal, textCell } from './print-data.ts';

/**
 * 解約通知書: what one side tells the other in writing before the contract ends early (FK-7-1). From the office it carries the reason,
 * which a freelancer may ask for (フリーランス法第16条第2項). Null where the contract it speaks of is not there.
 */
export const terminationNotice = (facts: PaperFacts, ending: Termination): PrintData | PrintRefusal | null => {
  const ruleSet = ruleSetOfPaper(facts);
  const { engagement, programme, expert } = facts;
  const contract = contractsOf(engagement).find(({ number }) => number === ending.contract);
  if (!contract) return null;
  if (!ruleSet?.contractForm || !ruleSet.contract) return { refused: 'no_rules' };
  const paper = contract.paper === undefined ? undefined : engagement.contractPapers[contract.paper];
  const office = paper
    ? `${paper.office.name}　${paper.office.signatoryTitle}　${paper.office.signatoryName}`
    : programme.addressee;
  const other = paper?.party.name ?? expert?.name ?? '';
  const fromOffice = ending.by === 'office';
  return finishPaper(facts, ruleSet, {
    code: 'termination-notice',
    form: {
      ...ruleSet.contractForm,
      name: '解約通知書',
      clause: ruleSet.contract.terminationArticle,
      title: '解約通知書',
      officialTitle: '解約通知書',
    },
    draft: false,
    subject: ending.id,
    on: ending.sentOn,
    head: { addressee: `${fromOffice ? other : office}　様`, madeOn: wareki(ending.sentOn), people: [] },
    sections: [
      {
        heading: '次の契約を、期間の途中で解約します',
        rows: [
          [textCell('FK-7-1', '通知する者', fromOffice ? office : other)],
          [textCell('FK-7-1', '契約番号', contract.number)],
          [textCell('FK-3-1', '契約期間', `${wareki(contract.from)}から${wareki(contract.to)}まで`)],
          [textCell('FK-7-1', '契約の終わり', wareki(ending.endsOn))],
          [textCell('FK-7-1', '理由', ending.reason, 3)],
          ...(ending.exception === '' ? [] : [[textCell('', '予告の期間を短くする理由', ending.exception)]]),
        ],
      },
      {
        heading: '受領',
        rows: [
          [
            textCell('FK-7-1', '受け取った日', ending.received ? wareki(ending.received.on) : '令和　　年　　月　　日'),
            textCell('FK-7-1', '受け取った人', ending.received?.by ?? ''),
          ],
        ],
      },
    ],
    annex: null,
    notes: [],
  });
};
