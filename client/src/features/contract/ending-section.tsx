import { penaltyOf } from '@banso/shared/claim/penalty-of.ts';
import { CANCELLATION_WORDS, ORGANIZED_CRIME_WORDS } from '@banso/shared/contract/contract-end-words.ts';
import { type ContractEnding, contractState, type Termination } from '@banso/shared/engagement/contract-paper.ts';
import type { Contract } from '@banso/shared/engagement/engagement.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { otherVisitsOf } from '../../store/facts-elsewhere.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button, NewTabLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { CancellationForm, NoticeForm } from './ending-forms.tsx';
import { messages } from './messages.ts';
import { ReasonDialog } from '../reason-dialog.tsx';

type Ending = { readonly view: EngagementView; readonly contract: Contract };

/** How the contract ends before its time: what was recorded, and what may be. */
export function EndingSection({ view, contract }: Ending) {
  const { me, nowMs } = useBanso();
  const state = contractState(contract, dayInJapan(nowMs()));
  const ending = contract.ended && view.engagement.contractEndings[contract.ended.ending];
  const mayCancel = me.roles.some(({ role }) => role === 'approver' || role === 'administrator');
  return (
    <section className="contract__card" aria-label={messages.endHead}>
      <h2>{messages.endHead}</h2>
      {ending ? <EndingFacts view={view} contract={contract} ending={ending} /> : <p>{messages.endHint}</p>}
      {ending?.how === 'terminated' && state === 'noticed' && <NoticeActions view={view} ending={ending} />}
      {state === 'stands' && (
        <details>
          <summary>{messages.notify}</summary>
          <NoticeForm view={view} contract={contract} />
        </details>
      )}
      {(state === 'stands' || state === 'noticed') && mayCancel && (
        <details>
          <summary>{messages.cancelContract}</summary>
          <CancellationForm view={view} contract={contract} />
        </details>
      )}
    </section>
  );
}

function EndingFacts({ view, contract, ending }: Ending & { readonly ending: ContractEnding }) {
  if (ending.how === 'terminated')
    return (
      <Facts>
        <Fact label={messages.by}>{messages.sides[ending.by]}</Fact>
        <Fact label={messages.sentOn} note={messages.ways[ending.way]}>
          {wareki(ending.sentOn)}
        </Fact>
        <Fact label={messages.receivedOn}>
          {ending.received ? messages.received(wareki(ending.received.on), ending.received.by) : messages.waiting}
        </Fact>
        <Fact label={messages.endsOn}>{wareki(ending.endsOn)}</Fact>
        <Fact label={messages.reason}>{ending.reason}</Fact>
        <Fact label={messages.notice}>
          <NewTabLink
            look="text"
            href={paths.contractFile('termination-notice', { engagement: view.id, paper: ending.id })}
          >
            {messages.openNotice}
          </NewTabLink>
        </Fact>
      </Facts>
    );
  const { ground } = ending;
  return (
    <>
      <Facts>
        <Fact label={messages.cancelOn}>{wareki(ending.on)}</Fact>
        <Fact label={messages.cancelBy}>{messages.sides[ending.by]}</Fact>
        <Fact label={messages.ground}>
          {ground.article === 'ordinary' ? CANCELLATION_WORDS[ground.code] : ORGANIZED_CRIME_WORDS[ground.code]}
        </Fact>
        {ground.article === 'organizedCrime' && (
          <Fact label={messages.policeNumber} note={wareki(ground.policeOn)}>
            {ground.policeNumber}
          </Fact>
        )}
        <Fact label={messages.details}>{ending.reason}</Fact>
        {ending.evidence.map(({ title, keptAt }) => (
          <Fact key={`${title}/${keptAt}`} label={messages.evidenceTitle} note={keptAt}>
            {title}
          </Fact>
        ))}
      </Facts>
      {ground.article === 'organizedCrime' && <Penalty view={view} contract={contract} />}
    </>
  );
}

/** what 10 % may be of; a person chooses. */
function Penalty({ view, contract }: Ending) {
  const { nowMs } = useBanso();
  const { ruleSet, engagement } = view;
  const candidates =
    ruleSet &&
    penaltyOf({ engagement, contract, ruleSet, otherVisits: otherVisitsOf(view), today: dayInJapan(nowMs()) });
  if (!candidates) return null;
  return (
    <>
      <h3>{messages.penalty}</h3>
      <p className="hint">{messages.penaltyHint}</p>
      <Facts>
        {candidates.map(({ what, figures }) => (
          <Fact key={what} label={what} stacked>
            {figures}
          </Fact>
        ))}
      </Facts>
    </>
  );
}

function NoticeActions({ view, ending }: { readonly view: EngagementView; readonly ending: Termination }) {
  const { nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const [on, setOn] = useState(dayInJapan(nowMs()));
  const [by, setBy] = useState('');
  const [tried, setTried] = useState(false);
  const [taking, setTaking] = useState(false);
  const receive = () => {
    setTried(true);
    const name = cleanText(by).trim();
    if (name === '' || on === '') return;
    void record({ type: 'termination-received@1', aggregate: view.id, body: { ending: ending.id, on, by: name } });
  };
  const takeBack = async (reason: string) => {
    const body = { ending: ending.id, reason };
    if (await record({ type: 'termination-taken-back@1', aggregate: view.id, body })) setTaking(false);
  };
  return (
    <div className="contract__form">
      {!ending.received && (
        <>
          <TextField
            label={messages.receivedOn}
            need="required"
            type="date"
            width="medium"
            value={on}
            onChange={setOn}
          />
          <TextField
            label={messages.receivedBy}
            need="required"
            value={by}
            error={tried && by.trim() === '' ? messages.blank : undefined}
            onChange={setBy}
          />
          <Button look="outline" busy={busy} onClick={receive}>
            {messages.receive}
          </Button>
        </>
      )}
      {!taking && <RecordProblemNotice problem={problem} />}
      <Button look="text" onClick={() => setTaking(true)}>
        {messages.takeBack}
      </Button>
      <ReasonDialog
        open={taking}
        title={messages.takeBack}
        lead={messages.endHint}
        action={messages.takeBack}
        busy={busy}
        problem={problem}
        onReason={(reason) => void takeBack(reason)}
        onClose={() => setTaking(false)}
      />
    </div>
  );
}
