import { confirmationsOf, type Engagement, visitsInOrder } from '@banso/shared/engagement/engagement.ts';
import type { Visit, VisitStatus } from '@banso/shared/engagement/visit.ts';
import { type Confirmation, confirmationStands, isDisproved } from '@banso/shared/evidence/confirmation.ts';
import { GRADE_WORDS, gradeVisit } from '@banso/shared/evidence/grade.ts';
import { signatureBlock } from '@banso/shared/forms/signature-block.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import type { Gathered } from './gather-export.ts';
import { page, pairs, table, text } from './html-page.ts';

/** The engagement on one page for an auditor with a browser and nothing else: no script, nothing from elsewhere. */
export const summaryPage = (gathered: Gathered, exportedAtMs: number): string => {
  const { office, id, engagement, papers } = gathered;
  const { core } = engagement;
  const company = papers.company?.name ?? core?.company ?? '';
  return page(`支援案件の一覧　${company}`, [
    '<p>この一覧は、読むためのものです。記録が変わっていないことは、README.txt の方法で確かめてください。</p>',
    pairs([
      ['事務局', office.name],
      ['事業', papers.programme.name],
      ['支援案件', id],
      ['支援企業', company],
      ['専門家', papers.expert?.name ?? core?.expert ?? ''],
      ['契約', core?.contract ? `${core.contract.number}（${wareki(core.contract.concludedOn)}）` : '—'],
      ['書き出し', instant(exportedAtMs)],
    ]),
    '<h2>訪問</h2>',
    table(['回', '日と時間', '状態', '時刻の根拠', '支援内容の要旨', '会社の確認', '承認'], visitRows(gathered)),
    '<h2>会社の確認</h2>',
    ...visitsInOrder(engagement).flatMap((visit) =>
      confirmationsOf(engagement, visit.id).map((one) => confirmationBlock(visit, one)),
    ),
    '<h2>操作</h2>',
    table(['台帳', '受付', '操作', '行った人', '結果'], operationRows(gathered)),
  ]);
};

const STATUS_WORDS: Readonly<Record<VisitStatus, string>> = {
  scheduled: '予定',
  started: '訪問中',
  ended: '終了',
  submitted: '提出済み',
  sentBack: '差戻し',
  approved: '承認済み',
  cancelled: '中止',
};

const visitRows = ({ engagement, people }: Gathered): readonly (readonly string[])[] =>
  visitsInOrder(engagement).map((visit) => {
    const grade = gradeVisit(visit)?.grade;
    return [
      numberOf(visit),
      timeOf(visit),
      STATUS_WORDS[visit.status],
      grade ? `${grade} ${GRADE_WORDS[grade]}` : '—',
      visit.fields.gist,
      standingOf(engagement, visit),
      visit.approval ? `${nameOf(people, visit.approval.by)}　${instant(visit.approval.atMs)}` : '—',
    ];
  });

const standingOf = (engagement: Engagement, visit: Visit): string => {
  const all = confirmationsOf(engagement, visit.id);
  if (all.length === 0) return 'なし';
  return all.some((one) => confirmationStands(visit, one)) ? '成り立つ' : '今の記録には当てはまらない';
};

const confirmationBlock = (visit: Visit, confirmation: Confirmation): string => {
  const { sentence, signer, manner, details, drawing } = signatureBlock(confirmation);
  const standing = confirmationStands(visit, confirmation)
    ? '今の記録のとおりです。'
    : isDisproved(confirmation)
      ? '確認コードか端末の署名が合わないため、数えません。'
      : 'この確認の後に、確認した内容が変わりました。';
  return [
    `<section><h3>${text(numberOf(visit))}　${text(signer)}</h3>`,
    `<p>${text(standing)}</p><pre>${text(confirmation.text)}</pre>`,
    `<p>${text(sentence)}</p><p>${[manner, ...details].map(text).join('<br>')}</p>`,
    drawing
      ? `<svg role="img" aria-label="手書きの署名" viewBox="0 0 ${Number(drawing.width)} ${Number(drawing.height)}">` +
        `<path d="${text(drawing.path)}"/></svg>`
      : '',
    `<p class="code">${text(confirmation.hash)}</p></section>`,
  ].join('\n');
};

const VERDICT_WORDS: Readonly<Record<string, string>> = {
  accepted: '受付',
  flagged: '受付（要確認）',
  refused: '受付できない',
  blocked: '待ち',
  parked: '預り',
};

const operationRows = ({ opened, people }: Gathered): readonly (readonly string[])[] =>
  opened.map(({ entry, text: body }) => [
    `${entry.position}番`,
    instant(entry.receivedAt.getTime()),
    `${OPERATION_TYPES.get(entry.type)?.label ?? entry.type}${body === null ? '（消去済み）' : ''}`,
    entry.actor === SYSTEM ? 'システム' : nameOf(people, entry.actor ?? ''),
    VERDICT_WORDS[entry.verdict] ?? entry.verdict,
  ]);

const nameOf = (people: Gathered['people'], person: string): string =>
  people.find(({ id }) => id === person)?.name ?? person;

const numberOf = ({ number }: Visit): string => (number === null ? '回未定' : `第${number}回`);

const timeOf = ({ time, schedule }: Visit): string => {
  if (time) return `${wareki(time.on)} ${time.from}～${time.to ?? ''}`;
  return schedule ? `${wareki(schedule.on)} ${schedule.from}～${schedule.to}（予定）` : '—';
};

const instant = (atMs: number): string => `${wareki(dayInJapan(atMs))} ${clockTimeInJapan(atMs)}`;
