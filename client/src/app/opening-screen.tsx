import { AfterAWhile } from '../ui/after-a-while.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Screen } from '../ui/screen.tsx';
import { messages } from './messages.ts';

/** Longer than any disk needs that still answers. */
const STUCK_MS = 10_000;

/** The browser takes long to open this device's records: nobody is left before an empty page. */
export function OpeningScreen() {
  return (
    <AfterAWhile>
      <Screen>
        <p role="status">{messages.opening}</p>
        <AfterAWhile ms={STUCK_MS}>
          <Notice
            kind="warn"
            live
            title={messages.openingLong}
            actions={
              <Button look="solid" onClick={() => window.location.reload()}>
                {messages.reload}
              </Button>
            }
          >
            <p>{messages.openingTodo}</p>
          </Notice>
        </AfterAWhile>
      </Screen>
    </AfterAWhile>
  );
}
