import { netMinutes } from '../../engagement/net-minutes.ts';
import { spokenDuration } from '../../time/wareki.ts';
import type { FindingType } from '../finding.ts';

/** F-5-1-c: at least 180 net minutes a visit; 179 fails, 180 passes. It stops the claim, not the approval. */
export const tooShort: FindingType = {
  code: 'too-short',
  label: '支援時間が足りない',
  releasable: true,
  judge: ({ visit }, { minimumMinutes, breaksDeducted }) => {
    const net = netMinutes(visit);
    if (net === null || net < 0) return null;
    const counted = breaksDeducted.value ? net : net + visit.fields.breakMinutes;
    const missing = minimumMinutes.value - counted;
    if (missing <= 0) return null;
    const how = breaksDeducted.value ? '休憩を除いた' : '休憩を含めた';
    return {
      reason: `${how}支援時間は${spokenDuration(counted)}（${counted}分）で、1回の最低${spokenDuration(minimumMinutes.value)}に${missing}分足りません。`,
      mend: '時刻や休憩の誤りであれば、理由を付けて訂正し、会社の確認を受けてください。実際に短かった回は、このままでは請求の対象になりません。',
    };
  },
};
