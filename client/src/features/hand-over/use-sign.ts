import { confirmationStatement, type Manner } from '@banso/shared/evidence/confirmation.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import type { CompanyScreenProps } from './company-screens.tsx';

export type Signing = {
  /** True once the confirmation is on the device's disk. */
  readonly sign: (manner: Manner) => Promise<boolean>;
  readonly busy: boolean;
  /** Nothing was recorded; what was written is still on the screen. */
  readonly failed: boolean;
};

/** Records the company's word, bound to exactly the text that was shown and signed by this device's key (L12). */
export const useSign = ({ handOver, view, visit, shown }: CompanyScreenProps): Signing => {
  const { sign: signStatement, appVersion } = useBanso();
  const { record, busy } = useRecord();
  const [failed, setFailed] = useState(false);
  const sign = async (manner: Manner): Promise<boolean> => {
    const { confirmation, proxy } = handOver;
    const sentence = view.ruleSet?.confirmationSentence.value;
    if (confirmation === null || !handOver.signer || sentence === undefined) {
      setFailed(true);
      return false;
    }
    // The code went to the company's registered contact: whoever knows it was reached there.
    const identifiedBy = manner.by === 'typedName' ? ('registeredContact' as const) : ('metOnSite' as const);
    const signer = { ...handOver.signer, identifiedBy };
    const statement = confirmationStatement({ confirmation, hash: shown.hash, manner, proxy, signer });
    const deviceSignature = await signStatement(statement).catch(() => null);
    const entry =
      deviceSignature === null
        ? null
        : await record({
            type: 'confirmation-signed@1',
            aggregate: view.id,
            body: {
              visit: visit.id,
              confirmation,
              version: 1,
              text: shown.text,
              hash: shown.hash,
              sentence,
              parties: shown.parties,
              signer,
              manner,
              proxy,
              appVersion,
              deviceSignature,
            },
          });
    setFailed(entry === null);
    return entry !== null;
  };
  return { sign, busy, failed };
};
