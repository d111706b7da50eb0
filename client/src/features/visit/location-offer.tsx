import type { LocationNote } from '@banso/shared/engagement/engagement.ts';
import { metresBetween } from '@banso/shared/evidence/distance.ts';
import { useState } from 'react';
import { hasLocationConsent } from '../../sync/location-consent.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { locationWords } from '../location-words.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';
import type { VisitScreenProps } from './visit-screen-props.ts';

type Props = Pick<VisitScreenProps, 'view' | 'visit'> & { readonly at: 'start' | 'end' };

/**
 * The distance to the registered address at one of the two taps: offered only to those who agreed on this device, recorded
 * only by a press, and shown as it was stored. Nothing waits for it.
 */
export function LocationOffer({ view, visit, at }: Props) {
  const { whereabouts } = useBanso();
  const { record, busy, problem } = useRecord();
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState<'refused' | 'unknown' | null>(null);
  const consent = useQuery((store) => hasLocationConsent(store), [], { drafts: true });
  const registered = view.company?.position;
  const note = view.engagement.locations[visit.id]?.[at];
  if (note) return <Noted note={note} at={at} />;
  if (!consent || !registered || visit.fields.mode === 'online') return null;
  const measure = async () => {
    setAsking(true);
    const found = await whereabouts();
    setAsking(false);
    if (found === 'refused' || found === 'unknown') return setFailed(found);
    setFailed(null);
    await record({
      type: 'location-noted@1',
      aggregate: view.id,
      body: {
        visit: visit.id,
        at,
        distanceMetres: metresBetween(found.position, registered),
        accuracyMetres: found.accuracyMetres,
      },
    });
  };
  return (
    <>
      {failed && <Notice kind="info" title={messages.locationFailed[failed]} live />}
      <RecordProblemNotice problem={problem} />
      <Button look="text" busy={asking || busy} onClick={() => void measure()}>
        {messages.locationOffer[at]}
      </Button>
    </>
  );
}

function Noted({ note, at }: { readonly note: LocationNote; readonly at: 'start' | 'end' }) {
  return (
    <p className="hint">
      {messages.locationAt[at]}　{locationWords(note)}
    </p>
  );
}
