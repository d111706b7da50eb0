import { confirmationsOf } from '../../engagement/engagement.ts';
import { papersNamed } from '../../engagement/paper.ts';
import { confirmationStands, photosNamedBy } from '../../evidence/confirmation.ts';
import type { FindingType } from '../finding.ts';

/**
 * L12: a confirmation on paper rests on the picture of that paper; until the office has it, nobody has seen the company's
 * word. The way past it is the picture, or another confirmation: a release would approve what nobody has seen.
 */
export const paperMissing: FindingType = {
  code: 'paper-missing',
  label: '紙の確認の写しが届いていない',
  releasable: false,
  judge: ({ engagement, visit }) => {
    const standing = confirmationsOf(engagement, visit.id).filter((one) => confirmationStands(visit, one));
    const missing = standing.map(
      (one) => papersNamed(engagement, photosNamedBy(one)).filter(({ stored }) => stored === null).length,
    );
    const [first] = missing;
    if (first === undefined || missing.includes(0)) return null;
    return {
      about: null,
      reason: `紙の確認の写し${first}枚が、まだ事務局に届いていません。届くまで、会社の確認を見ることができません。`,
      mend: '写した端末を、電波のある場所で開いてください。端末が使えないときは、会社から紙を取り寄せて、事務局が入力してください。',
    };
  },
};
