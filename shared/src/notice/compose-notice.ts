import type { Company } from '../company/company.ts';
import { type CompanyContact, currentContact } from '../company/contact.ts';
import { confirmationsOf, type Engagement } from '../engagement/engagement.ts';
import type { Visit } from '../engagement/visit.ts';
import { type Confirmation, confirmationStands, type Manner } from '../evidence/confirmation.ts';
import { confirmationLines } from '../evidence/confirmation-text.ts';
import { spokenTime, wareki } from '../time/wareki.ts';
import type { Programme } from '../programme/programme.ts';
import type { Day } from '../time/day.ts';
import type { NoticeContent, NoticeEvent } from './notice.ts';

export type NoticeFacts = {
  readonly event: NoticeEvent;
  readonly engagement: Engagement;
  readonly visit: Visit;
  /** The objection that was answered. */
  readonly objection: string | null;
  readonly company: Company;
  readonly contact: CompanyContact | null;
  readonly expertName: string;
  readonly programme: Programme;
  readonly sample: boolean;
  readonly today: Day;
  readonly link: string;
  readonly codeOf: (visit: string) => string;
};

/**
 * What the company is told, from the records as they stand. Of the visit only what tells it apart (day, hours, place, expert,
 * number, gist): who was there is on the company's page, not in a mail. Source: requirements FP-10-一c.
 */
export const composeNotice = (facts: NoticeFacts): NoticeContent => {
  const { engagement, visit, company, programme } = facts;
  const confirmation = confirmationsOf(engagement, visit.id).at(-1) ?? null;
  const standing = confirmationsOf(engagement, visit.id).findLast((one) => confirmationStands(visit, one));
  const lines =
    facts.event === 'scheduled'
      ? planLines(facts)
      : (confirmationLines(visit, { company: company.name, expert: facts.expertName }) ?? []);
  return {
    event: facts.event,
    company: company.name,
    address: currentContact(facts.contact)?.postalAddress.trim() || company.address,
    number: visit.number,
    office: programme.office,
    programme: programme.name,
    inquiries: programme.inquiries ?? '',
    sample: facts.sample,
    facts: lines.filter(({ label }) => TOLD.includes(label)),
    confirmed: confirmedBy(standing ?? confirmation, standing === undefined),
    answer: answerTo(facts),
    link: facts.link,
    next: nextVisit(facts),
  };
};

const TOLD: readonly string[] = ['日にち', '時間', '場所', '専門家', '回', '支援の内容'];

const confirmedBy = (confirmation: Confirmation | null, changed: boolean): NoticeContent['confirmed'] => {
  if (!confirmation) return null;
  return { ...confirmedHow(confirmation), changed };
};

/** 代表取締役 川上 正一さん / 手書きの署名 */
export const confirmedHow = ({
  signer,
  manner,
  proxy,
  guest,
}: Confirmation): { readonly by: string; readonly how: string } => {
  const way = mannerWords(manner);
  const how = guest ? `${way}（会社の端末）` : way;
  return { by: `${signer.title} ${signer.name}さん`, how: proxy ? `${how}（${proxy.name}さんの代筆）` : how };
};

/** What a company reads of its own paper: also who of the office entered it. */
const mannerWords = (manner: Manner): string => {
  if (manner.by === 'strokes') return '手書きの署名';
  if (manner.by === 'typedName') return 'お名前と確認コード';
  const paper = `${wareki(manner.writtenOn)}の紙への署名`;
  return manner.entered ? `${paper}（事務局の${manner.entered.name}が代理入力）` : paper;
};

const answerTo = ({ engagement, objection: id }: NoticeFacts): NoticeContent['answer'] => {
  const objection = id === null ? undefined : engagement.objections[id];
  return objection?.answer
    ? { asked: objection.text, outcome: objection.answer.outcome, text: objection.answer.text }
    : null;
};

/** What a visit to come is told apart by. */
const planLines = ({ visit: { schedule, number }, expertName }: NoticeFacts): NoticeContent['facts'] =>
  schedule
    ? [
        { label: '日にち', value: wareki(schedule.on) },
        { label: '時間', value: `${spokenTime(schedule.from)}から${spokenTime(schedule.to)}まで` },
        { label: '場所', value: schedule.mode === 'online' ? 'オンライン' : schedule.place },
        { label: '専門家', value: expertName },
        ...(number === null ? [] : [{ label: '回', value: `第${number}回` }]),
      ].filter(({ value }) => value !== '')
    : [];

/** The next visit that is planned, with the code for confirming it; for a plan that visit itself. */
const nextVisit = ({ event, engagement, visit, today, codeOf }: NoticeFacts): NoticeContent['next'] => {
  const [next] = plannedVisits(engagement, today).filter(({ id }) => (id === visit.id) === (event === 'scheduled'));
  if (!next?.schedule) return null;
  const { on, from, to } = next.schedule;
  return { number: next.number, on, from, to, code: codeOf(next.id) };
};

/** Visits that are still to come, the next one first. */
export const plannedVisits = ({ visits }: Pick<Engagement, 'visits'>, today: Day): readonly Visit[] =>
  Object.values(visits)
    .filter(({ status, schedule }) => status === 'scheduled' && schedule !== null && schedule.on >= today)
    .toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));

const placeOf = ({ schedule, id }: Visit): string => [schedule?.on, schedule?.from, id].join(' ');
