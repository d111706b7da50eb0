import { aboutOf } from '../../engagement/release.ts';
import { foldName } from '../../lib/text.ts';
import type { FindingType } from '../finding.ts';

/** T-4-1-エ-ア: expert and support officer visit as a team. Told by the names the company signs, so that no officer has to tap. */
export const officerAbsent: FindingType = {
  code: 'officer-absent',
  label: '支援員の同席がない',
  releasable: true,
  restsOn: 'supportOfficers',
  judge: ({ engagement: { team }, visit }, { supportOfficers }) => {
    if (!supportOfficers || !visit.time?.to) return null;
    const officers = team?.officers ?? [];
    if (officers.length === 0) {
      return {
        about: null,
        reason: 'この支援案件には、支援員が登録されていません。',
        mend: '事務局が、推薦機関の支援員を支援チームに登録してください。支援員の手続は要りません。',
      };
    }
    const present = foldName(visit.fields.present);
    if (officers.some(({ name }) => present.includes(foldName(name)))) return null;
    return {
      about: aboutOf([visit.fields.present]),
      reason: `「同席した人」に、支援員（${officers.map(({ name }) => name).join('、')}）の名前がありません。`,
      mend: '同席していたのであれば、「同席した人」に名前を加え、会社の確認を受けてください。支援員のいない回でも、このまま提出できます。',
    };
  },
};
