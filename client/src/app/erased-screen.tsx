import { AppBar } from '../ui/app-bar.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Screen } from '../ui/screen.tsx';
import { messages } from './messages.ts';

/** This device was reported lost or taken out, and has erased itself. */
export function ErasedScreen({ leave }: { readonly leave: (() => void) | null }) {
  return (
    <Screen bar={<AppBar title={messages.erasedBar} />}>
      <section className="section">
        <Notice
          kind="info"
          live
          title={messages.erasedTitle}
          actions={leave ? <Button onClick={leave}>{messages.erasedLeave}</Button> : undefined}
        >
          <p>{messages.erasedWhy}</p>
          <p>{leave ? messages.erasedConfirmed : messages.erasedNotConfirmed}</p>
        </Notice>
      </section>
    </Screen>
  );
}
