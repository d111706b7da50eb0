import { netMinutes } from '@banso/shared/engagement/net-minutes.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { type Grade, gradeVisit } from '@banso/shared/evidence/grade.ts';
import { monthAndDay, spokenDuration, wareki } from '@banso/shared/time/wareki.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { type MarkedState, StateMark } from '../../ui/state-mark.tsx';
import { placeWords } from '../visit-words.ts';
import { messages } from './messages.ts';

/** The facts of a visit as they will be signed, and how well its times are proven. */
export function SummaryFacts({ visit }: { readonly visit: Visit }) {
  const { time, fields } = visit;
  const minutes = netMinutes(visit);
  const grade = gradeVisit(visit);
  return (
    <Facts>
      {time && <Fact label={messages.day}>{wareki(time.on)}</Fact>}
      {time?.to && (
        <Fact label={messages.time}>
          {time.from}～{time.toOn !== time.on && monthAndDay(time.toOn)}
          {time.to}
        </Fact>
      )}
      <Fact label={messages.break}>
        {fields.breakMinutes === 0 ? messages.noBreak : messages.minutes(fields.breakMinutes)}
      </Fact>
      {minutes !== null && minutes >= 0 && <Fact label={messages.netTime}>{spokenDuration(minutes)}</Fact>}
      <Fact label={messages.place}>
        {fields.mode === 'onSite' && fields.place === '' ? messages.blank : placeWords(fields)}
      </Fact>
      <Fact label={messages.present}>{fields.present || messages.blank}</Fact>
      <Fact label={messages.gist} stacked>
        {fields.gist || messages.blank}
      </Fact>
      {grade && (
        <Fact label={messages.proof} stacked>
          <StateMark state={stateByGrade[grade.grade]} />
          <small>{messages.gradeSentence[grade.reason]}</small>
        </Fact>
      )}
    </Facts>
  );
}

const stateByGrade: Readonly<Record<Grade, MarkedState>> = { A: 'proven', B: 'consistent', C: 'declared' };
