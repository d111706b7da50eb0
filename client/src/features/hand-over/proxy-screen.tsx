import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Phrases } from '../phrases.tsx';
import type { CompanyScreenProps } from './confirming.ts';
import { messages } from './messages.ts';

const LIMIT = 100;

/** 代筆: who writes in the signer's place, and why. The office calls the signer afterwards. */
export function ProxyScreen({ progress, go, failed }: CompanyScreenProps) {
  const before = progress.proxy;
  const [name, setName] = useState(before?.name ?? '');
  const [relation, setRelation] = useState(before?.relation ?? '');
  const [reason, setReason] = useState(before?.reason ?? '');
  const [tried, setTried] = useState(false);
  const errorOf = (text: string) => (tried && text.trim() === '' ? messages.enter : undefined);
  const next = () => {
    setTried(true);
    const proxy = { name: name.trim(), relation: relation.trim(), reason: reason.trim() };
    if (Object.values(proxy).some((text) => text === '' || text.length > LIMIT)) return;
    void go({ step: 'sign', proxy });
  };
  const fields = [
    { label: messages.proxyName, help: undefined, value: name, set: setName },
    { label: messages.proxyRelation, help: messages.proxyRelationHelp, value: relation, set: setRelation },
    { label: messages.proxyReason, help: messages.proxyReasonHelp, value: reason, set: setReason },
  ];
  return (
    <Screen
      company
      actions={
        <>
          {failed && <Notice kind="error" title={messages.failed} live />}
          <Button look="solid" size="lg" wide onClick={next}>
            {messages.next}
          </Button>
          <Button look="text" wide onClick={() => void go({ step: 'ways' })}>
            {messages.back}
          </Button>
        </>
      }
    >
      <h1 className="company-title">
        <Phrases words={messages.proxyTitle} />
      </h1>
      <p>{messages.proxyCall(progress.signer?.name ?? '')}</p>
      {fields.map(({ label, help, value, set }) => (
        <TextField
          key={label}
          label={label}
          help={help}
          autoComplete="off"
          value={value}
          error={errorOf(value)}
          onChange={(text) => set(cleanText(text))}
        />
      ))}
    </Screen>
  );
}
