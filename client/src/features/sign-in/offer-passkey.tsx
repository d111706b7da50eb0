import type { PasskeyOpener } from '../../store/key-wraps.ts';
import { canUsePasskeys } from '../../sync/passkeys.ts';
import { Button } from '../../ui/button.tsx';
import { PasskeyMaker } from '../passkey-maker.tsx';
import { messages as ways } from '../way-messages.ts';
import { messages } from './messages.ts';

export type OfferPasskeyProps = {
  readonly deviceLabel: string;
  readonly onDone: (opener?: PasskeyOpener | null) => Promise<void>;
};

/** Signed in by a link alone, where the office allows it: a passkey is offered, and may wait. */
export function OfferPasskey({ deviceLabel, onDone }: OfferPasskeyProps) {
  return (
    <>
      <h2>{messages.laterTitle}</h2>
      <p>{messages.laterLead}</p>
      <p className="hint">{ways.passkeyPrivate}</p>
      {canUsePasskeys() && <PasskeyMaker main deviceLabel={deviceLabel} onMade={(_, opener) => onDone(opener)} />}
      <Button look="text" onClick={() => void onDone()}>
        {messages.later}
      </Button>
    </>
  );
}
