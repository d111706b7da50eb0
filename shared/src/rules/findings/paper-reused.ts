import { confirmationsOf } from '../../engagement/engagement.ts';
import type { FindingType } from '../finding.ts';
import { visitWords } from './visit-words.ts';
import { aboutOf } from '../../engagement/release.ts';

/**
 * One picture of one paper is the evidence of two confirmations. A sheet with several visits on it is possible, a picture taken
 * for another visit as well: a person judges.
 */
export const paperReused: FindingType = {
  code: 'paper-reused',
  label: '同じ紙の写しが使われています',
  releasable: true,
  judge: ({ engagement, likePapers, visit }) => {
    const [first] = likePapers;
    if (!first) return null;
    const where = first.visit === visit.id ? 'この訪問の前の確認' : `${visitWords(first)}の確認`;
    return {
      about: aboutOf([confirmationsOf(engagement, visit.id).at(-1)?.id, ...likePapers.map((one) => one.confirmation)]),
      reason: `紙の確認の写しが、${where}とまったく同じものです。`,
      mend: '写しに、この訪問の日と内容が書かれているか確かめてください。ちがうときは、正しい紙で確認を入れ直してください。',
    };
  },
};
