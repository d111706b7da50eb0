import type { Visit } from '@banso/shared/engagement/visit.ts';
import { type Confirmation, confirmationStands, confirmationStatement } from '@banso/shared/evidence/confirmation.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import type { Flaw } from '../../proof/flaw.ts';
import { signatureStands } from '../../seal/signatures.ts';
import type { Check } from '../check.ts';
import type { Material } from '../material.ts';
import { engagementIn, visitName } from '../records-of.ts';

/** What companies confirmed: the text and how it was confirmed are bound to each other by the device's signature. */
export const confirmations: Check = {
  title: '会社の確認',
  means: '会社が読んだ文、署名した方、署名の線（または確認の方法）は、確認した端末の鍵で一つに結ばれています。',
  find: (material) => {
    const { confirmations: all, visits } = engagementIn(material);
    const found = Object.values(all)
      .toSorted((a, b) => numberOf(visits[a.visit]) - numberOf(visits[b.visit]) || (a.id < b.id ? -1 : 1))
      .map((one) => {
        const where = nameOf(one, visits[one.visit]);
        return { where, flaws: flawsOf(one, where, material), standing: standing(one, visits[one.visit]) };
      });
    return {
      flaws: found.flatMap(({ flaws }) => flaws),
      notes: found.flatMap((one) => (one.flaws.length > 0 ? [] : [`${one.where}: ${one.standing}`])),
    };
  },
};

const numberOf = (visit: Visit | undefined): number => visit?.number ?? Number.MAX_SAFE_INTEGER;

const nameOf = ({ id, visit }: Confirmation, held: Visit | undefined): string =>
  `${visitName(held, visit)}の確認 ${id}`;

const flawsOf = (confirmation: Confirmation, where: string, { devices }: Material): readonly Flaw[] => {
  const { id, text, hash, device, deviceProof, deviceSignature, guest } = confirmation;
  const flaws: Flaw[] = [];
  if (sha256Hex(text) !== hash) flaws.push({ where, what: '文のハッシュが違います。' });
  // What the server found disproved is kept so, and counts for nothing: there is nothing more to find.
  if (deviceProof === false) return flaws;
  // A guest's word is recorded by the server, and signed by the key that the guest's browser made for it.
  const key = guest?.publicKey ?? devices.find((one) => one.id === device)?.publicKey;
  if (key === undefined) return [...flaws, { where, what: `端末${device}の公開鍵がありません。` }];
  const statement = confirmationStatement({ ...confirmation, confirmation: id });
  if (!signatureStands(key, statement, deviceSignature))
    flaws.push({ where, what: '端末の署名が合いません。文、署名した方、署名の線のどれかが、別のものです。' });
  return flaws;
};

const standing = (confirmation: Confirmation, visit: Visit | undefined): string => {
  if (visit && confirmationStands(visit, confirmation)) return '成り立っています（いまの記録のとおりです）。';
  return confirmation.deviceProof === false || confirmation.codeProof === false
    ? '受け付けたときから、数えていません（端末の署名か確認コードが合わないものです）。'
    : 'いまの記録には当てはまりません（確認の後に、記録が変わりました）。';
};
