import { type Confirmation, entryOf, type Manner, strokesOf } from '../evidence/confirmation.ts';
import { COMPARED_WORDS, IDENTIFIED_BY_WORDS, PAPER_WAY_WORDS, SIGNER_ROLE_WORDS } from '../evidence/signer-words.ts';
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
      ...paperDetails(confirmation),
      ...(proxy ? [`代筆：${proxy.name}（${proxy.relation}）　理由：${proxy.reason}`] : []),
      `立場：${SIGNER_ROLE_WORDS[signer.role]}`,
      `本人の確かめ方：${IDENTIFIED_BY_WORDS[signer.identifiedBy]}`,
      deviceWords(confirmation),
      `記録した時刻：${wareki(dayInJapan(reading.wallMs))}${spokenTime(clockTimeInJapan(reading.wallMs))}（${guest ? 'サーバー' : '端末'}の時計）`,
    ],
    drawing: strokes && { width: strokes.width, height: strokes.height, path: strokesToPath(strokes) },
  };
};

/** Whose device it was: on paper the company used none, and the device is that of whoever recorded the paper. */
const deviceWords = ({ guest, manner, enteredBy }: Confirmation): string => {
  if (manner.by === 'paper') return `記録した端末：${enteredBy === null ? '専門家の端末' : '事務局の端末'}`;
  return `確認した端末：${guest ? '会社の端末（訪問先で示したリンクから）' : '専門家の端末'}`;
};

const mannerWords = (manner: Manner): string => {
  switch (manner.by) {
    case 'strokes':
      return '手書きの署名';
    case 'typedName':
      return 'お名前の入力と、登録された連絡先への確認コードによる確認';
    case 'paper':
      return `紙による確認（写し添付${manner.entered ? `・代理入力　${manner.entered.name}` : ''}）`;
  }
};

/** When the paper was written and why, and how the office came to it where somebody there entered it. */
const paperDetails = (confirmation: Confirmation): readonly string[] => {
  const { manner } = confirmation;
  if (manner.by !== 'paper') return [];
  const entry = entryOf(confirmation);
  return [
    `紙に書かれた日：${wareki(manner.writtenOn)}　写し${manner.photos.length}枚　紙にした理由：${manner.reason}`,
    ...(entry
      ? [
          `代理入力：事務局の${entry.name}が、${PAPER_WAY_WORDS[entry.came]}で届いた紙と記録を見比べて入力（${entry.agrees.map((one) => COMPARED_WORDS[one]).join('・')}）`,
        ]
      : []),
  ];
};
