const SUBJECTS = [
  '原価表',
  '仕入れ伝票',
  '作業時間',
  '在庫の棚卸し',
  '見積書',
  '売場の並べ方',
  '予約の受付',
  '資金繰り表',
];
const DOINGS = [
  '一緒に見直した',
  '担当者に説明してもらった',
  '数字を書き込んだ',
  '手順書に直した',
  '商品ごとに分けた',
  '次回までの宿題とした',
];
const RESULTS = [
  '粗利が分かった',
  '無駄な工程が二つ見つかった',
  '値上げの根拠ができた',
  '責任者が決まった',
  '記録が続いている',
];
/** Drawn at random, so that the text is about as hard to compress as what a person writes. */
const KANJI = [
  '安案以位意引運営価加果化課改開外拡確額活完管観関器期機技旧給業曲局均経計軽欠決件建検限減現個効口広構合差最材財作産算残仕使始試資事',
  '時次質実者取主手種受集重出所初商省証条状場新進図数制整成製責接設説線選全組倉操増測続損他対台単担値注調通定提適店点転伝当投動特得内入年',
  '納倍売発販番比費備品付負部分変編保方法報本毎満未務無名明面目問約予用要容来利理率流料量力例列労論',
].flatMap((line) => line.split(''));

/** Prose of a visit report, exactly this long. */
export const reportText = (random: () => number, characters: number): string => {
  let text = '';
  while (text.length < characters) {
    const word = () => pick(random, KANJI) + pick(random, KANJI);
    text += `${word()}の${pick(random, SUBJECTS)}について${word()}を確かめ、${pick(random, DOINGS)}。`;
    text += `${word()}が${Math.floor(random() * 90) + 10}％となり、${word()}の${pick(random, RESULTS)}。`;
  }
  return text.slice(0, characters);
};

const pick = (random: () => number, from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
