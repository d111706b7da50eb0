import { lateFactIds } from '../../engagement/late-facts.ts';
import type { FindingType } from '../finding.ts';
import { aboutOf } from '../../engagement/release.ts';

/** L1: a fact arrived after the approval. The approved values stand; invoicing waits until somebody decides. */
export const lateFact: FindingType = {
  code: 'late-fact',
  label: '承認後に届いた記録',
  releasable: true,
  judge: ({ engagement, visit }) => {
    const late = lateFactIds(engagement, visit);
    if (late.length === 0) return null;
    return {
      about: aboutOf(late),
      reason: `承認の後に、${late.length}件の記録が届きました。承認した内容は変わっていません。`,
      mend: '届いた記録を読み、専門家か会社に事情を聞いてください。承認した内容のままでよければ、理由と決裁番号を付けて解除してください。',
    };
  },
};
