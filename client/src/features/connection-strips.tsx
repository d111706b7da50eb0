import { PROBLEMS, type ProblemCode } from '@banso/shared/protocol/problems.ts';
import { useSyncStatus } from '../sync/banso-context.tsx';
import { useNow } from '../sync/use-now.ts';
import { Strip } from '../ui/strip.tsx';
import { messages } from './messages.ts';
import { paths } from './paths.ts';
import { Phrases } from './phrases.tsx';
import { timeAgo } from './time-ago.ts';

/** Calm lines under the bar: no connection, what waits and since when, and why nothing is sent. Nothing when all is well. */
export function ConnectionStrips() {
  const { reachable, waiting, oldestMs, problem } = useSyncStatus();
  const now = useNow();
  return (
    <>
      {reachable === false && (
        <Strip kind="offline">
          <Phrases words={messages.offline} />
        </Strip>
      )}
      {problem !== null && isProblem(problem) && (
        <Strip kind="refused" href={problem === 'signed_out' ? paths.signIn : undefined}>
          {PROBLEMS[problem].title} {PROBLEMS[problem].todo}
        </Strip>
      )}
      {waiting > 0 && (
        <Strip kind="waiting" href={paths.outbox}>
          <Phrases
            words={[
              messages.unsent(waiting),
              ...(oldestMs === null ? [] : [`・${messages.oldest(timeAgo(oldestMs, now))}`]),
            ]}
          />
        </Strip>
      )}
    </>
  );
}

/** The same in one line, where the screen has other work to do. */
export function ConnectionStrip() {
  const { reachable, waiting } = useSyncStatus();
  if (reachable !== false && waiting === 0) return null;
  if (waiting === 0) return <Strip kind="offline">{messages.offlineOnly}</Strip>;
  if (reachable === false) {
    return (
      <Strip kind="waiting" icon="offline" href={paths.outbox}>
        <Phrases words={messages.offlineAndUnsent(waiting)} />
      </Strip>
    );
  }
  return (
    <Strip kind="waiting" href={paths.outbox}>
      {messages.unsent(waiting)}
    </Strip>
  );
}

function isProblem(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}
