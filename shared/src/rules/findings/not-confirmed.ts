import { confirmationsOf, type Engagement } from '../../engagement/engagement.ts';
import { confirmationStands, isDisproved } from '../../evidence/confirmation.ts';
import type { Visit } from '../../engagement/visit.ts';
import type { FindingType, Judgement } from '../finding.ts';
import { aboutOf, timesOf } from '../../engagement/release.ts';

/** Requirements 3.2: each visit is confirmed by the company, and the confirmation is of the facts as they stand now. */
export const notConfirmed: FindingType = {
  code: 'not-confirmed',
  label: '会社の確認がない',
  releasable: true,
  judge: ({ engagement, visit }) => unconfirmed(engagement, visit),
};

/** Why the visit's facts as they stand are not confirmed; null: they are, or it has not ended. */
export const unconfirmed = (engagement: Engagement, visit: Visit): Judgement | null => {
  if (!visit.time?.to) return null;
  // What the company would have to confirm: once it is another, somebody has to let that pass.
  const about = aboutOf([timesOf(visit), visit.fields.breakMinutes, visit.fields.mode]);
  const confirmations = confirmationsOf(engagement, visit.id);
  if (confirmations.some((one) => confirmationStands(visit, one))) return null;
  if (confirmations.length > 0 && confirmations.every(isDisproved))
    return {
      about,
      reason: '会社の確認は届きましたが、確認コード・端末の署名・紙の写しのどれかが、この訪問のものではありません。',
      mend: '会社の方に、もう一度確認していただいてください。コードは、事務局から会社にお知らせしたもの、紙は、この訪問の確認書です。',
    };
  return confirmations.length === 0
    ? {
        about,
        reason: '会社の確認（署名）が、まだありません。',
        mend: '会社の方に、内容を見て署名していただいてください。',
      }
    : {
        about,
        reason: '会社が署名した後に、署名した内容が変わりました。署名は有効ではありません。',
        mend: '会社の方に、変わった内容を見て、もう一度署名していただいてください。',
      };
};
