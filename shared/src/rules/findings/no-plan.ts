import { planStage } from '../../engagement/plan.ts';
import type { FindingType } from '../finding.ts';

/** F-3-1-一: the plan 様式第2号 is handed in before a report is approved. */
export const noPlan: FindingType = {
  code: 'no-plan',
  label: '計画書が未提出',
  releasable: true,
  restsOn: 'planForm',
  judge: ({ engagement }, { planForm }) => {
    if (!planForm || engagement.plan?.submittedAtMs) return null;
    if (engagement.plan && planStage(engagement.plan) === 'sentBack')
      return {
        about: null,
        reason: `${planForm.officialTitle}（${planForm.name}）は差し戻されていて、まだ再提出されていません。`,
        mend: '専門家が計画書を直して、もう一度提出してください。',
      };
    return {
      about: null,
      reason: `${planForm.officialTitle}（${planForm.name}）が、まだ提出されていません。`,
      mend: '専門家が計画書を提出してください。',
    };
  },
};
