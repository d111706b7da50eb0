import { expertInCharge } from '@banso/shared/engagement/team.ts';
import { type CallBack, callBacksOn } from '@banso/shared/engagement/call-back.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { paths } from '../paths.ts';
import { CallBackForm } from './call-back-form.tsx';
import type { DeskRow } from './desk-rows.ts';
import { maySendBack } from './may-act.ts';
import { PaneSection } from './pane-section.tsx';
import { toldMessages as messages } from './told-messages.ts';
import { usePersonName } from './use-person-name.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';

const CALLS_ID = 'desk-calls';

/** Calls to the company about this visit, and the form for the next one. */
export function CallBacksSection({ row }: { readonly row: DeskRow }) {
  const { me } = useBanso();
  const [open, setOpen] = useState(false);
  const calls = callBacksOn(row.view.engagement, row.visit.id);
  const mayCall = maySendBack(me, row.view) && me.person !== expertInCharge(row.view.engagement);
  const company = row.view.engagement.core?.company;
  return (
    <PaneSection title={messages.calls} id={CALLS_ID}>
      {calls.length === 0 && <p>{messages.noCalls}</p>}
      <Facts>
        {calls.map((call) => (
          <Call key={call.id} call={call} />
        ))}
      </Facts>
      {mayCall && open && <CallBackForm row={row} onClose={() => setOpen(false)} />}
      {mayCall && !open && (
        <div className="button-row">
          <Button onClick={() => setOpen(true)}>{messages.recordCall}</Button>
          {company !== undefined && (
            <ButtonLink look="text" href={paths.companyContact(company)}>
              {messages.contact}
            </ButtonLink>
          )}
        </div>
      )}
    </PaneSection>
  );
}

function Call({ call }: { readonly call: CallBack }) {
  const by = usePersonName(call.by);
  return (
    <Fact label={messages.call(`${monthAndDay(call.on)}${call.at}`, by)} stacked note={call.note}>
      {messages.callOutcomes[call.outcome]}　{messages.called(call.called, messages.numbers[call.number])}
      {call.confirmation !== null && `・${messages.askedSigner}`}
    </Fact>
  );
}
