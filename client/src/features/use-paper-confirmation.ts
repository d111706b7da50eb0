import type { Visit } from '@banso/shared/engagement/visit.ts';
import {
  type ConfirmationLine,
  confirmationLines,
  confirmationText,
} from '@banso/shared/evidence/confirmation-text.ts';
import { confirmationStatement, type Manner, type Proxy, type Signer } from '@banso/shared/evidence/confirmation.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { useState } from 'react';
import type { EngagementView } from '../store/client-store.ts';
import { useBanso } from '../sync/banso-context.tsx';
import { type RecordProblem, useRecord } from '../sync/use-record.ts';

/** What the paper has to agree with: the visit's facts as they are recorded, and what is hashed of them. */
export type FactsOnPaper = {
  readonly lines: readonly ConfirmationLine[];
  readonly text: string;
  readonly hash: string;
  readonly parties: { readonly company: string; readonly expert: string };
};

export type OnPaper = {
  readonly signer: Signer;
  readonly proxy: Proxy | null;
  readonly manner: Extract<Manner, { by: 'paper' }>;
};

/** Null while the visit has no end, or a name or the programme's sentence has not reached this device. */
export const factsOnPaper = (view: EngagementView, visit: Visit): FactsOnPaper | null => {
  if (!view.company || !view.expert || !view.ruleSet) return null;
  const parties = { company: view.company.name, expert: view.expert.name };
  const lines = confirmationLines(visit, parties);
  const text = confirmationText(visit, parties);
  return lines && text !== null ? { lines, text, hash: sha256Hex(text), parties } : null;
};

/** Records the company's word on paper, bound to the visit's facts and signed by this device's key, as any other (L12). */
export const usePaperConfirmation = (view: EngagementView, visit: Visit, facts: FactsOnPaper | null) => {
  const { sign, newId, appVersion } = useBanso();
  const { record, busy, problem } = useRecord();
  const [unsigned, setUnsigned] = useState(false);
  const confirm = async (
    type: 'confirmation-signed@1' | 'confirmation-entered@1',
    { signer, proxy, manner }: OnPaper,
  ): Promise<boolean> => {
    const sentence = view.ruleSet?.confirmationSentence.value;
    if (!facts || sentence === undefined) return false;
    const { text, hash, parties } = facts;
    const statement = { confirmation: newId(), hash, manner, proxy, signer };
    const deviceSignature = await sign(confirmationStatement(statement)).catch(() => null);
    setUnsigned(deviceSignature === null);
    if (deviceSignature === null) return false;
    const body = { visit: visit.id, ...statement, version: 1, text, sentence, parties, appVersion, deviceSignature };
    return (await record({ type, aggregate: view.id, body: { ...body, version: 1 } })) !== null;
  };
  const failed: RecordProblem | null = unsigned ? { failed: 'storage' } : problem;
  return { confirm, busy, problem: failed };
};
