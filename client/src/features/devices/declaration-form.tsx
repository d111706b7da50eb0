import { type Declaration, PLACE_CLASSES } from '@banso/shared/device/device.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useDevicePorts } from './device-ports.ts';
import { messages } from './messages.ts';

const ENCRYPTED = ['yes', 'no', 'unknown'] as const;

/** 端末の届出: where it is used, its lock, its encryption; sent from the device itself. `declare` answers whether it was taken. */
export function DeclarationForm({ declare }: { readonly declare: (declaration: Declaration) => Promise<boolean> }) {
  const { device } = useDevicePorts();
  const [place, setPlace] = useState<Declaration['place']>();
  const [screenLock, setScreenLock] = useState(false);
  const [encrypted, setEncrypted] = useState<Declaration['encrypted']>();
  const [os, setOs] = useState<string>(device.label);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const missing = (value: unknown) => (tried && value === undefined ? messages.declareMissing : undefined);
  const send = async () => {
    setTried(true);
    const version = cleanText(os).trim();
    if (!place || !encrypted || version === '') return;
    setBusy(true);
    setFailed(false);
    const declared = await declare({ place, screenLock, encrypted, os: version });
    setFailed(!declared);
    setBusy(false);
  };
  return (
    <form
      className="devices__form"
      aria-label={messages.declareTitle}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void send();
      }}
    >
      <RadioGroup
        label={messages.declareWhere}
        value={place}
        error={missing(place)}
        onChange={setPlace}
        choices={PLACE_CLASSES.map((value) => ({ value, label: messages.places[value] }))}
      />
      <RadioGroup
        label={messages.declareEncrypted}
        help={messages.declareEncryptedHelp}
        value={encrypted}
        error={missing(encrypted)}
        onChange={setEncrypted}
        choices={ENCRYPTED.map((value) => ({ value, label: messages.encrypted[value] }))}
      />
      <Checkbox label={messages.declareLock} checked={screenLock} onChange={setScreenLock} />
      <TextField
        label={messages.declareOs}
        help={messages.declareOsHelp}
        value={os}
        error={tried && os.trim() === '' ? messages.declareBlank : undefined}
        onChange={setOs}
      />
      {failed && (
        <Notice kind="error" live title={messages.failed}>
          <p>{messages.failedHint}</p>
        </Notice>
      )}
      <Button type="submit" look="solid" size="lg" wide busy={busy}>
        {messages.declare}
      </Button>
    </form>
  );
}
