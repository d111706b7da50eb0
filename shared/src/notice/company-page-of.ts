import type { Company } from '../company/company.ts';
import { confirmationsOf, type Engagement } from '../engagement/engagement.ts';
import { objectionsTo } from '../engagement/objection.ts';
import type { Visit } from '../engagement/visit.ts';
import { confirmationStands } from '../evidence/confirmation.ts';
import { confirmationLines } from '../evidence/confirmation-text.ts';
import type { Programme } from '../programme/programme.ts';
import type { CompanyPage, VisitOnPage } from '../protocol/company-page.ts';
import type { Day } from '../time/day.ts';
import { confirmedHow, plannedVisits } from './compose-notice.ts';

export type PageFacts = {
  readonly engagement: Engagement;
  readonly company: Company;
  readonly expertName: string;
  readonly programme: Programme;
  readonly sample: boolean;
  readonly today: Day;
};

/** What a company's own page shows, from the records as they stand. Reports, plans and money are not on it. */
export const companyPageOf = (facts: PageFacts): CompanyPage => {
  const { engagement, company, programme } = facts;
  return {
    company: company.name,
    expert: facts.expertName,
    office: programme.office,
    programme: programme.name,
    inquiries: programme.inquiries ?? '',
    sample: facts.sample,
    visits: Object.values(engagement.visits)
      .toSorted((a, b) => (dayOf(a) < dayOf(b) ? 1 : -1))
      .map((visit) => visitOnPage(facts, visit))
      .filter(
        ({ unconfirmed, confirmed, objections }) => unconfirmed !== null || confirmed.length + objections.length > 0,
      ),
    planned: plannedVisits(engagement, facts.today).flatMap(({ number, schedule }) =>
      schedule
        ? [
            {
              number,
              on: schedule.on,
              from: schedule.from,
              to: schedule.to,
              place: schedule.mode === 'online' ? 'オンライン' : schedule.place,
            },
          ]
        : [],
    ),
  };
};

const visitOnPage = ({ engagement, company, expertName }: PageFacts, visit: Visit): VisitOnPage => {
  const confirmations = confirmationsOf(engagement, visit.id).toReversed();
  const stands = confirmations.some((one) => confirmationStands(visit, one));
  const lines = confirmationLines(visit, { company: company.name, expert: expertName });
  return {
    visit: visit.id,
    number: visit.number,
    unconfirmed: stands || !lines ? null : [...lines],
    confirmed: confirmations.map((one) => ({
      id: one.id,
      text: one.text,
      sentence: one.sentence,
      ...confirmedHow(one),
      atMs: one.reading.wallMs,
      stands: confirmationStands(visit, one),
    })),
    objections: objectionsTo(engagement, visit.id).map(({ id, text, how, atMs, answer }) => ({
      id,
      text,
      how,
      atMs,
      answer: answer && { outcome: answer.outcome, text: answer.text, atMs: answer.atMs },
    })),
  };
};

const dayOf = ({ time, schedule, id }: Visit): string =>
  [time?.on ?? schedule?.on ?? '', time?.from ?? schedule?.from ?? '', id].join(' ');
