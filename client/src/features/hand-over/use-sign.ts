import { useRef, useState } from 'react';
import type { CompanyScreenProps, Failure, Said } from './confirming.ts';
import { messages } from './messages.ts';

export type Signing = {
  /** True once the confirmation is where this place keeps it: on the device's disk, or at the server. */
  readonly sign: (manner: Said['manner']) => Promise<boolean>;
  readonly busy: boolean;
  /** Nothing was recorded; what was written is still on the screen. */
  readonly failure: Failure | null;
};

/** Gives the company's word, bound to exactly the text that was shown (L12). */
export const useSign = ({ progress, asked, place }: CompanyScreenProps): Signing => {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  // The state is a render late: a fast second tap would pass it.
  const underWay = useRef(false);
  const sign = async (manner: Said['manner']): Promise<boolean> => {
    const { confirmation, signer, proxy } = progress;
    if (underWay.current || confirmation === null || !signer) return false;
    underWay.current = true;
    setBusy(true);
    const failed = await place
      .confirm({ confirmation, asked, signer, manner, proxy })
      .catch((): Failure => ({ title: messages.failed, lines: [messages.failedMend] }));
    underWay.current = false;
    setBusy(false);
    setFailure(failed);
    return failed === null;
  };
  return { sign, busy, failure };
};
