import { readConfirmationCode } from '@banso/shared/evidence/confirmation-code.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Phrases } from '../phrases.tsx';
import type { CompanyScreenProps } from './company-screens.tsx';
import { messages } from './messages.ts';
import { useSign } from './use-sign.ts';

/** The sentence, the signer's name, and the code that the office sent to the company's registered contact. */
export function TypedScreen(props: CompanyScreenProps) {
  const { handOver, view, go } = props;
  const [typed, setTyped] = useState('');
  const [doubted, setDoubted] = useState(false);
  const { sign, busy, failed } = useSign(props);
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
          {failed && (
            <Notice kind="error" title={messages.failed} live>
              <p>{messages.failedTypedSafe}</p>
              <p>{messages.failedMend}</p>
            </Notice>
          )}
          <Button look="solid" size="lg" wide busy={busy} onClick={() => void confirm()}>
            {messages.confirm}
          </Button>
          <Button look="text" wide onClick={() => void go({ step: 'ways' })}>
            {messages.back}
          </Button>
        </>
      }
    >
      <h1 className="company-title">{view.ruleSet?.confirmationSentence.value}</h1>
      <p className="typed-signer">
        <Phrases words={[`${handOver.signer?.title ?? ''}　`, `${handOver.signer?.name ?? ''}さん`]} />
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
