import { countCharacters } from '../../lib/text.ts';
import type { FindingType } from '../finding.ts';

/** Requirements section 0 item 1: the gist fits 様式第5号, 100 characters. */
export const gistTooLong: FindingType = {
  code: 'gist-too-long',
  label: '要旨の長さ',
  releasable: true,
  judge: ({ visit }, { gistCharacters }) => {
    const count = countCharacters(visit.fields.gist);
    return count > gistCharacters.value
      ? {
          about: String(count),
          reason: `支援内容の要旨が${count}字で、${gistCharacters.value}字を超えています。`,
          mend: '要旨を短くしてください。詳しい内容は「支援内容」に書けます。',
        }
      : null;
  },
};
