import { confirmationStatement } from '@banso/shared/evidence/confirmation.ts';
import type { Strokes } from '@banso/shared/evidence/strokes.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import type { CompanyScreenProps } from './company-screens.tsx';

export type Signing = {
  /** True once the confirmation is on the device's disk. */
  readonly sign: (strokes: Strokes) => Promise<boolean>;
  readonly busy: boolean;
  /** Nothing was recorded; the strokes are still on the screen. */
  readonly failed: boolean;
};

/** Records the company's word, bound to exactly the text that was shown and signed by this device's key (L12). */
export const useSign = ({ handOver, view, visit, shown }: CompanyScreenProps): Signing => {
  const { sign: signStatement, appVersion } = useBanso();
  const { record, busy } = useRecord();
  const [failed, setFailed] = useState(false);
  const sign = async (strokes: Strokes): Promise<boolean> => {
    const { confirmation } = handOver;
    const sentence = view.ruleSet?.confirmationSentence.value;
    if (confirmation === null || !handOver.signer || sentence === undefined) {
      setFailed(true);
      return false;
    }
    const signer = { ...handOver.signer, identifiedBy: 'metOnSite' as const };
    const statement = confirmationStatement({ confirmation, hash: shown.hash, strokes, signer });
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
              strokes,
              appVersion,
              deviceSignature,
            },
          });
    setFailed(entry === null);
    return entry !== null;
  };
  return { sign, busy, failed };
};
