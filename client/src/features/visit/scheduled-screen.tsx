import { isOver } from '@banso/shared/engagement/contract-paper.ts';
import { dayInJapan, instantInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useBanso, useSyncStatus } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { useRecord } from '../../sync/use-record.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button, ButtonLink, NewTabLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { hasPlan, placeWords } from '../visit-words.ts';
import { messages } from './messages.ts';
import { Setbacks } from './setbacks.tsx';
import { TeamSection } from './team-section.tsx';
import type { VisitScreenProps } from './visit-screen-props.ts';
import { visitTitle } from './visit-title.ts';

/** Later than this after its planned start, a visit has probably begun without the button. */
const LATE_MS = 15 * 60_000;

/** A visit that has not begun; once its day has passed, the first thing offered is to say what became of it. */
export function ScheduledScreen({ view, visit }: VisitScreenProps) {
  const { me } = useBanso();
  const { reachable } = useSyncStatus();
  const { record, busy, problem } = useRecord();
  const { schedule } = visit;
  const place = { engagement: view.id, visit: visit.id };
  const now = useNow();
  const overdue = schedule !== null && schedule.on < dayInJapan(now);
  const late = schedule !== null && !overdue && now >= instantInJapan(schedule.on, schedule.from) + LATE_MS;
  const contract = view.engagement.core?.contract;
  const over = contract ? isOver(contract, dayInJapan(now)) : false;
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
        overdue ? (
          <>
            <ButtonLink look="solid" size="lg" wide href={paths.time(place)}>
              {messages.typeBoth}
            </ButtonLink>
            <ButtonLink wide href={paths.change(place)}>
              {messages.change}
            </ButtonLink>
          </>
        ) : (
          <Button look="solid" size="lg" wide busy={busy} onClick={() => void start()}>
            {messages.start}
          </Button>
        )
      }
    >
      <RecordProblemNotice problem={problem} />
      {over && (
        <Notice kind="warn" title={messages.contractOver}>
          <p>{messages.contractOverHint}</p>
        </Notice>
      )}
      {late && <Notice kind="info" title={messages.startLate} />}
      <Facts>
        <Fact label={messages.day}>{schedule ? wareki(schedule.on) : common.dayUnknown}</Fact>
        {schedule && <Fact label={messages.time}>{`${schedule.from}～${schedule.to}`}</Fact>}
        <Fact label={messages.place} note={view.company?.address}>
          {placeWords(schedule ?? visit.fields)}
        </Fact>
      </Facts>
      <Setbacks visit={visit} />
      <TeamSection view={view} visit={visit} />
      <p className="visit__links">
        {hasPlan(view) && (
          <ButtonLink look="text" href={paths.plan(place)}>
            {messages.plan}
          </ButtonLink>
        )}
        {reachable !== false && (
          <NewTabLink look="text" href={paths.paper('slip-to-sign', place)}>
            {messages.blankSlip}
          </NewTabLink>
        )}
        {overdue ? (
          <Button look="text" busy={busy} onClick={() => void start()}>
            {messages.startNow}
          </Button>
        ) : (
          <>
            <ButtonLink look="text" href={paths.change(place)}>
              {messages.change}
            </ButtonLink>
            <ButtonLink look="text" href={paths.time(place)}>
              {messages.noTapLink}
            </ButtonLink>
          </>
        )}
      </p>
    </Screen>
  );
}
