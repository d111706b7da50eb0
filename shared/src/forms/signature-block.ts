import { type Confirmation, type Manner, strokesOf } from '../evidence/confirmation.ts';
import { IDENTIFIED_BY_WORDS, SIGNER_ROLE_WORDS } from '../evidence/signer-words.ts';
import { strokesToPath } from '../evidence/strokes-path.ts';
import { clockTimeInJapan, dayInJapan } from '../time/day.ts';
import { spokenTime, wareki } from '../time/wareki.ts';
import type { PrintedSignature } from './print-data.ts';

/** The company's word as a block on paper: the sentence, who gave it and how, and the signature where there is one. */
export const signatureBlock = (confirmation: Confirmation): PrintedSignature => {
  const { sentence, signer, manner, proxy, reading, guest } = confirmation;
  const strokes = strokesOf(confirmation);
  return {
    kind: 'signature',
    sentence,
    signer: `${signer.title}　${signer.name}`,
    manner: mannerWords(manner),
    details: [
      ...(proxy ? [`代筆：${proxy.name}（${proxy.relation}）　理由：${proxy.reason}`] : []),
      `立場：${SIGNER_ROLE_WORDS[signer.role]}`,
      `本人の確かめ方：${IDENTIFIED_BY_WORDS[signer.identifiedBy]}`,
      `確認した端末：${guest ? '会社の端末（訪問先で示したリンクから）' : '専門家の端末'}`,
      `記録した時刻：${wareki(dayInJapan(reading.wallMs))}${spokenTime(clockTimeInJapan(reading.wallMs))}（${guest ? 'サーバー' : '端末'}の時計）`,
    ],
    drawing: strokes && { width: strokes.width, height: strokes.height, path: strokesToPath(strokes) },
  };
};

const mannerWords = (manner: Manner): string => {
  switch (manner.by) {
    case 'strokes':
      return '手書きの署名';
    case 'typedName':
      return 'お名前の入力と、登録された連絡先への確認コードによる確認';
    case 'paper':
      return `紙への署名（${wareki(manner.writtenOn)}、写真${manner.photos.length}枚）　理由：${manner.reason}`;
  }
};
