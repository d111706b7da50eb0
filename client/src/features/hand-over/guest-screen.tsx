import type { GuestPage } from '@banso/shared/protocol/guest.ts';
import { useCallback, useEffect, useState } from 'react';
import { httpGuestTransport } from '../../sync/guest-transport.ts';
import { Screen } from '../../ui/screen.tsx';
import { useLinkToken } from '../use-link-token.ts';
import { ClosedScreen, ConfirmedScreen, NotArrivedScreen, NotReachedScreen } from './guest-end-screens.tsx';
import { OwnPhone } from './guest-own-phone.tsx';
import { messages } from './messages.ts';
import './hand-over.css';

type Shown = GuestPage | { readonly state: 'badLink' | 'unreachable' } | null;

/** As often as somebody who is waiting would look. */
const LOOK_AGAIN_MS = 5_000;

/** The company's own phone, opened by the link that the expert's phone showed; the link's secret stays behind `#`. */
export function GuestScreen() {
  const token = useLinkToken();
  return <PageBehind key={token} token={token} />;
}

function PageBehind({ token }: { readonly token: string }) {
  const [page, setPage] = useState<Shown>(null);
  const look = useCallback(async () => setPage(await askPage(token)), [token]);
  const waits = page !== null && (page.state === 'notArrived' || page.state === 'unreachable');
  useEffect(() => {
    document.title = messages.guestTitle;
    let current = true;
    void askPage(token).then((shown) => {
      if (current) setPage(shown);
    });
    return () => {
      current = false;
    };
  }, [token]);
  useEffect(() => {
    if (!waits) return;
    const lookIfSeen = () => {
      if (document.visibilityState === 'visible') void look();
    };
    const timer = window.setInterval(lookIfSeen, LOOK_AGAIN_MS);
    document.addEventListener('visibilitychange', lookIfSeen);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', lookIfSeen);
    };
  }, [waits, look]);
  switch (page?.state) {
    case undefined:
      return (
        <Screen company>
          <p role="status">{messages.guestOpening}</p>
        </Screen>
      );
    case 'open':
      return <OwnPhone token={token} page={page} onAnswer={setPage} />;
    case 'confirmed':
      return <ConfirmedScreen page={page} />;
    case 'closed':
      return <ClosedScreen page={page} />;
    case 'notArrived':
      return <NotArrivedScreen again={look} />;
    case 'badLink':
    case 'unreachable':
      return <NotReachedScreen why={page.state} again={look} />;
  }
}

const askPage = async (token: string): Promise<NonNullable<Shown>> => {
  const asked = await httpGuestTransport.page(token);
  if ('answer' in asked) return asked.answer;
  return { state: 'problem' in asked && asked.problem === 'bad_link' ? 'badLink' : 'unreachable' };
};
