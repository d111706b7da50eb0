import { GUEST_PATH, guestTokenText } from '@banso/shared/protocol/guest.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useSyncStatus } from '../../sync/banso-context.tsx';
import { type HandOver, saveHandOver } from '../../sync/hand-over-draft.ts';
import { Button } from '../../ui/button.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { Screen } from '../../ui/screen.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Phrases } from '../phrases.tsx';
import { messages } from './messages.ts';
import { TakeBack } from './take-back.tsx';

export type OwnPhoneScreenProps = { readonly handOver: HandOver; readonly view: EngagementView | null };

/** The code for the company's own phone, and whether that phone will already find the record when it opens it. */
export function OwnPhoneScreen({ handOver, view }: OwnPhoneScreenProps) {
  const { me, store } = useBanso();
  const { reachable } = useSyncStatus();
  const { invitation, progress } = handOver;
  if (!invitation) return null;
  const token = guestTokenText({
    tenant: me.tenant,
    engagement: handOver.engagement,
    invitation: invitation.id,
    secret: invitation.secret,
  });
  const link = `${location.origin}${GUEST_PATH}#${token}`;
  const unsent = view?.waiting.some(({ visit }) => visit === handOver.visit) ?? true;
  return (
    <Screen
      company
      actions={
        <>
          <TakeBack handOver={handOver} />
          <Button
            look="text"
            wide
            onClick={() => void saveHandOver(store, { ...handOver, progress: { ...progress, step: 'ways' } })}
          >
            {messages.back}
          </Button>
        </>
      }
    >
      <h1 className="company-title">
        <Phrases words={messages.ownPhone} />
      </h1>
      <p>{messages.ownPhoneHow}</p>
      <div className="own-phone__code">
        <QrCode text={link} label={messages.ownPhoneCode} />
      </div>
      <div role="status" className="own-phone__state">
        {unsent ? (
          <>
            <StateMark state="waiting">{messages.ownPhoneUnsent}</StateMark>
            <p>{reachable === false ? messages.ownPhoneOffline : messages.ownPhoneSending}</p>
          </>
        ) : (
          <>
            <StateMark state="sent">{messages.ownPhoneSent}</StateMark>
            <p>{messages.ownPhoneWaits}</p>
          </>
        )}
      </div>
      <ShareLink link={link} />
      <p className="hint">{messages.ownPhoneDays}</p>
    </Screen>
  );
}

/** The same link by mail or message, where the two phones are not side by side. */
function ShareLink({ link }: { readonly link: string }) {
  const [copied, setCopied] = useState(false);
  const share = (): Promise<void> => {
    // Cancelled by the person, or not there at all: the link is copied instead only when nothing could be shared.
    if ('share' in navigator) return navigator.share({ url: link }).catch(() => undefined);
    return (navigator as Navigator).clipboard.writeText(link).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <>
      <Button wide onClick={() => void share()}>
        {messages.ownPhoneShare}
      </Button>
      {copied && <p role="status">{messages.ownPhoneCopied}</p>}
    </>
  );
}
