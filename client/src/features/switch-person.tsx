import { type ReactNode, useEffect, useState } from 'react';
import { useBanso } from '../sync/banso-context.tsx';
import { AppBar } from '../ui/app-bar.tsx';
import { Screen } from '../ui/screen.tsx';
import { paths } from './paths.ts';
import { countUnsent, UnknownUnsent, UnsentChoices, useUnsent } from './unsent-choices.tsx';
import { unsentMessages as messages } from './unsent-messages.ts';

/** Signing in where somebody is signed in and has unsent work: what becomes of that is asked first; none of it is ever deleted. */
export function SwitchPerson({ children }: { readonly children: ReactNode }) {
  const { me, sync } = useBanso();
  const unsent = useUnsent();
  const [asked, setAsked] = useState<number | 'unknown' | null>(null);
  const [goesOn, setGoesOn] = useState(false);
  const [looks, setLooks] = useState(0);
  // Once: what is sent meanwhile does not take the question away under the finger.
  useEffect(() => {
    let current = true;
    void countUnsent(sync).then((count) => {
      if (current) setAsked(count);
    });
    return () => {
      current = false;
    };
  }, [sync, looks]);
  if (asked === null) return null;
  if (asked === 0 || goesOn) return children;
  const bar = <AppBar title={messages.switchTitle} back={{ label: messages.switchBack, href: paths.today }} />;
  const goOn = () => setGoesOn(true);
  if (asked === 'unknown')
    return (
      <Screen bar={bar}>
        <h2>{messages.unknownTitle}</h2>
        <UnknownUnsent again={() => setLooks((before) => before + 1)} keep={{ label: messages.switchKeep, go: goOn }} />
      </Screen>
    );
  return (
    <Screen bar={bar}>
      <h2>{messages.switchAsk(me.name, asked)}</h2>
      <p>{messages.switchHint}</p>
      <UnsentChoices keep={{ label: unsent === 0 ? messages.switchGo : messages.switchKeep, go: goOn }} />
    </Screen>
  );
}
