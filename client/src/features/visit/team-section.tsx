import type { Visit } from '@banso/shared/engagement/visit.ts';
import { meetingsOf, openOpinions } from '@banso/shared/engagement/team.ts';
import { useId } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { JointMeetings } from '../joint-meetings.tsx';
import { OpinionList } from '../opinion-list.tsx';
import { paths } from '../paths.ts';
import { teamMessages } from '../team-messages.ts';
import { messages } from './messages.ts';

export type TeamSectionProps = { readonly view: EngagementView; readonly visit: Visit };

/** The support officers, what was agreed with them around this visit, and which of their opinions wait for an answer. */
export function TeamSection({ view, visit }: TeamSectionProps) {
  const id = useId();
  if (!view.ruleSet?.supportOfficers) return null;
  const { engagement } = view;
  const place = { engagement: view.id, visit: visit.id };
  const officers = engagement.team?.officers ?? [];
  const open = openOpinions(engagement);
  return (
    <section className="section" aria-labelledby={id}>
      <h2 id={id}>{teamMessages.team}</h2>
      <Facts>
        <Fact label={teamMessages.officers}>
          {officers.length === 0
            ? teamMessages.noOfficers
            : officers.map(({ name, organisation }) => (
                <span key={name} className="keep">
                  {teamMessages.officerOf(name, organisation)}
                </span>
              ))}
        </Fact>
      </Facts>
      {open.length > 0 && (
        <>
          <h3 className="team__heading">{teamMessages.openOpinions(open.length)}</h3>
          <OpinionList
            view={view}
            opinions={open}
            action={(opinion) => (
              <ButtonLink look="text" href={paths.answer({ ...place, opinion: opinion.id })}>
                {teamMessages.toAnswer}
              </ButtonLink>
            )}
          />
        </>
      )}
      <JointMeetings
        meetings={meetingsOf(engagement, visit.id)}
        waiting={view.waiting}
        action={(meeting) => (
          <ButtonLink look="text" href={paths.meeting({ ...place, corrects: meeting.id })}>
            {teamMessages.correctMeeting}
          </ButtonLink>
        )}
      />
      <p className="visit__links">
        <ButtonLink look="text" href={paths.meeting(place)}>
          {messages.recordMeeting}
        </ButtonLink>
        <ButtonLink look="text" href={paths.opinion(place)}>
          {messages.writeDownOpinion}
        </ButtonLink>
      </p>
    </section>
  );
}
