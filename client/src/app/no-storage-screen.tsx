import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Screen } from '../ui/screen.tsx';
import { messages } from './messages.ts';

/** The browser gives no storage: nothing may be recorded that could not be kept. */
export function NoStorageScreen() {
  return (
    <Screen>
      <Notice
        kind="error"
        live
        title={messages.noStorageTitle}
        actions={
          <Button look="solid" onClick={() => window.location.reload()}>
            {messages.reload}
          </Button>
        }
      >
        <p>{messages.noStorageWhy}</p>
        <ul>
          {messages.noStorageTodo.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      </Notice>
    </Screen>
  );
}
