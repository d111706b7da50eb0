import { useState } from 'react';
import { hasLocationConsent, setLocationConsent } from '../../sync/location-consent.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { messages } from './messages.ts';

/** The purpose first, then the question; without a yes nothing is ever offered. */
export function LocationConsent() {
  const { me, store } = useBanso();
  const consent = useQuery((from) => hasLocationConsent(from), [], { drafts: true });
  // A press answers at once; what could not be kept is taken back.
  const [pressed, setPressed] = useState<boolean | null>(null);
  if (consent === undefined || !me.roles.some(({ role }) => role === 'expert')) return null;
  const choose = async (given: boolean) => {
    setPressed(given);
    if ((await setLocationConsent(store, given)) === 'failed') setPressed(null);
  };
  return (
    <section className="section">
      <h2>{messages.location}</h2>
      <p>{messages.locationPurpose}</p>
      <p className="hint">{messages.locationFree}</p>
      <Checkbox label={messages.locationAgree} checked={pressed ?? consent} onChange={(given) => void choose(given)} />
      {/* What is kept, not what was pressed: a page left before this had offered nothing on the visit. */}
      <p className="hint" role="status">
        {consent ? messages.locationKept : ''}
      </p>
    </section>
  );
}
