import { wareki } from '../../time/wareki.ts';
import type { FindingType } from '../finding.ts';

/** FY3-7: the day of the visit is not in the future. */
export const inTheFuture: FindingType = {
  code: 'in-the-future',
  label: '先の日付',
  releasable: false,
  judge: ({ visit, today }) =>
    visit.time && visit.time.on > today
      ? {
          about: null,
          reason: `実施日が、今日より先の${wareki(visit.time.on)}になっています。`,
          mend: '端末の日付と、入力した実施日を確かめてください。',
        }
      : null,
};
