import { confirmationStatement } from '@banso/shared/evidence/confirmation.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { useMemo } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { CLOSING, type HandOver, saveHandOver } from '../../sync/hand-over-draft.ts';
import { useRecord } from '../../sync/use-record.ts';
import type { ConfirmingPlace, Failure, Said } from './confirming.ts';
import { DifferentScreen, ThanksScreen } from './give-back-screens.tsx';
import { messages } from './messages.ts';
import { OwnPhoneScreen } from './own-phone-screen.tsx';
import { drawnSoFar, forgetDrawn, keepDrawn } from './signature-draft.ts';

/** The expert's phone in the company's hands: what is confirmed is recorded on it, signed by its key (L12). */
export const useExpertsPhone = (handOver: HandOver, view: EngagementView | null): ConfirmingPlace => {
  const { me, store, sign, newId, newSecret, nowMs, appVersion } = useBanso();
  const { record } = useRecord();
  const { visit, engagement } = handOver;
  // Of one identity for one visit: the pad asks for what was drawn only when it is another's.
  const drawn = useMemo(
    () => ({
      drawnSoFar: (hash: string) => drawnSoFar(store, { visit, hash }),
      keepDrawn: (hash: string, strokes: Parameters<ConfirmingPlace['keepDrawn']>[1]) =>
        keepDrawn(store, { visit, hash, strokes }),
    }),
    [store, visit],
  );
  const confirm = async (said: Said): Promise<Failure | null> => {
    const { confirmation, asked, manner, proxy } = said;
    // The code went to the company's registered contact: whoever knows it was reached there.
    const identifiedBy = manner.by === 'typedName' ? ('registeredContact' as const) : ('metOnSite' as const);
    const signer = { ...said.signer, identifiedBy };
    const { text, hash, parties, sentence } = asked;
    const deviceSignature = await sign(confirmationStatement({ confirmation, hash, manner, proxy, signer }));
    const body = {
      confirmation,
      text,
      hash,
      sentence,
      parties,
      signer,
      proxy,
      appVersion,
      deviceSignature,
      version: 1 as const,
    };
    const recorded =
      visit !== CLOSING
        ? await record({ type: 'confirmation-signed@1', aggregate: engagement, body: { ...body, manner, visit } })
        : manner.by === 'strokes' &&
          (await record({ type: 'closing-signed@1', aggregate: engagement, body: { ...body, manner } }));
    if (!recorded) return { title: messages.failed, lines: [messages.safe[manner.by], messages.failedMend] };
    await forgetDrawn(store, visit);
    return null;
  };
  /** Recorded first: a code that leads to nothing must not be shown. */
  const inviteOwnPhone = async () => {
    const here = { ...handOver, progress: { ...handOver.progress, step: 'ownPhone' as const } };
    if (handOver.invitation) return void (await saveHandOver(store, here));
    const invitation = { id: newId(), secret: newSecret() };
    const body = { visit, invitation: invitation.id, secretHash: sha256Hex(invitation.secret) };
    if (await record({ type: 'guest-invited@1', aggregate: engagement, body })) {
      await saveHandOver(store, { ...here, invitation });
    }
  };
  return {
    ...drawn,
    sample: me.sample,
    newId,
    nowMs,
    confirm,
    inviteOwnPhone: visit === CLOSING ? null : inviteOwnPhone,
    byCode: visit !== CLOSING,
    ends: {
      different: () => <DifferentScreen handOver={handOver} />,
      ownPhone: () => <OwnPhoneScreen handOver={handOver} view={view} />,
      thanks: () => <ThanksScreen handOver={handOver} view={view} />,
    },
  };
};
