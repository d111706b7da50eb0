import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Phrases } from '../phrases.tsx';
import { messages } from './messages.ts';

/** Said only with the server's answer. */
export function SentScreen({ onBack }: { readonly onBack: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <Screen
      company
      actions={
        <Button look="solid" size="lg" wide onClick={onBack}>
          {messages.back}
        </Button>
      }
    >
      <div className="company-page__sent">
        <Icon name="done" />
        <h1 ref={title} tabIndex={-1} className="company-page__title">
          <Phrases words={messages.sent} />
        </h1>
        <p>{messages.sentHint}</p>
      </div>
    </Screen>
  );
}
