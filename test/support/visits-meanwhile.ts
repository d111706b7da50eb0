import { makeVisit, planOperations } from '@banso/server/sample/make-engagement.ts';
import type { SampleEngagement } from '@banso/server/sample/sample-office.ts';
import { SAMPLE_OFFICES } from '@banso/server/sample/sample-offices.ts';
import { COMPANIES } from '@banso/server/sample/sample-people.ts';
import { recordAsServer } from '@banso/server/sample/server-recorder.ts';
import { addDays, type Day, instantInJapan } from '@banso/shared/time/day.ts';
import type { TestServer } from './test-server.ts';

const office = SAMPLE_OFFICES.fukuoka;

const HELD = [
  { after: 2, gist: '商品ごとの採算を一緒に計算し、送料の負担が大きい三つの商品を確かめた。' },
  { after: 6, gist: '通信販売の送料の決め方を見直し、三つの料金の案を比べた。' },
  { after: 10, gist: '包装の材料と手順を見直し、一箱あたりの費用を二割下げる案を試した。' },
  { after: 14, gist: '新しい取引先への見積書のひな形を作り、二社への提案の順を決めた。' },
] as const;

/**
 * What happened in an engagement since its contract, in the operations that phones and desk would have recorded: the plan handed in,
 * four visits signed and approved, and a fifth that is due on the day `today`.
 */
export const recordVisitsMeanwhile = async (
  server: TestServer['server'],
  { engagement: id, contractOn, today }: { readonly engagement: string; readonly contractOn: Day; readonly today: Day },
): Promise<void> => {
  const engagement: SampleEngagement = {
    id,
    company: COMPANIES.seafood,
    expert: office.people.expert,
    contractNumber: '',
    planRows: ['商品別の採算の確認', '通信販売の見直し', '包装の改善', '取引先の開拓', '定着の確認'],
    visits: [],
  };
  const by = { kind: 'engagement', aggregate: id, actor: office.people.expert.id } as const;
  const plannedAtMs = instantInJapan(addDays(contractOn, 1), '10:00');
  await recordAsServer(server, office.tenant, planOperations(engagement, { ...by, atMs: plannedAtMs, today }));
  const schedule = (on: Day) => ({ on, from: '13:00', to: '16:10', place: '加工場', mode: 'onSite' }) as const;
  for (const [i, { after, gist }] of HELD.entries())
    await makeVisit(
      { server, office, engagement },
      {
        number: i + 1,
        schedule: schedule(addDays(contractOn, after)),
        held: {
          from: '13:00',
          to: '16:20',
          until: 'approved',
          fields: {
            place: '加工場',
            present: '津田 航',
            breakMinutes: 10,
            gist,
            content: `${gist}担当者が次回までに試し、結果を書き留めることにした。`,
            effect: '数字をもとに、次に何をするかを決められるようになった。',
            progress: 'asPlanned',
          },
        },
      },
    );
  await makeVisit({ server, office, engagement }, { number: 5, schedule: schedule(today) });
};
