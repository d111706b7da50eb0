import type { Opener } from '../../store/key-wraps.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Screen } from '../../ui/screen.tsx';
import { messages } from './messages.ts';
import { ProtectForm } from './protect-form.tsx';

/** この端末を守る, before real records come onto it: there is no way past. */
export function ProtectScreen({
  protect,
  words,
}: {
  readonly protect: (opener: Opener) => Promise<void>;
  readonly words: readonly string[];
}) {
  return (
    <Screen bar={<AppBar title={messages.protectTitle} />}>
      <div className="lock">
        <p>{messages.protectLead}</p>
        <p>{messages.protectMust}</p>
        <ProtectForm protect={protect} words={words} />
      </div>
    </Screen>
  );
}
