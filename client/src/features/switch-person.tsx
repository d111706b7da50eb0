import { type ReactNode, useState } from 'react';
import type { HeldPhoto } from '../store/client-store.ts';
import { useBanso, useQuery } from '../sync/banso-context.tsx';
import { AppBar } from '../ui/app-bar.tsx';
import { Screen } from '../ui/screen.tsx';
import { paths } from './paths.ts';
import { UnsentChoices, useUnsent } from './unsent-choices.tsx';
import { unsentMessages as messages } from './unsent-messages.ts';

const isWaiting = ({ stage }: HeldPhoto): boolean => stage === 'waiting';

/** Signing in where somebody is signed in and has unsent work: what becomes of that is asked first; none of it is ever deleted. */
export function SwitchPerson({ children }: { readonly children: ReactNode }) {
  const { me } = useBanso();
  const unsent = useUnsent();
  // Of the records themselves: the sending has counted nothing yet when the app opens with a link.
  const held = useQuery(async (store) => {
    const [entries, photos] = await Promise.all([store.outbox(), store.heldPhotos()]);
    return entries.filter(({ verdict }) => verdict === null).length + photos.filter(isWaiting).length;
  }, []);
  const [asked, setAsked] = useState<number | null>(null);
  const [goesOn, setGoesOn] = useState(false);
  // What is sent meanwhile does not take the question away under the finger.
  if (asked === null && held !== undefined) setAsked(held);
  if (asked === null) return null;
  if (asked === 0 || goesOn) return children;
  return (
    <Screen bar={<AppBar title={messages.switchTitle} back={{ label: messages.switchBack, href: paths.today }} />}>
      <h2>{messages.switchAsk(me.name, asked)}</h2>
      <p>{messages.switchHint}</p>
      <UnsentChoices
        keep={{ label: unsent === 0 ? messages.switchGo : messages.switchKeep, go: () => setGoesOn(true) }}
      />
    </Screen>
  );
}
