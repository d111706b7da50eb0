import { grossMinutes, netMinutes } from '../../engagement/net-minutes.ts';
import { wareki } from '../../time/wareki.ts';
import type { FindingType } from '../finding.ts';

/** FY3-7: start before end, on one day. */
export const endsBeforeStart: FindingType = {
  code: 'ends-before-start',
  label: '時刻の順序',
  releasable: false,
  judge: (facts) => {
    const { time, fields } = facts.visit;
    const gross = grossMinutes(facts.visit);
    const net = netMinutes(facts.visit);
    const mend = '「時刻を直す」で、実際の時刻を理由を付けて入力してください。';
    if (!time || gross === null || net === null) return null;
    if (gross <= 0)
      return { about: null, reason: `終了（${time.to}）が開始（${time.from}）より後になっていません。`, mend };
    if (time.toOn !== time.on)
      return { about: null, reason: `終了が翌日以降（${wareki(time.toOn)}）になっています。`, mend };
    if (net < 0)
      return {
        about: null,
        reason: `休憩（${fields.breakMinutes}分）が、支援の時間（${gross}分）より長くなっています。`,
        mend: '休憩の分数を直してください。',
      };
    return null;
  },
};
