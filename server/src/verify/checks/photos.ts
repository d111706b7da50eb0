import { sha256HexOfBytes } from '@banso/shared/lib/hash.ts';
import type { Flaw } from '../../proof/flaw.ts';
import type { Check } from '../check.ts';
import { engagementIn } from '../records-of.ts';
import { photoPart, type StoredPhoto } from '@banso/shared/engagement/photo.ts';

/** The photos inside are those that the records name. */
export const photos: Check = {
  title: '写真',
  means: '写真は、記録が名ざすとおりの画素です。',
  find: async (material) => {
    const flaws: Flaw[] = [];
    const named = new Map<string, StoredPhoto | null>(
      Object.values(engagementIn(material).photos).map((one) => [photoPart(one.id), one.stored]),
    );
    for (const { part, file } of material.photos) {
      if (file === null) continue;
      const bytes = await material.zip.read(file);
      if (!bytes) flaws.push({ where: file, what: 'ありません。' });
      else if (sha256HexOfBytes(bytes) !== named.get(part)?.sha256)
        flaws.push({ where: file, what: `記録（${part}）の写真ではありません。` });
    }
    const inside = material.photos.filter(({ file }) => file !== null).length;
    return { flaws, notes: [`写真 ${inside}枚`] };
  },
};
