import { describe, expect, test } from 'vitest';
import { APPROVER, confirmationOf, engagementWith, goodVisit, PARTIES } from '../../../test/fixtures/engagement.ts';
import { ENTERED, ON_PAPER } from '../../../test/fixtures/paper-cases.ts';
import { confirmationCode } from '../evidence/confirmation-code.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { composeNotice, type NoticeFacts } from './compose-notice.ts';
import { noticeMailText, noticeStateWords, noticeSubject } from './notice-words.ts';

const company = {
  id: 'noodles',
  name: PARTIES.company,
  kana: '',
  address: '福岡県見本市1-2',
  business: '製麺',
  industry: '食料品製造業',
  contact: '川上 麻衣',
  representative: { title: '代表取締役', name: '川上 正一' },
  places: [],
};

const facts = (change: Partial<NoticeFacts> = {}): NoticeFacts => ({
  event: 'confirmed',
  engagement: engagementWith(goodVisit()),
  visit: goodVisit(),
  objection: null,
  company,
  contact: null,
  expertName: PARTIES.expert,
  programme: {
    id: 'fukuoka',
    name: '伴走支援（サンプル）',
    fiscalYear: '令和7年度',
    office: 'サンプル支援センター',
    addressee: '',
    inquiries: '電話 092-000-0000',
    sample: true,
    ruleSets: [FUKUOKA_R7],
  },
  sample: false,
  today: '2025-12-18',
  link: 'https://banso.example/c#token',
  codeOf: () => confirmationCode('123456'),
  ...change,
});

test('[L12.124] the company reads that it was on paper, of which day, and who of the office entered it', () => {
  const told = (change: object) => {
    const confirmation = { ...confirmationOf(goodVisit()), ...change };
    const engagement = { ...engagementWith(goodVisit()), confirmations: { [confirmation.id]: confirmation } };
    return composeNotice(facts({ engagement })).confirmed?.how;
  };
  expect(told({ manner: ON_PAPER })).toBe('令和7年12月18日（木）の紙への署名');
  expect(told({ manner: ENTERED, enteredBy: APPROVER })).toBe(
    '令和7年12月18日（木）の紙への署名（事務局の桐野 誠（サンプル）が代理入力）',
  );
});

describe('[L12.75] what a company is told', () => {
  test('the whole mail, word for word', () => {
    expect(noticeSubject(composeNotice(facts()))).toBe('【サンプル支援センター】第1回の支援の記録のお知らせ');
    expect(noticeMailText(composeNotice(facts()))).toBe(
      `${PARTIES.company} 御中

サンプル支援センター（伴走支援（サンプル））からのお知らせです。
第1回の支援の記録をお知らせします。

■ 記録の内容
日にち　令和7年12月18日（木）
時間　午後1時から午後4時10分まで
場所　本社工場
専門家　${PARTIES.expert}
回　第1回
支援の内容　米粉麺の原価を工程ごとに調べた。

■ 会社の確認
代表取締役 川上 正一さんが、手書きの署名で確認されました。

■ ちがうところがあるとき
下の「会社のページ」を開いて、「ちがうところを知らせる」を押してください。
お電話でもかまいません。事務局へお知らせください。
電話 092-000-0000

会社のページ（このページは、お使いの会社だけがご覧になれます）
https://banso.example/c#token

このメールは、自動でお送りしています。

サンプル支援センター
電話 092-000-0000`,
    );
  });
  test('who was there is not in it', () => {
    expect(noticeMailText(composeNotice(facts()))).not.toContain('川上 麻衣');
  });
  test('a report nobody confirmed, and one that changed since', () => {
    const unsigned = facts({ event: 'submitted', engagement: engagementWith(goodVisit(), { signed: false }) });
    expect(noticeMailText(composeNotice(unsigned))).toContain('会社の方の確認は、まだありません。');
    const changed = goodVisit();
    const visit = { ...changed, fields: { ...changed.fields, gist: '別の要旨' } };
    expect(noticeMailText(composeNotice(facts({ visit })))).toContain('確認された後に、内容が変わりました。');
  });
  test('the next visit is the next of those planned, not one that is past', () => {
    const planned = (id: string, number: number, on: string) => ({
      ...goodVisit({ id, number, status: 'scheduled', time: null }),
      schedule: { on, from: '10:00', to: '13:00', mode: 'onSite' as const, place: '' },
    });
    const engagement = engagementWith(goodVisit());
    const visits = {
      ...engagement.visits,
      past: planned('past', 4, '2025-12-01'),
      later: planned('later', 3, '2026-01-20'),
      next: planned('next', 2, '2026-01-08'),
    };
    const codes: string[] = [];
    const codeOf = (visit: string) => {
      codes.push(visit);
      return confirmationCode('123456');
    };
    const content = composeNotice(facts({ engagement: { ...engagement, visits }, codeOf }));
    expect([content.next?.number, codes]).toEqual([2, ['next']]);
    expect(noticeMailText(content)).toContain(
      `第2回　令和8年1月8日（木） 午前10時から午後1時まで\n確認コード　123 456`,
    );
  });
});

test.each([
  ['waiting', 'mail', '送信待ち'],
  ['sent', 'mail', '送信済（メールサーバーが受け取りました）'],
  ['atDesk', 'letter', '印刷待ち'],
  ['done', 'letter', '印刷済'],
  ['atDesk', 'call', '電話待ち'],
  ['failed', 'mail', '失敗'],
] as const)('[L12.84] %s by %s reads %s', (state, way, words) => {
  expect(noticeStateWords({ state, way })).toBe(words);
});
