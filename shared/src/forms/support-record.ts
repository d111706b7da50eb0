import { HANDLING_WORDS, type JointMeeting, meetingsOf, type Opinion, opinionsAround } from '../engagement/team.ts';
import { dayInJapan } from '../time/day.ts';
import { wareki } from '../time/wareki.ts';
import type { FormFacts } from './form-facts.ts';
import { dateAndTimes, nextVisit, numberInForm } from './form-words.ts';
import { type PrintCell, type PrintSection, textCell } from './print-data.ts';
import { companySection, confirmationSection, heldCells, progressCell, releaseSection } from './visit-report-parts.ts';

/**
 * 支援記録: the record of one visit of a team where no form is prescribed. Who supported, what was done, what was agreed with the
 * support officers and what became of their opinions, and the company's word; what nobody wrote takes no room.
 * Source: 業務仕様書 4(1)(エ), 6(1)(ア), fiscal year R6; requirements T-4-1-エ-ア…エ, T-6-1.
 */
export const supportRecordSections = (facts: FormFacts): readonly PrintSection[] => {
  const { engagement, visit } = facts;
  const { fields } = visit;
  const next = nextVisit(visit);
  const opinions = opinionsAround(engagement, visit);
  const parts: readonly (PrintSection | null)[] = [
    companySection('支援企業', facts),
    { heading: '支援チーム', rows: teamCells(facts).map((cell) => [cell]) },
    {
      heading: `支援の内容${numberInForm(visit.number)}`,
      rows: [
        textCell('T-4-1-エ-イ', '実施日', dateAndTimes(visit.time)),
        ...heldCells(visit),
        textCell('T-4-1-エ-ア', '支援内容', fields.content, 6),
        ...(fields.effect === '' ? [] : [textCell('T-4-1-エ-ア', '支援効果', fields.effect, 2)]),
        ...(fields.progress === '' ? [] : [progressCell(visit)]),
      ].map((cell) => [cell]),
    },
    { heading: '支援員とのミーティング', rows: meetingCells(meetingsOf(engagement, visit.id)).map((cell) => [cell]) },
    opinions.length === 0
      ? null
      : { heading: '支援員の意見・要望と、その扱い', rows: opinions.map((one) => [opinionCell(one, facts)]) },
    next.written
      ? {
          heading: `次回の予定${numberInForm(next.number)}`,
          rows: [[textCell('', '実施日', next.times)], [textCell('', '支援内容', fields.nextContent)]],
        }
      : null,
    fields.message === '' ? null : { heading: '連絡事項', rows: [[textCell('', '', fields.message)]] },
    confirmationSection('支援企業の確認', facts),
    visit.releases.length > 0 ? releaseSection('解除した確認事項', visit) : null,
  ];
  return parts
    .filter((part) => part !== null)
    .map(({ heading, rows }, i) => ({ heading: `${i + 1}　${heading}`, rows }));
};

/** The expert, and every support officer with the body that sent them. */
const teamCells = ({ engagement, expert }: FormFacts): readonly PrintCell[] => [
  textCell('T-4-1-エ-ア', '専門家', expert?.name ?? ''),
  textCell(
    'T-4-1-エ-ア',
    '支援員',
    (engagement.team?.officers ?? []).map(({ name, organisation }) => `${name}（${organisation}）`).join('\n'),
  ),
];

const meetingCells = (meetings: readonly JointMeeting[]): readonly PrintCell[] =>
  meetings.length === 0
    ? [textCell('T-4-1-エ-ウ', '記録', '記録はありません。')]
    : meetings.map(({ when, on, present, agreed }) =>
        textCell('T-4-1-エ-ウ', WHEN[when], `${wareki(on)}　出席：${present}\n${agreed}`),
      );

const WHEN = { before: '訪問の前', after: '訪問の後' } as const;

const opinionCell = ({ officer, visit, said, atMs, answers }: Opinion, { engagement }: FormFacts): PrintCell => {
  const number = visit === null ? null : (engagement.visits[visit]?.number ?? null);
  const about = visit === null ? '支援全体について' : number === null ? '' : `第${number}回について`;
  return textCell(
    'T-4-1-エ-エ',
    officer,
    [
      [wareki(dayInJapan(atMs)), about].filter((words) => words !== '').join('　'),
      said,
      ...(answers.length === 0 ? ['回答：まだありません。'] : []),
      ...answers.map(
        ({ handling, reply, atMs: answeredAtMs }) =>
          `回答（${wareki(dayInJapan(answeredAtMs))}）：${HANDLING_WORDS[handling]}。${reply}`,
      ),
    ].join('\n'),
  );
};
