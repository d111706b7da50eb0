import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { CompanyScreenProps } from './company-screens.tsx';
import { messages } from './messages.ts';
import { Phrases } from '../phrases.tsx';

type Role = 'representative' | 'delegate';

const NAME_LIMIT = 100;

/** Who signs: the representative by one press, or somebody the representative entrusted with it. */
export function SignerScreen({ handOver, view, go, failed }: CompanyScreenProps) {
  const representative = view.company?.representative;
  const before = handOver.signer;
  const [role, setRole] = useState<Role>(before?.role ?? 'representative');
  const [name, setName] = useState(before?.role === 'delegate' ? before.name : '');
  const [title, setTitle] = useState(before?.role === 'delegate' ? before.title : '');
  const [tried, setTried] = useState(false);
  const next = (step: 'sign' | 'ways') => {
    setTried(true);
    const signer = role === 'representative' ? representative : { name: name.trim(), title: title.trim() };
    if (!signer || [signer.name, signer.title].some((text) => text === '' || text.length > NAME_LIMIT)) return;
    void go({ step, signer: { name: signer.name, title: signer.title, role }, proxy: null });
  };
  const errorOf = (text: string) => (tried && text.trim() === '' ? messages.enter : undefined);
  return (
    <Screen
      company
      actions={
        <>
          {failed && <Notice kind="error" title={messages.failed} live />}
          <Button look="solid" size="lg" wide onClick={() => next('sign')}>
            {messages.next}
          </Button>
          <Button look="outline" wide onClick={() => next('ways')}>
            {messages.otherWays}
          </Button>
          <Button look="text" wide onClick={() => void go({ step: 'read' })}>
            {messages.back}
          </Button>
        </>
      }
    >
      <h1 className="company-title">
        <Phrases words={messages.who} />
      </h1>
      <RadioGroup
        label={messages.whoLabel}
        value={role}
        onChange={setRole}
        choices={[
          ...(representative
            ? [
                {
                  value: 'representative' as const,
                  label: messages.representative(representative.title, representative.name),
                  help: messages.representativeHelp,
                },
              ]
            : []),
          { value: 'delegate', label: messages.delegate, help: messages.delegateHelp },
        ]}
      />
      {role === 'delegate' && (
        <>
          <TextField
            label={messages.name}
            autoComplete="off"
            value={name}
            error={errorOf(name)}
            onChange={(value) => setName(cleanText(value))}
          />
          <TextField
            label={messages.title}
            help={messages.titleHelp}
            autoComplete="off"
            value={title}
            error={errorOf(title)}
            onChange={(value) => setTitle(cleanText(value))}
          />
        </>
      )}
    </Screen>
  );
}
