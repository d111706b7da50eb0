import { addDays, clockTimeInJapan, dayInJapan, instantInJapan } from '@banso/shared/time/day.ts';
import type { SampleEngagement } from './sample-office.ts';
import { COMPANIES, PEOPLE } from './sample-people.ts';

/** Engagements dated around today: one visit is due now, one waits for review, one was sent back. */
export const sampleEngagements = (nowMs: number): readonly SampleEngagement[] => {
  const today = dayInJapan(nowMs);
  const on = (days: number, from: string, to: string, place: string) =>
    ({ on: addDays(today, days), from, to, place, mode: 'onSite' }) as const;
  return [
    {
      id: 'sample-engagement-1',
      company: COMPANIES.noodles,
      expert: PEOPLE.expert,
      contractNumber: 'サンプル-001',
      planRows: [
        '現状の聞き取りと工程の確認',
        '原価の見える化と価格の見直し',
        '直売所の売り方の検討',
        '試算の検証',
        '定着の確認',
      ],
      visits: [
        {
          number: 1,
          schedule: on(-14, '13:00', '16:10', '本社工場'),
          held: {
            from: '13:02',
            to: '16:20',
            until: 'approved',
            fields: {
              place: '本社工場',
              present: '川上 正一、川上 麻衣',
              breakMinutes: 10,
              gist: '製麺の工程を一緒に見て、時間と材料の無駄が出やすい三つの工程を確かめた。次回までに検針票と仕入れ伝票をそろえる。',
              content:
                '仕込み、ゆで、包装の三つの工程を順に見学し、作業ごとの時間と材料の量を聞き取った。記録がない作業は、次回までに担当者が書き留めることにした。',
              effect: 'どの工程に時間がかかっているかを、社長と担当者が同じ表で話せるようになった。',
              progress: 'asPlanned',
              nextOn: today,
              nextFrom: '13:00',
              nextTo: '16:10',
              nextContent: '原価の見える化と価格の見直し',
            },
          },
        },
        { number: 2, schedule: dueNow(nowMs, '本社工場') },
        { number: 3, schedule: on(21, '13:30', '16:40', '直売所') },
      ],
    },
    {
      id: 'sample-engagement-2',
      company: COMPANIES.dyeing,
      expert: PEOPLE.expert,
      contractNumber: 'サンプル-002',
      planRows: ['受注の流れの整理', '見積りの標準化', '通信販売の準備', '写真と文章の作成', '定着の確認'],
      visits: [
        {
          number: 1,
          schedule: on(-2, '09:00', '12:10', '染場'),
          held: {
            from: '09:00',
            to: '12:12',
            until: 'submitted',
            fields: {
              place: '染場',
              present: '樋口 一葉、樋口 藍',
              gist: '注文を受けてから納めるまでの流れを紙に書き出し、見積りの作り方が人によって違うことを確かめた。',
              content:
                '過去三か月の注文を例に、受注から納品までの流れを付箋で並べた。見積りの前提が人によって違うため、次回に標準の単価表を作る。',
              effect: '注文の取りこぼしが起きる場面が二つに絞れた。',
              progress: 'asPlanned',
            },
          },
        },
        { number: 2, schedule: on(3, '13:30', '16:40', '染場') },
      ],
    },
    {
      id: 'sample-engagement-3',
      company: COMPANIES.precision,
      expert: PEOPLE.expert,
      contractNumber: 'サンプル-003',
      planRows: ['段取り替えの観察', '手順の標準化', '設備の配置の見直し', '教育の仕組みづくり', '定着の確認'],
      visits: [
        {
          number: 1,
          schedule: on(-6, '10:00', '14:00', '本社工場'),
          held: {
            from: '10:00',
            to: '14:00',
            until: 'sentBack',
            fields: {
              place: '本社工場',
              present: '宗像 勝、宗像 健',
              gist: '段取り替えの手順を写真つきの表にまとめ、担当者が一人で進められるようにした。',
              content: '旋盤の段取り替えを三回観察し、手順を写真つきの表にまとめた。',
              effect: '段取り替えの時間が短くなった。',
              progress: 'asPlanned',
            },
          },
        },
        { number: 2, schedule: on(4, '10:00', '13:10', '本社工場') },
      ],
    },
    {
      id: 'sample-engagement-4',
      company: COMPANIES.seafood,
      expert: PEOPLE.otherExpert,
      contractNumber: 'サンプル-004',
      planRows: ['商品別の採算の確認', '通信販売の見直し', '包装の改善', '取引先の開拓', '定着の確認'],
      visits: [
        {
          number: 1,
          schedule: on(-3, '13:30', '16:40', '加工場'),
          held: {
            from: '13:31',
            to: '16:21',
            until: 'submitted',
            fields: {
              place: '加工場',
              present: '津田 航',
              gist: '商品ごとの採算を一緒に計算し、送料の負担が大きい三つの商品を確かめた。',
              content: '商品別の原価と送料を表にまとめた。次回は通信販売の送料の決め方を見直す。',
              effect: '採算の合わない商品が分かり、値付けを見直す準備ができた。',
              progress: 'asPlanned',
            },
          },
        },
        { number: 2, schedule: on(5, '13:30', '16:40', '加工場') },
      ],
    },
  ];
};

/** A visit that starts within the half hour, or this afternoon when it would pass midnight. */
export const dueNow = (nowMs: number, place: string, lengthMinutes = 190) => {
  const minuteMs = 60_000;
  const startMs = Math.ceil((nowMs + 10 * minuteMs) / (10 * minuteMs)) * 10 * minuteMs;
  const endMs = startMs + lengthMinutes * minuteMs;
  const whole = dayInJapan(startMs) === dayInJapan(nowMs) && dayInJapan(endMs) === dayInJapan(nowMs);
  const fromMs = whole ? startMs : instantInJapan(dayInJapan(nowMs), '13:00');
  const [from, to] = [fromMs, fromMs + lengthMinutes * minuteMs].map(clockTimeInJapan);
  return { on: dayInJapan(nowMs), from: from ?? '', to: to ?? '', place, mode: 'onSite' } as const;
};
