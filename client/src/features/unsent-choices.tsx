import { useState } from 'react';
import { type Banso, useBanso, useSyncStatus } from '../sync/banso-context.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { ExportUnsent } from './export-unsent.tsx';
import { paths } from './paths.ts';
import { unsentMessages as messages } from './unsent-messages.ts';
import './unsent-choices.css';

/** How much of this person's work the server has not answered for. */
export const useUnsent = (): number => {
  const { waiting, photosWaiting } = useSyncStatus();
  return waiting + photosWaiting;
};

/** The same, counted now: right after the start of the app nothing has been counted yet. `unknown`: this device cannot be read. */
export const countUnsent = async (sync: Pick<Banso['sync'], 'counted'>): Promise<number | 'unknown'> => {
  const counted = await sync.counted();
  return counted === null ? 'unknown' : counted.waiting + counted.photosWaiting;
};

/** Nobody is kept from leaving by a disk that does not answer, and nobody is told that nothing waits there. */
export function UnknownUnsent({ again, keep }: UnsentChoicesProps & { readonly again: () => void }) {
  return (
    <div className="unsent-choices">
      <p>{messages.unknownHint}</p>
      <Button look="solid" size="lg" wide onClick={again}>
        {messages.unknownAgain}
      </Button>
      <Button wide onClick={keep.go}>
        {keep.label}
      </Button>
    </div>
  );
}

export type UnsentChoicesProps = {
  /** What stays on the device stays; nothing is ever deleted by going on. */
  readonly keep: { readonly label: string; readonly go: () => void };
};

/** Before somebody leaves with unsent work: send it now, carry it to the office, or leave it on this device under its lock. */
export function UnsentChoices({ keep }: UnsentChoicesProps) {
  const { store, protection } = useBanso();
  return (
    <div className="unsent-choices">
      <SendNow />
      <ExportUnsent unsentFile={store.unsentFile} />
      {!protection.ways && (
        <>
          <p>{messages.unprotected}</p>
          <ButtonLink wide href={paths.protection}>
            {messages.protectFirst}
          </ButtonLink>
        </>
      )}
      <Button wide onClick={keep.go}>
        {keep.label}
      </Button>
      <p className="hint">{protection.ways ? messages.keptLocked : messages.keptOpen}</p>
    </div>
  );
}

function SendNow() {
  const { sync } = useBanso();
  const unsent = useUnsent();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const send = async () => {
    setBusy(true);
    await sync.syncNow();
    await sync.sendPhotos();
    setBusy(false);
    setTried(true);
  };
  if (unsent === 0) return <Notice kind="done" live title={messages.allSent} />;
  return (
    <>
      {tried && !busy && <Notice kind="warn" live title={messages.stillUnsent(unsent)} />}
      <Button look="solid" size="lg" wide icon="send" busy={busy} onClick={() => void send()}>
        {busy ? messages.sending : messages.sendNow}
      </Button>
    </>
  );
}
