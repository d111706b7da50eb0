import { wareki } from '@banso/shared/time/wareki.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { placeWords } from '../visit-words.ts';
import { messages } from './messages.ts';
import { Setbacks } from './setbacks.tsx';
import type { VisitScreenProps } from './visit-screen-props.ts';
import { visitTitle } from './visit-title.ts';

/** A visit that has not begun. */
export function ScheduledScreen({ view, visit }: VisitScreenProps) {
  const { me } = useBanso();
  const { record, busy, problem } = useRecord();
  const { schedule } = visit;
  const place = { engagement: view.id, visit: visit.id };
  const start = () => record({ type: 'visit-started@1', aggregate: view.id, body: { visit: visit.id } });
  return (
    <Screen
      bar={
        <AppBar
          {...visitTitle(messages.scheduled, view, visit)}
          sample={me.sample}
          back={{ label: messages.back, href: paths.today }}
        />
      }
      strips={<ConnectionStrip />}
      actions={
        <Button look="solid" size="lg" wide busy={busy} onClick={() => void start()}>
          {messages.start}
        </Button>
      }
    >
      <RecordProblemNotice problem={problem} />
      <Facts>
        <Fact label={messages.day}>{schedule ? wareki(schedule.on) : common.dayUnknown}</Fact>
        {schedule && <Fact label={messages.time}>{`${schedule.from}～${schedule.to}`}</Fact>}
        <Fact label={messages.place} note={view.company?.address}>
          {placeWords(schedule ?? visit.fields)}
        </Fact>
      </Facts>
      <Setbacks visit={visit} />
      <p className="visit__links">
        <ButtonLink look="text" href={paths.plan(place)}>
          {messages.plan}
        </ButtonLink>
        <ButtonLink look="text" href={paths.change(place)}>
          {messages.change}
        </ButtonLink>
        <ButtonLink look="text" href={paths.time(place)}>
          {messages.noTapLink}
        </ButtonLink>
      </p>
    </Screen>
  );
}
