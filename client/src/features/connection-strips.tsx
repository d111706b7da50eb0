import { PROBLEMS, type ProblemCode } from '@banso/shared/protocol/problems.ts';
import { phonesCovered } from '@banso/shared/programme/consent.ts';
import { useBanso, useQuery, useSyncStatus } from '../sync/banso-context.tsx';
import { useNow } from '../sync/use-now.ts';
import { useStill } from '../ui/press.ts';
import { Strip } from '../ui/strip.tsx';
import { messages } from './messages.ts';
import { paths } from './paths.ts';
import { Phrases } from './phrases.tsx';
import { timeAgo } from './time-ago.ts';

/** Calm lines under the bar: no connection, what waits and since when, and why nothing is sent. Nothing when all is well. */
export function ConnectionStrips() {
  const { reachable, waiting, photosWaiting, oldestMs, problem, diskFull } = useStill(useSyncStatus());
  const now = useNow();
  return (
    <>
      {reachable === false && (
        <Strip kind="offline">
          <Phrases words={messages.offline} />
        </Strip>
      )}
      {diskFull && (
        <Strip kind="refused" href={paths.more}>
          {messages.diskFull} {messages.diskFullMend}
        </Strip>
      )}
      <ConsentStrips />
      {problem !== null && isProblem(problem) && (
        <Strip kind="refused" href={hrefByProblem[problem]}>
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
      {photosWaiting > 0 && (
        <Strip kind="waiting" icon="camera" href={paths.outbox}>
          {messages.photosUnsent(photosWaiting)}
        </Strip>
      )}
    </>
  );
}

/** What does not arrive because the commissioner's consent is not recorded, and who mends it. */
function ConsentStrips() {
  const { me } = useBanso();
  const programmes = useQuery((store) => store.programmes(), []) ?? [];
  const atDesk = me.roles.some(({ role }) => role === 'administrator' || role === 'privacyManager');
  return programmes
    .filter((programme) => !phonesCovered(programme))
    .map(({ id, name }) => (
      <Strip key={id} kind="refused" href={atDesk ? paths.consents : undefined}>
        {messages.noConsent(name)} {atDesk ? messages.noConsentDesk : messages.noConsentPhone}
      </Strip>
    ));
}

/** The same in one line, where the screen has other work to do. */
export function ConnectionStrip() {
  const { reachable, waiting, photosWaiting } = useStill(useSyncStatus());
  const unsent = [
    ...(waiting > 0 ? [messages.unsent(waiting)] : []),
    ...(photosWaiting > 0 ? [messages.photosUnsent(photosWaiting)] : []),
  ];
  if (unsent.length === 0) return reachable === false ? <Strip kind="offline">{messages.offlineOnly}</Strip> : null;
  const words = reachable === false ? [messages.offlineOnly, ...unsent] : unsent;
  return (
    <Strip kind="waiting" icon={reachable === false ? 'offline' : undefined} href={paths.outbox}>
      <Phrases words={words.map((word, i) => (i === 0 ? word : `・${word}`))} />
    </Strip>
  );
}

/** Where the person can mend it. */
const hrefByProblem: { readonly [code in ProblemCode]?: string } = {
  signed_out: paths.signIn,
  device_undeclared: paths.devices,
  too_many_devices: paths.devices,
};

function isProblem(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}
