import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { promptInstall, useInstallWay } from './install-prompt.ts';
import { messages } from './messages.ts';
import './install-hint.css';

export type InstallHintProps = {
  /** The person goes on without; the caller remembers it. */
  readonly onLater?: (() => void) | undefined;
};

/** Asks to install before anything is recorded: on iOS the app and Safari have separate storage. Nothing when installed. */
export function InstallHint({ onLater }: InstallHintProps) {
  const way = useInstallWay();
  if (way === 'installed' || way === 'none') return null;
  const later = onLater && (
    <Button look="text" onClick={onLater}>
      {messages.installLater}
    </Button>
  );
  if (way === 'prompt') {
    return (
      <Notice
        kind="info"
        title={messages.installTitle}
        actions={
          <>
            <Button look="solid" onClick={() => void promptInstall()}>
              {messages.install}
            </Button>
            {later}
          </>
        }
      >
        <p>{messages.installWhy}</p>
      </Notice>
    );
  }
  return (
    <Notice kind="info" title={messages.installTitle} {...(later ? { actions: later } : {})}>
      <ol className="install-steps">
        {messages.installOnIos.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>{messages.iosWhy}</p>
    </Notice>
  );
}
