import { hasLocationConsent, setLocationConsent } from '../../sync/location-consent.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { messages } from './messages.ts';

/** The purpose first, then the question; without a yes nothing is ever offered. */
export function LocationConsent() {
  const { me, store } = useBanso();
  const consent = useQuery((from) => hasLocationConsent(from), [], { drafts: true });
  if (consent === undefined || !me.roles.some(({ role }) => role === 'expert')) return null;
  return (
    <section className="section">
      <h2>{messages.location}</h2>
      <p>{messages.locationPurpose}</p>
      <p className="hint">{messages.locationFree}</p>
      <Checkbox
        label={messages.locationAgree}
        checked={consent}
        onChange={(given) => void setLocationConsent(store, given)}
      />
    </section>
  );
}
