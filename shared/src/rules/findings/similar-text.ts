import { VISIT_FIELD_LABELS } from '../../engagement/visit-fields.ts';
import type { FindingType } from '../finding.ts';
import { visitWords } from './visit-words.ts';
import { aboutOf } from '../../engagement/release.ts';

/** Requirements section 7, idea 12: a report much like another one of the expert's is shown beside it. A person judges. */
export const similarText: FindingType = {
  code: 'similar-text',
  label: 'よく似た文があります',
  releasable: true,
  restsOn: 'similarTextPercent',
  judge: ({ likeTexts }) => {
    const [first, ...others] = likeTexts;
    if (!first) return null;
    const more = others.length === 0 ? '' : `ほかに${others.length}か所あります。`;
    return {
      about: aboutOf(likeTexts.map(({ field, visit }) => [field, visit])),
      reason: `「${VISIT_FIELD_LABELS[first.field]}」の文が、${visitWords(first)}の文とよく似ています（共通する部分 ${first.percent}％）。${more}`,
      mend: '続きの支援では、似ることもあります。二つの文を並べて、この回の内容が書かれているか確かめてください。',
    };
  },
};
