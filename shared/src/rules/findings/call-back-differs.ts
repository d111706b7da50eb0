import { callBacksOn, isReached } from '../../engagement/call-back.ts';
import { wareki } from '../../time/wareki.ts';
import type { FindingType } from '../finding.ts';

/** Requirements 3.2 item 2: the last time the company was asked by telephone, it said something else than the record. */
export const callBackDiffers: FindingType = {
  code: 'call-back-differs',
  label: '電話での確かめと記録の違い',
  releasable: true,
  judge: ({ engagement, visit }) => {
    const last = callBacksOn(engagement, visit.id).findLast(isReached);
    return last?.outcome === 'differs'
      ? {
          about: last.id,
          reason: `${wareki(last.on)}に会社へ電話で確かめたところ、記録とちがうとのことでした。`,
          mend: '専門家に事情を確かめ、記録を直すか、もう一度会社に確かめて、その結果を記録してください。',
        }
      : null;
  },
};
