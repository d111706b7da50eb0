import { type Consent, phonesCovered } from '@banso/shared/programme/consent.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { ConsentForm } from './consent-form.tsx';
import { messages } from './messages.ts';
import './consent.css';

/** 包括承諾: what stands for each programme, the application, and what came back. */
export function ConsentScreen() {
  const { me } = useBanso();
  const known = useQuery(async (store) => {
    const [programmes, people] = await Promise.all([store.programmes(), store.people()]);
    return { programmes, names: new Map(people.map(({ id, name }) => [id, name])) };
  }, []);
  const programmes = known?.programmes ?? [];
  const answers = me.roles.some(({ role }) => role === 'administrator' || role === 'privacyManager');
  return (
    <DeskPlaces current="more">
      <div className="consent">
        <ButtonLink look="text" icon="back" href={paths.more}>
          {messages.back}
        </ButtonLink>
        <h1>{messages.title}</h1>
        <p>{messages.intro}</p>
        {programmes.map((programme) => (
          <ProgrammeConsents
            key={programme.id}
            programme={programme}
            mayWithdraw={answers}
            nameOf={(person) => known?.names.get(person) ?? person}
          />
        ))}
        {answers && <ConsentForm programmes={programmes} />}
      </div>
    </DeskPlaces>
  );
}

type OfProgramme = {
  readonly programme: Programme;
  readonly mayWithdraw: boolean;
  readonly nameOf: (person: string) => string;
};

function ProgrammeConsents({ programme, mayWithdraw, nameOf }: OfProgramme) {
  const consents = (programme.consents ?? []).toReversed();
  return (
    <section className="section">
      <h2>{programme.name}</h2>
      {!phonesCovered(programme) && (
        <Notice kind="warn" title={messages.missing}>
          <p>{messages.missingHint}</p>
        </Notice>
      )}
      {consents.length === 0 ? (
        <p>{messages.none}</p>
      ) : (
        <ul className="consent__list">
          {consents.map((consent) => (
            <li key={consent.id}>
              <ConsentFacts consent={consent} nameOf={nameOf} />
              {mayWithdraw && consent.withdrawn === null && <Withdraw programme={programme.id} consent={consent.id} />}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ConsentFacts({ consent, nameOf }: { readonly consent: Consent; readonly nameOf: OfProgramme['nameOf'] }) {
  const { number, grantedBy, on, from, to, items, stands, withdrawn } = consent;
  const state = withdrawn ? 'withdrawn' : stands ? 'stands' : 'waiting';
  return (
    <>
      <div className="consent__head">
        <h3>{number}</h3>
        <StateMark state={MARKS[state]}>{messages.state[state]}</StateMark>
      </div>
      <p>{messages.grantedBy(grantedBy, wareki(on))}</p>
      <p>{messages.period(wareki(from), wareki(to))}</p>
      {withdrawn && <p>{messages.withdrawnBy(nameOf(withdrawn.by), wareki(withdrawn.on), withdrawn.reason)}</p>}
      <Facts>
        <Fact label={messages.phones}>{items.phones ? messages.yes : messages.no}</Fact>
        <Fact label={messages.places}>{items.places.map((place) => messages.placeNames[place]).join('、')}</Fact>
        <Fact label={messages.hosting}>{items.hosting}</Fact>
        <Fact label={messages.serverPlace}>{items.serverPlace}</Fact>
        <Fact label={messages.mail}>{items.mail ? messages.yes : messages.no}</Fact>
        <Fact label={messages.links}>{items.links ? messages.yes : messages.no}</Fact>
      </Facts>
    </>
  );
}

const MARKS = { stands: 'sent', waiting: 'draft', withdrawn: 'needsYou' } as const;

function Withdraw({ programme, consent }: { readonly programme: string; readonly consent: string }) {
  const { nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const [open, setOpen] = useState(false);
  const [on, setOn] = useState(() => dayInJapan(nowMs()));
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const withdraw = async () => {
    setTried(true);
    const why = cleanText(reason).trim();
    if (why === '' || on === '') return;
    if (await record({ type: 'consent-withdrawn@1', aggregate: programme, body: { consent, on, reason: why } }))
      setOpen(false);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{messages.withdraw}</Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={messages.withdrawTitle}
        actions={
          <>
            <Button look="solid" size="lg" wide busy={busy} onClick={() => void withdraw()}>
              {messages.withdrawNow}
            </Button>
            <Button wide onClick={() => setOpen(false)}>
              {messages.cancel}
            </Button>
          </>
        }
      >
        <p>{messages.withdrawHint}</p>
        <TextField label={messages.withdrawOn} type="date" width="medium" value={on} onChange={setOn} />
        <TextField
          label={messages.withdrawReason}
          value={reason}
          error={tried && reason.trim() === '' ? messages.blank : undefined}
          onChange={setReason}
        />
        <RecordProblemNotice problem={problem} />
      </Dialog>
    </>
  );
}
