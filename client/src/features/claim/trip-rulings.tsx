import { paperPart } from '@banso/shared/engagement/paper.ts';
import { tripForMoney, type TripRecord } from '@banso/shared/engagement/trip-record.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { type Travel, travelOf } from '@banso/shared/money/travel.ts';
import { useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { messages as common } from '../messages.ts';
import { PictureImage } from '../photo-image.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { TravelResult } from '../travel-result.tsx';
import { mayDo } from './may-do.ts';
import { messages } from './messages.ts';
import type { Claim } from './use-claim.ts';

/** Every actual fare that was asked for: the way, the conditions as they were read, the receipt, and the decision. */
export function TripRulings({ view, claim }: { readonly view: EngagementView; readonly claim: Claim }) {
  const asked = Object.values(view.engagement.trips).filter(({ wish }) => wish === 'actual');
  return (
    <section aria-label={messages.rulings}>
      <h2>{messages.rulings}</h2>
      {asked.length === 0 && <p>{messages.noRulings}</p>}
      {asked.map((trip) => (
        <OneRuling key={trip.visit} view={view} claim={claim} trip={trip} />
      ))}
    </section>
  );
}

type RulingProps = { readonly view: EngagementView; readonly claim: Claim; readonly trip: TripRecord };

function OneRuling({ view, claim, trip }: RulingProps) {
  const { me } = useBanso();
  const { engagement } = view;
  const visit = engagement.visits[trip.visit];
  const receipt = engagement.papers[trip.fare?.receipt ?? ''];
  const { ruling } = trip;
  const decided = engagement.finalPackage?.state === 'approved';
  return (
    <article className="claim__ruling" aria-label={common.number(visit?.number ?? null)}>
      <h3>{common.number(visit?.number ?? null)}</h3>
      <p>{messages.way(trip.origin, trip.destination)}</p>
      <TravelResult travel={travelIfAccepted({ view, claim, trip })} />
      {receipt ? (
        <PictureImage
          record={{ engagement: view.id, part: paperPart(receipt.id) }}
          picture={receipt}
          words={messages.receipt}
        />
      ) : (
        <p>{messages.noReceipt}</p>
      )}
      {ruling && (
        <p>
          {messages.ruled(ruling.accepted, messages.readings[ruling.reading])}
          {ruling.reason}
        </p>
      )}
      {!decided && mayDo(me, view, 'trip-ruled@1') && <Decision key={trip.operation} view={view} trip={trip} />}
    </article>
  );
}

/** What the fare comes to if the office agrees: the conditions, with the way they were read. */
const travelIfAccepted = ({ view, claim, trip }: RulingProps): Travel => {
  const { ruling: _, ...asked } = tripForMoney(trip);
  return travelOf({
    mode: view.engagement.visits[trip.visit]?.fields.mode ?? 'onSite',
    trip: asked,
    requested: view.engagement.plan?.actualFareWanted ?? false,
    rules: claim.ruleSet.money?.travel,
  });
};

function Decision({ view, trip }: Pick<RulingProps, 'view' | 'trip'>) {
  const { record, busy, problem } = useRecord();
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  useUnsavedInput(reason !== '');
  const rule = async (accepted: boolean) => {
    setTried(true);
    if (!accepted && reason.trim() === '') return;
    const body = { visit: trip.visit, accepted, reason: accepted ? '' : cleanText(reason).trim() };
    if (!(await record({ type: 'trip-ruled@1', aggregate: view.id, body }))) return;
    setRefusing(false);
    setReason('');
    setTried(false);
  };
  return (
    <>
      {refusing && (
        <TextField
          label={messages.reason}
          need="required"
          value={reason}
          error={tried && reason.trim() === '' ? messages.errorBlank : undefined}
          onChange={setReason}
        />
      )}
      <RecordProblemNotice problem={problem} />
      <div className="button-row">
        {refusing ? (
          <>
            <Button look="solid" busy={busy} onClick={() => void rule(false)}>
              {messages.refuseNow}
            </Button>
            <Button onClick={() => setRefusing(false)}>{messages.cancel}</Button>
          </>
        ) : (
          <>
            {!trip.ruling?.accepted && (
              <Button look="solid" busy={busy} onClick={() => void rule(true)}>
                {messages.accept}
              </Button>
            )}
            {trip.ruling?.accepted !== false && <Button onClick={() => setRefusing(true)}>{messages.refuse}</Button>}
          </>
        )}
      </div>
    </>
  );
}
