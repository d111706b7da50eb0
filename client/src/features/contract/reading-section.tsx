import { lastDayOf } from '@banso/shared/engagement/contract-paper.ts';
import type { Contract } from '@banso/shared/engagement/engagement.ts';
import { expertReads, readingEndsOn, readingSaid } from '@banso/shared/engagement/expert-reading.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { readingMessages as messages } from './reading-messages.ts';

type Reading = { readonly view: EngagementView; readonly contract: Contract };

/** FK-9-1: until when the expert reads the engagement, why, and what an approver may change about it. */
export function ReadingSection({ view, contract }: Reading) {
  const { me } = useBanso();
  const mayChange =
    me.person !== expertInCharge(view.engagement) &&
    me.roles.some(({ role }) => role === 'approver' || role === 'administrator');
  const open = expertReads(view.engagement);
  return (
    <section className="contract__card" aria-label={messages.head}>
      <h2>{messages.head}</h2>
      <State view={view} contract={contract} />
      {mayChange && (
        <details key={String(open)}>
          <summary>{open ? messages.endNow : messages.openAgain}</summary>
          <ChangeForm view={view} contract={contract} open={!open} />
        </details>
      )}
    </section>
  );
}

function State({ view: { engagement, ruleSet }, contract }: Reading) {
  const { nowMs } = useBanso();
  const said = readingSaid(engagement);
  const days = ruleSet?.contract?.readingEnds;
  const last = readingEndsOn(engagement, ruleSet);
  const because = said && said.reason !== '' ? <p>{messages.because(said.reason)}</p> : null;
  if (said && !said.open)
    return (
      <>
        <p>{messages.ended(wareki(dayInJapan(said.atMs)))}</p>
        {because}
        <p className="hint">{messages.stillArrives}</p>
      </>
    );
  if (last !== null)
    return (
      <>
        <p>{messages.until(wareki(last))}</p>
        {because ?? (days && <p className="hint">{messages.counted(days.value)}</p>)}
      </>
    );
  if (!days) return <p>{messages.noDays}</p>;
  return <p>{lastDayOf(contract) < dayInJapan(nowMs()) ? messages.waits : messages.after(days.value)}</p>;
}

/** Ends the reading, or opens it again until a day. */
function ChangeForm({ view, contract, open }: Reading & { readonly open: boolean }) {
  const { nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const kept = useKeptForm(`reading/${view.id}`, { until: '', reason: '' });
  const [tried, setTried] = useState(false);
  const { until } = kept.form;
  const reason = cleanText(kept.form.reason).trim();
  const today = dayInJapan(nowMs());
  const untilProblem = until === '' ? messages.blank : until < today ? messages.past : undefined;
  const save = async () => {
    setTried(true);
    if (reason === '' || (open && untilProblem !== undefined)) return;
    const body = { contract: contract.number, open, until: open ? until : null, reason };
    if (await record({ type: 'expert-reading-changed@1', aggregate: view.id, body })) await kept.drop();
  };
  return (
    <form
      className="contract__form"
      aria-label={open ? messages.openAgain : messages.endNow}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <p>{open ? messages.openLead : messages.endLead}</p>
      {open && (
        <TextField
          label={messages.lastDay}
          need="required"
          type="date"
          width="medium"
          min={today}
          value={until}
          error={tried ? untilProblem : undefined}
          onChange={(value) => kept.change({ until: value })}
        />
      )}
      <TextArea
        label={open ? messages.openReason : messages.endReason}
        need="required"
        limit={500}
        value={kept.form.reason}
        error={tried && reason === '' ? messages.blank : undefined}
        onChange={(value) => kept.change({ reason: value })}
      />
      <RecordProblemNotice problem={problem} />
      <Button type="submit" look="solid" danger={!open} busy={busy}>
        {open ? messages.openAgain : messages.endNow}
      </Button>
    </form>
  );
}
