import type { Account } from '@banso/shared/protocol/sign-in.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { canUsePasskeys } from '../../sync/passkeys.ts';
import { signInTransport } from '../../sync/sign-in-transport.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { AnswerProblem } from '../answer-problem.tsx';
import { PasskeyMaker } from '../passkey-maker.tsx';
import { TotpMaker } from '../totp-maker.tsx';
import { MailMaker } from './mail-maker.tsx';
import { OwnPlace } from '../own-place.tsx';
import { messages } from './messages.ts';
import { type OwnAccount, useAccount } from './use-account.ts';
import './account.css';

/** サインインと端末: how this person signs in, and where they are signed in now. */
export function AccountScreen() {
  const own = useAccount();
  const { account, failure } = own;
  return (
    <OwnPlace title={messages.title} current="more" back={messages.back}>
      <AnswerProblem failure={failure} />
      {own.question}
      {!account && failure && (
        <>
          <p>{messages.offline}</p>
          <Button onClick={() => void own.load()}>{messages.again}</Button>
        </>
      )}
      {!account && !failure && <p role="status">{messages.loading}</p>}
      {account && (
        <>
          <Passkeys {...own} account={account} />
          <AppCode {...own} account={account} />
          <Mail {...own} account={account} />
          <Sessions {...own} account={account} />
        </>
      )}
    </OwnPlace>
  );
}

type SectionProps = Pick<OwnAccount, 'change' | 'load' | 'prove'> & { readonly account: Account };
type Passkey = Account['passkeys'][number];

function Passkeys({ account, change, load, prove }: SectionProps) {
  const { deviceLabel } = useBanso();
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const [added, setAdded] = useState(false);
  return (
    <section className="section account">
      <h2>{messages.passkeys}</h2>
      {account.passkeys.length === 0 && <p>{messages.passkeysNone}</p>}
      <Rows label={messages.passkeys}>
        {account.passkeys.map((passkey) => (
          <Row
            key={passkey.id}
            title={passkey.label || messages.unnamed}
            detail={passkeyWords(passkey)}
            aside={<Button onClick={() => setRemoving(passkey)}>{messages.remove}</Button>}
          />
        ))}
      </Rows>
      {added && <Notice kind="done" live title={messages.added} />}
      {canUsePasskeys() && (
        <PasskeyMaker
          deviceLabel={deviceLabel}
          prove={prove}
          onMade={async () => {
            setAdded(true);
            await load();
          }}
        />
      )}
      <Dialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={messages.removeTitle}
        actions={
          <>
            <Button
              look="solid"
              danger
              wide
              onClick={() => {
                if (removing) void change(() => signInTransport.removePasskey(removing.id));
                setRemoving(null);
                setAdded(false);
              }}
            >
              {messages.removeNow}
            </Button>
            <Button wide onClick={() => setRemoving(null)}>
              {messages.cancel}
            </Button>
          </>
        }
      >
        <p>{removing?.label}</p>
        <p>{messages.removeHint}</p>
      </Dialog>
    </section>
  );
}

function AppCode({ account, change, load, prove }: SectionProps) {
  const { deviceLabel } = useBanso();
  const [adding, setAdding] = useState(false);
  const made = async () => {
    setAdding(false);
    await load();
  };
  return (
    <section className="section account">
      <h2>{messages.totp}</h2>
      <p>{account.totp ? messages.totpOn : messages.totpOff}</p>
      {account.totp ? (
        <Button onClick={() => void change(() => signInTransport.removeTotp())}>{messages.totpRemove}</Button>
      ) : adding ? (
        <TotpMaker deviceLabel={deviceLabel} onMade={made} />
      ) : (
        <Button onClick={() => void prove().then(setAdding)}>{messages.totpAdd}</Button>
      )}
    </section>
  );
}

function Mail({ account, change, load, prove }: SectionProps) {
  const [adding, setAdding] = useState(false);
  if (!account.canMail && account.mail === null) return null;
  const made = async () => {
    setAdding(false);
    await load();
  };
  return (
    <section className="section account">
      <h2>{messages.mail}</h2>
      <p>{account.mail ?? messages.mailOff}</p>
      {account.mail !== null ? (
        <Button onClick={() => void change(() => signInTransport.removeMail())}>{messages.mailRemove}</Button>
      ) : adding ? (
        <MailMaker prove={prove} onMade={made} />
      ) : (
        <Button onClick={() => setAdding(true)}>{messages.mailAdd}</Button>
      )}
    </section>
  );
}

function Sessions({ account: { sessions }, change }: SectionProps) {
  return (
    <section className="section account">
      <h2>{messages.sessions}</h2>
      <p className="hint">{messages.endHint}</p>
      <Rows label={messages.sessions}>
        {sessions.map(({ id, label, current, lastSeenAtMs }) => (
          <Row
            key={id}
            title={label || messages.unnamed}
            detail={messages.lastSeen(instantWords(lastSeenAtMs))}
            aside={
              current ? (
                messages.here
              ) : (
                <Button onClick={() => void change(() => signInTransport.endSession(id))}>{messages.end}</Button>
              )
            }
          />
        ))}
      </Rows>
      {sessions.length > 1 && (
        <Button onClick={() => void change(() => signInTransport.endOtherSessions())}>{messages.endOthers}</Button>
      )}
    </section>
  );
}

const passkeyWords = ({ suspect, createdAtMs, lastUsedAtMs }: Passkey): string => {
  if (suspect) return messages.passkeySuspect;
  const since = messages.passkeySince(monthAndDay(dayInJapan(createdAtMs)));
  return lastUsedAtMs === null ? since : `${since}　${messages.passkeyUsed(monthAndDay(dayInJapan(lastUsedAtMs)))}`;
};

const instantWords = (atMs: number): string => `${monthAndDay(dayInJapan(atMs))} ${clockTimeInJapan(atMs)}`;
