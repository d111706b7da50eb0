import { closingToConfirm } from '@banso/shared/claim/closing-to-confirm.ts';
import { confirmationBy } from '@banso/shared/engagement/invitation.ts';
import { toConfirm } from '@banso/shared/evidence/to-confirm.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { CLOSING, type HandOver, type Progress, saveHandOver } from '../../sync/hand-over-draft.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { MissingScreen } from './give-back-screens.tsx';
import { StepScreen } from './step-screen.tsx';
import { useExpertsPhone } from './use-experts-phone.tsx';
import { useNoWayBack } from './use-no-way-back.ts';
import './hand-over.css';

/** The company's own screens on the expert's phone: read, say yes, name the signer, sign. */
export function CompanyScreens({ handOver }: { readonly handOver: HandOver }) {
  useNoWayBack();
  const { me, store, nowMs } = useBanso();
  const [failed, setFailed] = useState(false);
  const answer = useQuery(
    async (from) => ({ view: await from.engagement(handOver.engagement) }),
    [handOver.engagement],
  );
  const place = useExpertsPhone(handOver, answer?.view ?? null);
  if (!answer) return null;
  const { view } = answer;
  const visit = view?.engagement.visits[handOver.visit];
  const asked =
    view?.company && visit
      ? toConfirm({ ...view, visit, company: view.company, expert: view.expert?.name ?? me.name })
      : handOver.visit === CLOSING && view?.company
        ? closingToConfirm({
            ...view,
            company: view.company,
            expert: view.expert?.name ?? me.name,
            today: dayInJapan(nowMs()),
          })
        : null;
  if (!view || !asked) return <MissingScreen handOver={handOver} />;
  const go = async (change: Partial<Progress>) => {
    const kept = await saveHandOver(store, { ...handOver, progress: { ...handOver.progress, ...change } });
    setFailed(kept === 'failed');
  };
  const { progress } = handOver;
  return <StepScreen {...{ progress, asked, place, go, failed }} done={isConfirmed(handOver, view)} />;
}

/** A confirmation that is recorded needs no second one, wherever it was given. */
const isConfirmed = ({ progress, invitation }: HandOver, { engagement }: EngagementView): boolean =>
  (progress.confirmation !== null &&
    (engagement.confirmations[progress.confirmation] ?? engagement.closingConfirmations[progress.confirmation]) !==
      undefined) ||
  (invitation !== null && confirmationBy(engagement, invitation.id) !== null);
