import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay, spokenDuration } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { useRecord } from '../../sync/use-record.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button, ButtonLink, IconButton } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Screen } from '../../ui/screen.tsx';
import { TimeRing } from '../../ui/time-ring.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { endForgotten } from '../forgotten-end.ts';
import { paths } from '../paths.ts';
import { Phrases } from '../phrases.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { LocationOffer } from './location-offer.tsx';
import { messages } from './messages.ts';
import { GistField, ReportFields } from './report-fields.tsx';
import { PhotosSection } from './photos-section.tsx';
import { SavedLine } from '../saved-line.tsx';
import { TeamSection } from './team-section.tsx';
import { TextChoices } from './text-choices.tsx';
import { VisitFacts } from './visit-facts.tsx';
import { VisitMenu } from './visit-menu.tsx';
import type { VisitScreenProps } from './visit-screen-props.ts';
import { countedMinutes, minutesSoFar } from './visit-step.ts';
import { visitTitle } from './visit-title.ts';

/** 訪問中: how long it has been, what the company will sign, and the end in reach of the thumb. */
export function RunningScreen({ view, visit, draft }: VisitScreenProps) {
  const { me } = useBanso();
  const now = useNow();
  const { record, busy, problem } = useRecord();
  const [open, setOpen] = useState<'menu' | 'early' | null>(null);
  const edited = { ...visit, fields: draft.fields };
  const net = Math.max(0, minutesSoFar(edited, now) ?? 0);
  const minutes = view.ruleSet ? countedMinutes(edited, net, view.ruleSet) : net;
  const minimum = view.ruleSet?.minimumMinutes;
  const missing = (minimum?.value ?? 0) - minutes;
  const forgotten = endForgotten(visit, now);
  const toEnd = paths.forgottenEnd({ engagement: view.id, visit: visit.id });
  const end = async () => {
    setOpen(null);
    // What was typed belongs before the end; if it cannot be stored now, the draft keeps it and the end still counts.
    await draft.save();
    await record({ type: 'visit-ended@1', aggregate: view.id, body: { visit: visit.id } });
  };
  return (
    <Screen
      bar={
        <AppBar
          {...visitTitle(messages.running, view, visit)}
          sample={me.sample}
          back={{ label: messages.back, href: paths.today }}
          actions={<IconButton icon="more" label={messages.menu} onClick={() => setOpen('menu')} />}
        />
      }
      strips={<ConnectionStrip />}
      actions={
        <>
          {forgotten === 'surely' && (
            <>
              <ButtonLink look="solid" size="lg" wide href={toEnd}>
                {messages.typeEnd}
              </ButtonLink>
              <Button look="text" wide busy={busy} onClick={() => void end()}>
                {messages.justEnded}
              </Button>
            </>
          )}
          {forgotten !== 'surely' && (
            <Button
              look="solid"
              size="lg"
              wide
              busy={busy}
              onClick={() => (missing > 0 ? setOpen('early') : void end())}
            >
              {messages.end}
            </Button>
          )}
          <SavedLine draft={draft} />
        </>
      }
    >
      <RecordProblemNotice problem={problem ?? draft.problem} />
      {visit.time && forgotten === 'surely' && (
        <Notice kind="info" title={messages.forgotTitle}>
          <p>{messages.forgotHint(`${monthAndDay(visit.time.on)}${visit.time.from}`)}</p>
        </Notice>
      )}
      {forgotten === 'maybe' && (
        <Notice
          kind="info"
          title={messages.forgotLater}
          actions={<ButtonLink href={toEnd}>{messages.typeEnd}</ButtonLink>}
        />
      )}
      {visit.time && forgotten !== 'surely' && (
        <Elapsed
          minutes={minutes}
          minimum={minimum}
          from={visit.time.on === dayInJapan(now) ? visit.time.from : `${monthAndDay(visit.time.on)}${visit.time.from}`}
          now={clockTimeInJapan(now)}
        />
      )}
      <VisitFacts view={view} draft={draft} />
      <LocationOffer view={view} visit={visit} at="start" />
      <TeamSection view={view} visit={visit} />
      <TextChoices view={view} visit={visit} />
      <GistField draft={draft} ruleSet={view.ruleSet} />
      <PhotosSection view={view} visit={visit} />
      <section className="section" aria-label={messages.report}>
        <p className="hint">{messages.laterHint}</p>
        <ReportFields draft={draft} ruleSet={view.ruleSet} />
      </section>
      <VisitMenu open={open === 'menu'} onClose={() => setOpen(null)} view={view} visit={visit} />
      {minimum && (
        <EndEarlyDialog
          open={open === 'early'}
          minutes={minutes}
          missing={missing}
          minimum={boundWords(minimum)}
          onEnd={() => void end()}
          onClose={() => setOpen(null)}
        />
      )}
    </Screen>
  );
}

type Minimum = NonNullable<RuleSet['minimumMinutes']>;

const boundWords = ({ meaning, value }: Minimum): string => messages.bound[meaning](spokenDuration(value));

type ElapsedProps = {
  readonly minutes: number;
  readonly minimum: Minimum | undefined;
  readonly from: string;
  readonly now: string;
};

function Elapsed({ minutes, minimum, from, now }: ElapsedProps) {
  const spokenMinimum = minimum ? boundWords(minimum) : '';
  const left = minimum ? minimum.value - minutes : 0;
  const words = left > 0 ? [messages.until(spokenMinimum), messages.left(spokenDuration(left))] : [];
  return (
    <div className="elapsed">
      {minimum && (
        <TimeRing
          minutes={minutes}
          minimumMinutes={minimum.value}
          label={messages.net}
          words={messages.netWords(spokenDuration(minutes)) + words.join('')}
        />
      )}
      <div className="elapsed__words">
        <p className="elapsed__left">
          {!minimum && `${messages.net} ${spokenDuration(minutes)}`}
          {minimum && left <= 0 && messages.enough(spokenMinimum)}
          <Phrases words={words} />
        </p>
        <dl>
          <dt>{messages.began}</dt>
          <dd>{from}</dd>
          <dt>{messages.now}</dt>
          <dd>{now}</dd>
        </dl>
      </div>
    </div>
  );
}

type EndEarlyProps = {
  readonly open: boolean;
  readonly minutes: number;
  readonly missing: number;
  readonly minimum: string;
  readonly onEnd: () => void;
  readonly onClose: () => void;
};

/** A calm question, never a wall: a short visit is a fact as well. */
function EndEarlyDialog({ open, minutes, missing, minimum, onEnd, onClose }: EndEarlyProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={messages.endEarlyTitle(minimum)}
      actions={
        <>
          <Button look="solid" size="lg" wide onClick={onEnd}>
            {messages.endNow}
          </Button>
          <Button wide onClick={onClose}>
            {messages.goOn}
          </Button>
        </>
      }
    >
      <p>{messages.endEarly(spokenDuration(minutes), spokenDuration(missing))}</p>
      <p className="hint">{messages.endEarlyHint}</p>
    </Dialog>
  );
}
