import { meetingsOf, opinionsInOrder } from '@banso/shared/engagement/team.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { useNow } from '../../sync/use-now.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { ClosingFindings, closingFindings } from '../closing-findings.tsx';
import { JointMeetings } from '../joint-meetings.tsx';
import { OpinionList } from '../opinion-list.tsx';
import { teamMessages as messages } from '../team-messages.ts';
import type { DeskRow } from './desk-rows.ts';
import { PaneSection } from './pane-section.tsx';

/** Who joined the expert, what they agreed around this visit, and the officers' opinions on it or still open. */
export function TeamSection({ row }: { readonly row: DeskRow }) {
  const { view, visit } = row;
  if (!view.ruleSet?.supportOfficers) return null;
  const { engagement } = view;
  const officers = engagement.team?.officers ?? [];
  const opinions = opinionsInOrder(engagement).filter(
    (opinion) => opinion.visit === visit.id || opinion.answers.length === 0,
  );
  return (
    <PaneSection title={messages.team}>
      <Facts>
        <Fact label={messages.officers}>
          {officers.length === 0
            ? messages.noOfficers
            : officers.map(({ name, organisation }) => messages.officerOf(name, organisation)).join('、')}
        </Fact>
      </Facts>
      <JointMeetings meetings={meetingsOf(engagement, visit.id)} waiting={view.waiting} />
      {opinions.length === 0 ? <p>{messages.noOpinions}</p> : <OpinionList view={view} opinions={opinions} />}
    </PaneSection>
  );
}

/** What the end of the engagement will ask for, once no visit is planned any more. */
export function ClosingSection({ row }: { readonly row: DeskRow }) {
  const findings = closingFindings(row.view, dayInJapan(useNow(60_000)));
  if (findings.length === 0) return null;
  return (
    <PaneSection title={messages.closing}>
      <ClosingFindings findings={findings} />
    </PaneSection>
  );
}
