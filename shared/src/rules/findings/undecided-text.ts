import { VISIT_FIELD_LABELS } from '../../engagement/visit-fields.ts';
import type { FindingType } from '../finding.ts';

/** L17: two texts of one field wait for their author's choice. */
export const undecidedText: FindingType = {
  code: 'undecided-text',
  label: '選ばれていない文章',
  releasable: false,
  judge: ({ visit }) => {
    const [first] = visit.conflicts;
    if (!first) return null;
    return {
      about: null,
      reason: `「${VISIT_FIELD_LABELS[first.field]}」に、二つの端末で書かれた文章が残っています。`,
      mend: '二つを見比べて、使う文章を選んでください。',
    };
  },
};
