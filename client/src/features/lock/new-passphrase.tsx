import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { messages } from './messages.ts';
import { type Strength, strengthOf } from './passphrase-strength.ts';

export type NewPassphraseProps = {
  readonly label?: string;
  readonly button: string;
  readonly busy: boolean;
  /** What whoever knows this person would try first. */
  readonly words: readonly string[];
  readonly onChosen: (passphrase: string) => void;
  /** Fields before it, such as the passphrase that holds now. */
  readonly children?: ReactNode;
};

/** A passphrase typed twice, with its strength in plain words. */
export function NewPassphrase({ label, button, busy, words, onChosen, children }: NewPassphraseProps) {
  const [typed, setTyped] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const [shown, setShown] = useState(false);
  const strength = strengthOf(typed, words);
  const refused = strength !== 'fair' && strength !== 'strong';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!busy && !refused && typed === again) onChosen(typed);
  };
  const type = shown ? 'text' : 'password';
  return (
    <form className="lock__form" onSubmit={submit} noValidate>
      {children}
      <TextField
        label={label ?? messages.passphrase}
        help={messages.passphraseHelp}
        error={tried && refused ? wordsFor(strength) : undefined}
        type={type}
        name="new-passphrase"
        autoComplete="new-password"
        value={typed}
        onChange={setTyped}
      />
      <p className="lock__strength" data-strength={strength} role="status">
        {strength !== 'empty' && !(tried && refused) && `${messages.strengthLabel}${messages.strength[strength]}`}
      </p>
      <TextField
        label={messages.passphraseAgain}
        error={tried && !refused && typed !== again ? messages.different : undefined}
        type={type}
        name="new-passphrase-again"
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
      />
      <label className="lock__show">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        {messages.show}
      </label>
      <Button type="submit" look="solid" size="lg" wide busy={busy}>
        {busy ? messages.busy : button}
      </Button>
    </form>
  );
}

const wordsFor = (strength: Strength): string =>
  strength === 'empty' ? messages.emptyPassphrase : messages.strength[strength];
