import { meetingsOf } from '../../engagement/team.ts';
import type { FindingType } from '../finding.ts';

/** T-4-1-エ-ウ: around each visit the expert meets the support officers to confirm the line of support. */
export const meetingNotRecorded: FindingType = {
  code: 'meeting-not-recorded',
  label: '支援員とのミーティングの記録がない',
  releasable: true,
  restsOn: 'supportOfficers',
  judge: ({ engagement, visit }, { supportOfficers }) =>
    supportOfficers && visit.time?.to && meetingsOf(engagement, visit.id).length === 0
      ? {
          about: null,
          reason: 'この訪問の前にも後にも、支援員とのミーティングの記録がありません。',
          mend: '専門家が、ミーティングの日、出席者、確認したことを記録してください。行わなかった回も、このまま提出できます。',
        }
      : null,
};
