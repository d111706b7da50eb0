import { lateConfirmationsOf } from '../../engagement/late-facts.ts';
import { confirmationStands } from '../../evidence/confirmation.ts';
import type { FindingType } from '../finding.ts';
import { aboutOf } from '../../engagement/release.ts';

/** L1: the company confirmed after the office had approved. The approval stands; whoever asks for money looks at it first. */
export const confirmedAfterApproval: FindingType = {
  code: 'confirmed-after-approval',
  label: '承認後に届いた会社の確認',
  releasable: true,
  judge: ({ engagement, visit }) => {
    const late = lateConfirmationsOf(engagement, visit);
    if (late.length === 0) return null;
    const same = late.every((one) => confirmationStands(visit, one));
    return {
      about: aboutOf(late.map(({ id }) => id)),
      reason: same
        ? '承認の後に、会社の確認が届きました。確認した内容は、承認した内容と同じです。'
        : '承認の後に、会社の確認が届きました。確認した内容が、承認した内容と違います。',
      mend: '届いた確認と承認した内容を見比べてください。承認した内容のままでよければ、理由と決裁番号を付けて解除してください。',
    };
  },
};
