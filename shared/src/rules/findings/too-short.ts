import { netMinutes } from '../../engagement/net-minutes.ts';
import { spokenDuration } from '../../time/wareki.ts';
import type { FindingType } from '../finding.ts';
import { countedMinutes } from '../stretches.ts';

/** F-5-1-c: at least 180 net minutes a visit; 179 fails, 180 passes, and it stops the claim, not the approval. T-4-1-エ-イ: 120 as a guide. */
export const tooShort: FindingType = {
  code: 'too-short',
  label: '支援時間が足りない',
  releasable: true,
  restsOn: 'minimumMinutes',
  judge: ({ engagement, visit }, ruleSet) => {
    const { minimumMinutes, breaksDeducted } = ruleSet;
    const net = netMinutes(visit);
    if (!minimumMinutes || net === null || net < 0) return null;
    const counted = countedMinutes(engagement, visit, ruleSet);
    const missing = minimumMinutes.value - counted;
    if (missing <= 0) return null;
    const how = breaksDeducted.value ? '休憩を除いた' : '休憩を含めた';
    const { bound, short } = words[minimumMinutes.meaning];
    return {
      about: String(counted),
      reason: `${how}支援時間は${spokenDuration(counted)}（${counted}分）で、1回の${bound}${spokenDuration(minimumMinutes.value)}に${missing}分足りません。`,
      mend: `時刻や休憩の誤りであれば、理由を付けて訂正し、会社の確認を受けてください。${short}`,
    };
  },
};

const words = {
  limit: { bound: '最低', short: '実際に短かった回は、このままでは請求の対象になりません。' },
  guide: { bound: '目安', short: '目安ですので、実際に短かった回も、このまま提出できます。' },
} as const;
