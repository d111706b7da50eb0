import { useBanso, useQuery } from '../sync/banso-context.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { messages } from './messages.ts';
import { paths } from './paths.ts';

const LATER = 'protect-later';

/** On the sample alone a device may stay unprotected: asked once, and from then on その他 says so. */
export function ProtectReminder() {
  const { protection, store } = useBanso();
  const answer = useQuery(async (held) => ({ later: await held.draft(LATER) }), [], { drafts: true });
  if (protection.ways || !answer || answer.later === true) return null;
  return (
    <section className="section">
      <Notice
        kind="info"
        title={messages.protectTitle}
        actions={
          <>
            <ButtonLink href={paths.protection}>{messages.protect}</ButtonLink>
            <Button look="text" onClick={() => void store.saveDraft(LATER, true)}>
              {messages.later}
            </Button>
          </>
        }
      >
        <p>{messages.protectHint}</p>
      </Notice>
    </section>
  );
}
