import { confirmationsOf } from '../../engagement/engagement.ts';
import type { FindingType } from '../finding.ts';
import { visitWords } from './visit-words.ts';
import { aboutOf } from '../../engagement/release.ts';

/**
 * Requirements section 7, idea 12: one drawing used for two confirmations. It compares lines with lines and never says whose
 * hand it was (requirements 3.2: no automatic identification). A person judges.
 */
export const sameStrokes: FindingType = {
  code: 'same-strokes',
  label: 'よく似た署名があります',
  releasable: true,
  restsOn: 'sameStrokesPercent',
  judge: ({ engagement, likeStrokes, visit }) => {
    const [first] = likeStrokes;
    if (!first) return null;
    const where = first.visit === visit.id ? 'この訪問の前の署名' : `${visitWords(first)}の署名`;
    const how = first.differencePercent === 0 ? '同じ線' : 'ほとんど同じ線';
    return {
      about: aboutOf([confirmationsOf(engagement, visit.id).at(-1)?.id, ...likeStrokes.map((one) => one.confirmation)]),
      reason: `会社の署名が、${where}と${how}です。手で書いた署名は、同じ人でも少しずつ違います。`,
      mend: '二つの署名を並べて見比べ、会社に署名の様子を確かめてください。',
    };
  },
};
