import { useState } from 'react';
import { DEFAULT_IDLE_MINUTES, IDLE_CHOICES } from '../../store/device-lock.ts';
import type { Opener } from '../../store/key-wraps.ts';
import { type Protection, useBanso } from '../../sync/banso-context.tsx';
import { askUnlockPasskey, makeUnlockPasskey } from '../../sync/unlock-passkey.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { OwnPlace } from '../own-place.tsx';
import { messages } from './messages.ts';
import { NewPassphrase } from './new-passphrase.tsx';
import { ProtectForm, useMayPasskey } from './protect-form.tsx';
import './lock.css';

/** この端末の守り: how this device opens, and changing that. */
export function ProtectionScreen() {
  const { protection, me } = useBanso();
  const words = [me.tenantName, me.name];
  const { ways } = protection;
  return (
    <OwnPlace title={ways ? messages.protectionTitle : messages.protectTitle} current="more" back={messages.back}>
      <div className="lock">
        {ways ? (
          <Protected protection={protection} ways={ways} words={words} />
        ) : (
          <>
            <p>{messages.protectLead}</p>
            <ProtectForm protect={protection.protect} words={words} />
          </>
        )}
      </div>
    </OwnPlace>
  );
}

type Ways = NonNullable<Protection['ways']>;
type Words = { readonly words: readonly string[] };

function Protected({ protection, ways, words }: { readonly protection: Protection; readonly ways: Ways } & Words) {
  return (
    <>
      <Notice kind="done" title={messages.protectedNow}>
        <p>
          {messages.ways}：{[...new Set(ways.map(({ way }) => messages.wayNames[way]))].join('、')}
        </p>
      </Notice>
      <Button size="lg" wide onClick={protection.lock}>
        {messages.lockNow}
      </Button>
      <IdleTime protection={protection} />
      <ChangePassphrase protection={protection} ways={ways} words={words} />
      <AddPasskey protection={protection} ways={ways} />
    </>
  );
}

function IdleTime({ protection }: { readonly protection: Protection }) {
  const [minutes, setMinutes] = useState(protection.idleMinutes === null ? '' : String(protection.idleMinutes));
  const [saved, setSaved] = useState(false);
  const change = async (chosen: string) => {
    setMinutes(chosen);
    await protection.setIdleMinutes(chosen === '' ? null : Number(chosen));
    setSaved(true);
  };
  return (
    <section className="section">
      <SelectField
        label={messages.idle}
        value={minutes}
        onChange={(chosen) => void change(chosen)}
        none={messages.idleUsual(DEFAULT_IDLE_MINUTES)}
        choices={IDLE_CHOICES.map((choice) => ({ value: String(choice), label: messages.idleMinutes(choice) }))}
      />
      {saved && (
        <p className="hint" role="status">
          {messages.idleSaved}
        </p>
      )}
    </section>
  );
}

function ChangePassphrase({
  protection,
  ways,
  words,
}: { readonly protection: Protection; readonly ways: Ways } & Words) {
  const has = ways.some(({ way }) => way === 'passphrase');
  const current = useCurrent(ways);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<boolean | null>(null);
  const change = async (passphrase: string) => {
    setBusy(true);
    const opener = await current.opener();
    setDone(opener !== null && (await protection.change(opener, { way: 'passphrase', passphrase })));
    setBusy(false);
  };
  return (
    <section className="section">
      <h2>{has ? messages.change : messages.addPassphrase}</h2>
      <p className="hint">{messages.changeHint}</p>
      {done === true ? (
        <Notice kind="done" live title={messages.changed} />
      ) : (
        <NewPassphrase
          label={messages.passphraseNew}
          button={messages.changeButton}
          busy={busy}
          words={words}
          onChosen={(passphrase) => void change(passphrase)}
        >
          {has && <CurrentField current={current} wrong={done === false} />}
        </NewPassphrase>
      )}
    </section>
  );
}

function AddPasskey({ protection, ways }: { readonly protection: Protection; readonly ways: Ways }) {
  const may = useMayPasskey();
  const current = useCurrent(ways);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<'added' | 'wrong' | 'cancelled' | 'impossible' | null>(null);
  if (!may || ways.some(({ way }) => way === 'passkey')) return null;
  const add = async () => {
    setBusy(true);
    const opener = await current.opener();
    const asked = await makeUnlockPasskey();
    if (!opener || !('opener' in asked)) setSaid('failed' in asked ? asked.failed : 'wrong');
    else setSaid((await protection.change(opener, asked.opener)) ? 'added' : 'wrong');
    setBusy(false);
  };
  return (
    <section className="section lock__form">
      <h2>{messages.addPasskey}</h2>
      {said === 'added' ? (
        <Notice kind="done" live title={messages.added} />
      ) : (
        <>
          <CurrentField current={current} wrong={said === 'wrong'} />
          {said === 'cancelled' && <Notice kind="warn" live title={messages.passkeyCancelled} />}
          {said === 'impossible' && <Notice kind="warn" live title={messages.passkeyImpossible} />}
          <Button size="lg" wide busy={busy} onClick={() => void add()}>
            {busy ? messages.passkeyWaiting : messages.addPasskey}
          </Button>
        </>
      )}
    </section>
  );
}

/** Who changes how the device opens shows first that they may open it: by the passphrase, or by the passkey where there is none. */
function useCurrent(ways: Ways) {
  const [typed, setTyped] = useState('');
  const opener = async (): Promise<Opener | null> => {
    if (ways.some(({ way }) => way === 'passphrase')) return { way: 'passphrase', passphrase: typed };
    const asked = await askUnlockPasskey(ways.flatMap((one) => (one.way === 'passkey' ? [one.credential] : [])));
    return 'opener' in asked ? asked.opener : null;
  };
  return { typed, setTyped, opener };
}

function CurrentField({
  current,
  wrong,
}: {
  readonly current: ReturnType<typeof useCurrent>;
  readonly wrong: boolean;
}) {
  return (
    <TextField
      label={messages.current}
      error={wrong ? messages.wrongCurrent : undefined}
      type="password"
      name="current-passphrase"
      autoComplete="current-password"
      value={current.typed}
      onChange={current.setTyped}
    />
  );
}
