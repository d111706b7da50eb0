import type { ContactWay } from '../company/contact.ts';
import { spacedCode } from '../evidence/confirmation-code.ts';
import { spokenTime, wareki } from '../time/wareki.ts';
import type { NoticeContent, NoticeRow, NoticeWhy } from './notice.ts';

/** One block of a notice: a heading, if any, and its lines. */
export type NoticeBlock = { readonly title: string; readonly lines: readonly string[] };

/** みのり野製麺 御中 … : what a notice says, block by block, the same words in a mail, a letter and a FAX. */
export const noticeBlocks = (content: NoticeContent): readonly NoticeBlock[] =>
  content.event === 'scheduled' ? planBlocks(content) : recordBlocks(content);

/** A visit to come: when, where, who, and the code that the company may confirm it with. */
const planBlocks = (content: NoticeContent): readonly NoticeBlock[] => [
  {
    title: '',
    lines: [
      `${content.office}（${content.programme}）からのお知らせです。`,
      `${visitWords(content)}の予定と、確認コードをお知らせします。`,
    ],
  },
  { title: '予定', lines: content.facts.map(({ label, value }) => `${label}　${value}`) },
  ...(content.next ? [{ title: '確認コード', lines: codeLines(content.next.code) }] : []),
  {
    title: '予定を変えたいとき',
    lines: ['専門家か事務局へお知らせください。', ...(content.inquiries === '' ? [] : [content.inquiries])],
  },
];

const recordBlocks = (content: NoticeContent): readonly NoticeBlock[] => [
  {
    title: '',
    lines: [
      `${content.office}（${content.programme}）からのお知らせです。`,
      content.answer ? 'お知らせいただいた点について、回答します。' : `${visitWords(content)}の記録をお知らせします。`,
    ],
  },
  ...answerBlocks(content),
  { title: '記録の内容', lines: content.facts.map(({ label, value }) => `${label}　${value}`) },
  { title: '会社の確認', lines: [confirmedWords(content)] },
  { title: 'ちがうところがあるとき', lines: objectionWords(content) },
  ...nextBlocks(content),
];

/** 【○○センター】第2回の支援の記録のお知らせ */
export const noticeSubject = (content: NoticeContent): string => {
  if (content.event === 'scheduled')
    return `【${content.office}】${visitWords(content)}の予定と確認コード${content.sample ? '（サンプル）' : ''}`;
  const what = content.answer ? 'についてのご連絡への回答' : 'の記録のお知らせ';
  return `【${content.office}】${visitWords(content)}${what}${content.sample ? '（サンプル）' : ''}`;
};

/** The notice as the text of a mail, in lines; the link stands alone on its own, so that every mail program opens it whole. */
export const noticeMailText = (content: NoticeContent): string =>
  [
    `${content.company} 御中`,
    ...noticeBlocks(content).map(({ title, lines }) => [...(title === '' ? [] : [`■ ${title}`]), ...lines].join('\n')),
    ['会社のページ（このページは、お使いの会社だけがご覧になれます）', content.link].join('\n'),
    'このメールは、自動でお送りしています。',
    [content.office, content.inquiries].filter((line) => line !== '').join('\n'),
  ].join('\n\n');

/** What a row says of itself; 送信済 is said of nothing that a mail server did not take. */
export const noticeStateWords = ({ state, way }: Pick<NoticeRow, 'state' | 'way'>): string => {
  if (state === 'new') return '準備中';
  if (state === 'waiting') return '送信待ち';
  if (state === 'sent') return '送信済（メールサーバーが受け取りました）';
  if (state === 'failed') return '失敗';
  if (state === 'dropped') return '取りやめ（予定が変わったか、コードはお知らせ済みです）';
  return WAY_STATES[way ?? 'letter'][state];
};

const WAY_STATES: Readonly<Record<ContactWay, { readonly atDesk: string; readonly done: string }>> = {
  mail: { atDesk: '印刷待ち', done: '印刷済' },
  letter: { atDesk: '印刷待ち', done: '印刷済' },
  fax: { atDesk: 'FAX待ち', done: 'FAX済' },
  call: { atDesk: '電話待ち', done: '電話済' },
};

export const NOTICE_WHY_WORDS: Readonly<Record<NoticeWhy, string>> = {
  unreachable: 'メールサーバーにつながりません。',
  slow: 'メールサーバーの返事が、時間内にありませんでした。',
  notSignedIn: 'メールサーバーに入れません。設定（SMTP_URL）を確かめてください。',
  refusedForNow: 'メールサーバーが、後でもう一度送るよう求めました。',
  refused: 'メールサーバーが、受け取りを断りました。メールアドレスを確かめてください。',
  unwritten: 'お知らせの文を作れませんでした。システムの管理者へ連絡してください。',
};

const visitWords = ({ number }: NoticeContent): string => (number === null ? '支援' : `第${number}回の支援`);

const confirmedWords = ({ confirmed }: NoticeContent): string => {
  if (!confirmed) return '会社の方の確認は、まだありません。';
  const { by, how, changed } = confirmed;
  return changed
    ? `${by}が${how}で確認された後に、内容が変わりました。もう一度の確認が必要です。`
    : `${by}が、${how}で確認されました。`;
};

const objectionWords = ({ inquiries }: NoticeContent): readonly string[] => [
  '下の「会社のページ」を開いて、「ちがうところを知らせる」を押してください。',
  'お電話でもかまいません。事務局へお知らせください。',
  ...(inquiries === '' ? [] : [inquiries]),
];

const OUTCOME_WORDS = {
  corrected: '記録を直しました。',
  asRecorded: '記録のとおりと確かめました。',
  withdrawn: 'お知らせを取り下げられたと、うかがいました。',
} as const;

/** 記録を直しました。 */
export const outcomeWords = (outcome: keyof typeof OUTCOME_WORDS): string => OUTCOME_WORDS[outcome];

const answerBlocks = ({ answer }: NoticeContent): readonly NoticeBlock[] =>
  answer
    ? [
        { title: 'お知らせいただいた点', lines: answer.asked.split('\n') },
        { title: '事務局の回答', lines: [outcomeWords(answer.outcome), ...answer.text.split('\n')] },
      ]
    : [];

const codeLines = (code: string): readonly string[] => [
  `確認コード　${spacedCode(code)}`,
  'つぎの訪問のとき、署名の代わりに使える番号です。専門家に伝えず、会社の方がご自分で入力してください。',
];

const nextBlocks = ({ next }: NoticeContent): readonly NoticeBlock[] =>
  next
    ? [
        {
          title: 'つぎの訪問',
          lines: [
            `${next.number === null ? '' : `第${next.number}回　`}${wareki(next.on)} ${spokenTime(next.from)}から${spokenTime(next.to)}まで`,
            ...codeLines(next.code),
          ],
        },
      ]
    : [];
