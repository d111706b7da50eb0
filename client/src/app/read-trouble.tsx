import { useSyncExternalStore } from 'react';
import { failedReads } from '../sync/failed-reads.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { messages } from './messages.ts';
import './read-trouble.css';

/** Above whatever stands on the screen: some of it is missing because this device could not read its own records. */
export function ReadTrouble() {
  const failing = useSyncExternalStore(failedReads.subscribe, failedReads.count) > 0;
  if (!failing) return null;
  return (
    <div className="read-trouble">
      <Notice
        kind="error"
        live
        title={messages.readTitle}
        actions={
          <>
            <Button look="solid" onClick={failedReads.askAgain}>
              {messages.readAgain}
            </Button>
            <Button onClick={() => window.location.reload()}>{messages.readReopen}</Button>
          </>
        }
      >
        <p>{messages.readSafe}</p>
      </Notice>
    </div>
  );
}
