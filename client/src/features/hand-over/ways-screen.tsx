import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Phrases } from '../phrases.tsx';
import type { CompanyScreenProps } from './confirming.ts';
import { messages } from './messages.ts';

/** Every way to confirm counts the same; which one is easy is for the signer to say. */
export function WaysScreen({ place, go }: CompanyScreenProps) {
  const { inviteOwnPhone, byCode } = place;
  return (
    <Screen
      company
      actions={
        <Button look="text" wide onClick={() => void go({ step: 'signer' })}>
          {messages.back}
        </Button>
      }
    >
      <h1 className="company-title">
        <Phrases words={messages.ways} />
      </h1>
      <ul className="ways">
        <Way name={messages.byHand} help={messages.byHandHelp} choose={() => go({ step: 'sign', proxy: null })} />
        {byCode && (
          <Way name={messages.byCode} help={messages.byCodeHelp} choose={() => go({ step: 'typed', proxy: null })} />
        )}
        {inviteOwnPhone && <Way name={messages.byOwnPhone} help={messages.byOwnPhoneHelp} choose={inviteOwnPhone} />}
        <Way name={messages.byProxy} help={messages.byProxyHelp} choose={() => go({ step: 'proxy' })} />
      </ul>
    </Screen>
  );
}

function Way({
  name,
  help,
  choose,
}: {
  readonly name: string;
  readonly help: string;
  readonly choose: () => Promise<void>;
}) {
  return (
    <li>
      <button type="button" className="way" onClick={() => void choose()}>
        <b>{name}</b>
        <span>{help}</span>
      </button>
    </li>
  );
}
