import type { ToConfirm } from '@banso/shared/evidence/to-confirm.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { CompanyScreenProps } from './confirming.ts';
import { messages } from './messages.ts';
import { Phrases } from '../phrases.tsx';

/** `other`: somebody who is not in the register yet. */
type Who = 'representative' | 'other' | `delegate/${string}`;

const NAME_LIMIT = 100;

/** Who signs: the representative by one press, or somebody the representative entrusted with it. */
export function SignerScreen({ progress, asked, go, failed }: CompanyScreenProps) {
  const { representative, delegates } = asked;
  const before = progress.signer;
  const [who, setWho] = useState<Who>(() => whoBefore(before, delegates));
  const [name, setName] = useState(who === 'other' ? (before?.name ?? '') : '');
  const [title, setTitle] = useState(who === 'other' ? (before?.title ?? '') : '');
  const [leftHanded, setLeftHanded] = useState(progress.leftHanded);
  const [tried, setTried] = useState(false);
  const next = (step: 'sign' | 'ways') => {
    setTried(true);
    const signer =
      who === 'representative'
        ? representative
        : who === 'other'
          ? { name: name.trim(), title: title.trim() }
          : delegates.find(({ id }) => who === `delegate/${id}`);
    if (!signer || [signer.name, signer.title].some((text) => text === '' || text.length > NAME_LIMIT)) return;
    const role = who === 'representative' ? 'representative' : 'delegate';
    void go({ step, signer: { name: signer.name, title: signer.title, role }, leftHanded, proxy: null });
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
        value={who}
        onChange={setWho}
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
          ...delegates.map((one) => ({
            value: `delegate/${one.id}` as const,
            label: messages.representative(one.title, one.name),
            help: messages.delegateHelp,
          })),
          { value: 'other', label: messages.delegate, help: messages.delegateHelp },
        ]}
      />
      {who === 'other' && (
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
      <Checkbox
        label={messages.leftHanded}
        help={messages.leftHandedHelp}
        checked={leftHanded}
        onChange={setLeftHanded}
      />
    </Screen>
  );
}

const whoBefore = (before: CompanyScreenProps['progress']['signer'], delegates: ToConfirm['delegates']): Who => {
  if (before?.role !== 'delegate') return 'representative';
  const registered = delegates.find(({ name, title }) => name === before.name && title === before.title);
  return registered ? `delegate/${registered.id}` : 'other';
};
