import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import { isOfficerOf, type Opinion } from '@banso/shared/engagement/team.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import type { ReactNode } from 'react';
import type { EngagementView } from '../store/client-store.ts';
import { Comment } from '../ui/notice.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { messages as common } from './messages.ts';
import { teamMessages as messages } from './team-messages.ts';
import './team.css';

export type OpinionListProps = {
  readonly view: EngagementView;
  readonly opinions: readonly Opinion[];
  /** What may be done with one of them. */
  readonly action?: (opinion: Opinion) => ReactNode;
};

/** Opinions of support officers with the answers they got. */
export function OpinionList({ view, opinions, action }: OpinionListProps) {
  return opinions.map((opinion) => (
    <article key={opinion.id} className="team__item">
      <Comment from={whoseAndWhen(view.engagement, opinion)}>{opinion.said}</Comment>
      {isWaiting(view, opinion.operation) && <StateMark state="waiting" />}
      {opinion.answers.length === 0 && <StateMark state="needsYou">{messages.open}</StateMark>}
      {opinion.answers.map((answer) => (
        <div key={answer.operation} className="team__answer">
          <p>
            <strong>{messages.answered(messages.handling[answer.handling])}</strong>
            <span className="keep">　{monthAndDay(dayInJapan(answer.atMs))}</span>
          </p>
          <p className="team__text">{answer.reply}</p>
          {isWaiting(view, answer.operation) && <StateMark state="waiting" />}
        </div>
      ))}
      {action?.(opinion)}
    </article>
  ));
}

/** 足立 こずえさん・第1回について・12月3日 */
const whoseAndWhen = (engagement: Engagement, { officer, visit, by, atMs }: Opinion): string =>
  [
    messages.opinionFrom(officer),
    visit === null ? messages.onWhole : messages.onVisit(common.number(engagement.visits[visit]?.number ?? null)),
    monthAndDay(dayInJapan(atMs)),
    ...(isOfficerOf(engagement, by) ? [] : [messages.writtenDown]),
  ].join('・');

const isWaiting = ({ waiting }: EngagementView, operation: string): boolean =>
  waiting.some(({ id }) => id === operation);
