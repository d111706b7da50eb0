import type { ReactNode } from 'react';
import { useQuery } from '../../sync/banso-context.tsx';
import { handOverInProgress } from '../../sync/hand-over-draft.ts';
import { loadedLater } from '../../ui/loaded-later.tsx';

const CompanyScreens = loadedLater(async () => (await import('./company-screens.tsx')).CompanyScreens);

/**
 * While the phone is in the company's hands, whatever the address says, only the company's screens are shown. Nothing is
 * shown before the device has said whose hands it is in: not for a moment may the expert's screens be seen.
 */
export function HandOverGuard({ children }: { readonly children: ReactNode }) {
  // Wrapped: no hand-over is an answer, no answer yet is not.
  const answer = useQuery(async (store) => ({ handOver: await handOverInProgress(store) }), [], { drafts: true });
  if (!answer) return null;
  if (!answer.handOver) return children;
  return <CompanyScreens key={answer.handOver.visit} handOver={answer.handOver} />;
}
