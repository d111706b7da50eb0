import type { JointMeeting } from '@banso/shared/engagement/team.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import type { ReactNode } from 'react';
import type { OutboxEntry } from '../store/client-store.ts';
import { Fact, Facts } from '../ui/facts.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { teamMessages as messages } from './team-messages.ts';
import './team.css';

export type JointMeetingsProps = {
  readonly meetings: readonly JointMeeting[];
  readonly waiting: readonly OutboxEntry[];
  /** What may be done with one of them. */
  readonly action?: (meeting: JointMeeting) => ReactNode;
};

/** What expert and support officers agreed around a visit. */
export function JointMeetings({ meetings, waiting, action }: JointMeetingsProps) {
  if (meetings.length === 0) return <p>{messages.noMeeting}</p>;
  return meetings.map((meeting) => (
    <article key={meeting.id} className="team__item">
      <h4>
        {messages.meeting[meeting.when]}　<span className="keep">{wareki(meeting.on)}</span>
      </h4>
      {waiting.some(({ id }) => id === meeting.operation) && <StateMark state="waiting" />}
      <Facts>
        <Fact label={messages.meetingPresent}>{meeting.present}</Fact>
        <Fact label={messages.meetingAgreed} stacked>
          {meeting.agreed}
        </Fact>
      </Facts>
      {action?.(meeting)}
    </article>
  ));
}
