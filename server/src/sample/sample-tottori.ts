import { addDays, dayInJapan } from '@banso/shared/time/day.ts';
import { dueNow } from './sample-engagements.ts';
import type { SampleCompany, SampleEngagement, SamplePerson } from './sample-office.ts';

/** Invented people and companies of Tottori's sample office. None of them exists. */
export const TOTTORI_PEOPLE = {
  administrator: {
    id: 'sample-t-admin',
    name: '生田 みずほ',
    kana: 'イクタ ミズホ',
    roles: ['administrator', 'staff'],
    invitedAs: '鳥取の事務局（管理者）',
  },
  approver: {
    id: 'sample-t-approver',
    name: '宮脇 諭',
    kana: 'ミヤワキ サトシ',
    roles: ['approver', 'staff'],
    invitedAs: '鳥取の事務局（承認者）',
  },
  expert: {
    id: 'sample-t-expert',
    name: '河原 徹',
    kana: 'カワハラ トオル',
    roles: ['expert'],
    invitedAs: '鳥取の専門家',
  },
  officer: {
    id: 'sample-t-officer',
    name: '足立 こずえ',
    kana: 'アダチ コズエ',
    roles: ['supportOfficer'],
    invitedAs: '鳥取の支援員',
  },
} as const satisfies Readonly<Record<string, SamplePerson>>;

export const TOTTORI_COMPANIES: Readonly<Record<'brewery' | 'woodwork', SampleCompany>> = {
  brewery: {
    id: 'sample-t-brewery',
    name: '合同会社 しろつめ醸造（サンプル）',
    kana: 'シロツメジョウゾウ',
    address: '鳥取県倉吉市白詰町1-2',
    business: '酢と発酵飲料の製造',
    industry: '食料品製造業',
    contact: '門脇 遥',
    representative: { title: '代表社員', name: '門脇 修' },
    places: ['醸造所', '直売所'],
  },
  woodwork: {
    id: 'sample-t-woodwork',
    name: '有限会社 なぎさ木工（サンプル）',
    kana: 'ナギサモッコウ',
    address: '鳥取県米子市渚台3-4',
    business: '家具と建具の製造',
    industry: '家具・装備品製造業',
    contact: '松本 岬',
    representative: { title: '代表取締役', name: '松本 渉' },
    places: ['工場', '展示室'],
  },
};

const { expert, officer } = TOTTORI_PEOPLE;
const officers = [{ person: officer.id, name: officer.name, organisation: '白詰商工会（サンプル）' }];

/** One engagement in the middle, with meetings and opinions around its visits; one whose expert is still to be chosen. */
export const tottoriEngagements = (nowMs: number): readonly SampleEngagement[] => {
  const today = dayInJapan(nowMs);
  const on = (days: number, from: string, to: string, place: string) =>
    ({ on: addDays(today, days), from, to, place, mode: 'onSite' }) as const;
  return [
    {
      id: 'sample-t-engagement-1',
      company: TOTTORI_COMPANIES.brewery,
      expert,
      contractNumber: 'サンプル-T1',
      officers,
      visits: [
        {
          number: 1,
          schedule: on(-16, '13:30', '15:40', '醸造所'),
          held: {
            from: '13:30',
            to: '15:45',
            until: 'approved',
            fields: {
              place: '醸造所',
              present: '門脇 修、門脇 遥、足立 こずえ',
              gist: '三年後の姿と売り先を一緒に話し合い、発酵飲料を柱にする方針を確かめた。次回までに商品別の売上をそろえる。',
              content:
                '創業からの歩みと今の売り先を聞き取り、強みと困りごとを紙に書き出した。発酵飲料の引き合いが増えており、成長戦略の柱にすることを話し合った。',
            },
          },
          meeting: {
            when: 'before',
            present: '足立 こずえ',
            agreed: '支援テーマはマーケティング戦略を軸にする。社長の思いを先に聞き、数字の話は二回目からにする。',
          },
        },
        {
          number: 2,
          schedule: on(-4, '13:30', '15:40', '醸造所'),
          held: {
            from: '13:32',
            to: '15:22',
            until: 'submitted',
            fields: {
              place: '醸造所',
              present: '門脇 修、門脇 遥',
              gist: '商品別の売上と利益を一緒に表にし、発酵飲料の目標と三つのKPIの案を作った。',
              content:
                '商品別の売上と原価を表にまとめ、発酵飲料の三年後の目標を話し合った。来店数、定期購入の件数、粗利率をKPIの案とした。',
            },
          },
        },
        { number: 3, schedule: dueNow(nowMs, '直売所', 130) },
      ],
      opinions: [
        {
          number: 1,
          by: officer,
          days: 15,
          said: '後継ぎの遥さんにも、次から話し合いに入ってもらってはどうでしょうか。',
          answer: { handling: 'adopted', reply: '次回から、遥さんにも最初から参加していただきます。' },
        },
        {
          number: 2,
          by: officer,
          days: 3,
          said: 'KPIが多すぎると続かないと思います。はじめは一つに絞るよう、社長と相談していただけないでしょうか。',
        },
      ],
    },
    {
      id: 'sample-t-engagement-2',
      company: TOTTORI_COMPANIES.woodwork,
      expert,
      chosen: false,
      contractNumber: 'サンプル-T2',
      officers,
      visits: [{ number: 1, schedule: on(6, '10:00', '12:10', '工場') }],
    },
  ];
};
