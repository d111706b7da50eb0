import { PROBLEMS } from '@banso/shared/protocol/problems.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { type FormEvent, useState } from 'react';
import { InstallHint } from '../../pwa/install-hint.tsx';
import type { AccountTransport } from '../../sync/account-transport.ts';
import type { ServerAnswer } from '../../sync/server-transport.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { messages } from './messages.ts';
import './sign-in.css';

export type SignInScreenProps = {
  readonly account: Pick<AccountTransport, 'signIn'>;
  /** From the link that opened the app. It is used at a press, so that a mail scanner that opens links does not use it up. */
  readonly linkToken: string | null;
  readonly onSignedIn: (me: SignedIn) => Promise<void>;
};

type Failure = Exclude<ServerAnswer<SignedIn>, { readonly answer: SignedIn }>;

/** Signing in by the office's link, or by its code inside the installed app. */
export function SignInScreen({ account, linkToken, onSignedIn }: SignInScreenProps) {
  const [way, setWay] = useState<'link' | 'code'>(linkToken === null ? 'code' : 'link');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const signIn = async (credential: string) => {
    setBusy(true);
    setFailure(null);
    const answer = await account.signIn(credential);
    if ('answer' in answer) await onSignedIn(answer.answer);
    else setFailure(answer);
    setBusy(false);
  };

  return (
    <Screen bar={<AppBar title={messages.title} />}>
      <div className="sign-in">
        <InstallHint />
        {failure && <FailureNotice failure={failure} />}
        {way === 'link' && linkToken !== null ? (
          <>
            <h2>{messages.linkTitle}</h2>
            <p>{messages.linkLead}</p>
            <Button look="solid" size="lg" wide busy={busy} onClick={() => void signIn(linkToken)}>
              {busy ? messages.busy : messages.linkButton}
            </Button>
            <Button look="text" onClick={() => setWay('code')}>
              {messages.codeInstead}
            </Button>
          </>
        ) : (
          <>
            <p>{messages.lead}</p>
            <CodeForm busy={busy} onCode={(code) => void signIn(code)} />
          </>
        )}
      </div>
    </Screen>
  );
}

function CodeForm({ busy, onCode }: { readonly busy: boolean; readonly onCode: (code: string) => void }) {
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = code.trim();
    // The server's schema wants at least four characters.
    setMissing(typed.length < 4);
    if (typed.length >= 4 && !busy) onCode(typed);
  };
  return (
    <form className="sign-in" onSubmit={submit} noValidate>
      <TextField
        label={messages.code}
        help={messages.codeHelp}
        error={missing ? messages.codeEmpty : undefined}
        value={code}
        onChange={setCode}
        name="code"
        autoComplete="one-time-code"
      />
      <Button type="submit" look="solid" size="lg" wide busy={busy}>
        {busy ? messages.busy : messages.codeButton}
      </Button>
    </form>
  );
}

function FailureNotice({ failure }: { readonly failure: Failure }) {
  const { title, todo } =
    'problem' in failure
      ? PROBLEMS[failure.problem]
      : { title: messages.unreachableTitle, todo: messages.unreachableTodo };
  return (
    <Notice kind="error" live title={title}>
      <p>{todo}</p>
    </Notice>
  );
}
