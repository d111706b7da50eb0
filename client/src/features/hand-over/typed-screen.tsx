import { readConfirmationCode } from '@banso/shared/evidence/confirmation-code.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Phrases } from '../phrases.tsx';
import type { CompanyScreenProps } from './confirming.ts';
import { FailureNotice } from './failure-notice.tsx';
import { messages } from './messages.ts';
import { useSign } from './use-sign.ts';

/** The sentence, the signer's name, and the code that the office sent to the company's registered contact. */
export function TypedScreen(props: CompanyScreenProps) {
  const { progress, asked, go } = props;
  const [typed, setTyped] = useState('');
  const [doubted, setDoubted] = useState(false);
  const { sign, busy, failure } = useSign(props);
  const confirm = async () => {
    const code = readConfirmationCode(typed);
    setDoubted(code === null);
    if (code !== null && (await sign({ by: 'typedName', code }))) await go({ step: 'thanks' });
  };
  return (
    <Screen
      company
      actions={
        <>
          <FailureNotice failure={failure} />
          <Button look="solid" size="lg" wide busy={busy} onClick={() => void confirm()}>
            {messages.confirm}
          </Button>
          <Button look="text" wide onClick={() => void go({ step: 'ways' })}>
            {messages.back}
          </Button>
        </>
      }
    >
      <h1 className="company-title">{asked.sentence}</h1>
      <p className="typed-signer">
        <Phrases words={[`${progress.signer?.title ?? ''}　`, `${progress.signer?.name ?? ''}さん`]} />
      </p>
      <TextField
        label={messages.code}
        help={messages.codeHelp}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={typed}
        error={doubted ? messages.codeWrong : undefined}
        onChange={setTyped}
      />
    </Screen>
  );
}
