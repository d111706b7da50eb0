import { isCorrected, SLIP_IDS, type SlipId, type Wording } from '../rules/slip-ids.ts';

/** A slip of the programme's own papers: where it stands, what is printed, what it means, and what is said about it. */
export type Slip = {
  readonly where: string;
  readonly official: string;
  readonly corrected: string;
  readonly note: string;
};

/** Source: 要領, 様式第1号〜第5号, 別記, fiscal year R7; requirements 1.9. */
const SLIPS: Readonly<Record<SlipId, Slip>> = {
  'X-01': {
    where: '要領 別表（地域区分）',
    official: '柳川町',
    corrected: '柳川市',
    note: '「柳川町」という市町村はありません。住所の判定では、どちらの書き方も地域4（筑後）として読みます。',
  },
  'X-02': {
    where: '契約書 別記（資料等の返還等）',
    official: '第10',
    corrected: '第13',
    note: '「第10」が二つあり、第12と第14の間の条です。',
  },
  'X-03': {
    where: '様式第3号 表題',
    official: '経営革新計画伴走支援報事業報告書',
    corrected: '経営革新計画伴走支援事業報告書',
    note: '「報」の字が余分です。',
  },
  'X-04': {
    where: '様式第5号 本文',
    official: '付けて契約を締結した',
    corrected: '付けで契約を締結した',
    note: '「付けで」の誤りと思われます。',
  },
  'X-05': {
    where: '様式第2号 表題',
    official: '経営革新計画伴走支援事業計画書',
    corrected: '経営革新計画伴走支援事業支援計画書',
    note: '要領第3条は「支援計画書」、様式の表題は「計画書」です。同じ書類として扱います。',
  },
  'X-06': {
    where: '契約書 第4条',
    official: '経営革新計画支援事業終了報告書',
    corrected: '経営革新計画伴走支援事業終了報告書',
    note: '「伴走」が抜けています。様式第4号と同じ書類として扱います。',
  },
  'X-07': {
    where: '契約書 第2条第1号',
    official: '支援事業者',
    corrected: '支援事業者（会社名）',
    note: '会社名を書く欄が抜けています。どちらの文言でも、会社名は必ず印刷します。',
  },
  'X-08': {
    where: '契約書 第6条第1項',
    official: '第4条の規定に基づく提出された',
    corrected: '第4条の規定に基づき提出された',
    note: '「基づき」の誤りと思われます。',
  },
  'X-09': {
    where: '契約書 第10条第2項',
    official: '係ることに關して',
    corrected: '係ることに関して',
    note: '「關」は古い字体です。検索では、どちらの字でも見つかります。',
  },
  'X-14': {
    where: '契約書 第5条第2項',
    official: '消費税190円',
    corrected: 'うち消費税190円',
    note: '「うち」が抜けていますが、要領と同じく、旅費2,100円に含まれる税として計算します。',
  },
  'X-18': {
    where: '契約書 別記 第19 見出し',
    official: '補助事業の一部停止及び損害賠償',
    corrected: '契約の解除及び損害賠償',
    note: '本文は契約の解除と損害賠償の定めです。',
  },
};

/** Every slip with what is printed under these rules. */
export const slipsOf = (
  wording: Wording,
): readonly (Slip & { readonly id: SlipId; readonly printed: string; readonly isCorrected: boolean })[] =>
  SLIP_IDS.map((id) => {
    const slip = SLIPS[id];
    const mended = isCorrected(wording, id);
    return { id, ...slip, printed: mended ? slip.corrected : slip.official, isCorrected: mended };
  });
