import { netMinutes } from '@banso/shared/engagement/net-minutes.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import { spokenDuration, wareki } from '@banso/shared/time/wareki.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { messages as common } from '../messages.ts';
import { placeWords } from '../visit-words.ts';
import { messages } from './messages.ts';
import { PaneSection } from './pane-section.tsx';
import { fieldWords, hoursWords } from './words.ts';

/** The facts that the company signs. */
export function FactsSection({ visit }: { readonly visit: Visit }) {
  const { time, schedule, fields } = visit;
  const net = netMinutes(visit);
  return (
    <PaneSection title={messages.facts}>
      <Facts>
        {time ? (
          <>
            <Fact label={messages.day}>{wareki(time.on)}</Fact>
            <Fact label={messages.time}>{hoursWords(time)}</Fact>
          </>
        ) : (
          <Fact label={messages.planned}>
            {schedule ? `${wareki(schedule.on)} ${schedule.from}～${schedule.to}` : common.dayUnknown}
          </Fact>
        )}
        <Fact label={messages.break}>{fieldWords('breakMinutes', fields.breakMinutes)}</Fact>
        {net !== null && net >= 0 && (
          <Fact label={messages.netTime}>{messages.netWords(spokenDuration(net), net)}</Fact>
        )}
        <Fact label={messages.place}>{placeWords(time ? fields : (schedule ?? fields))}</Fact>
        <Fact label={messages.present}>{fields.present || messages.blank}</Fact>
        <Fact label={VISIT_FIELD_LABELS.gist} stacked>
          {fields.gist || messages.blank}
        </Fact>
      </Facts>
    </PaneSection>
  );
}
