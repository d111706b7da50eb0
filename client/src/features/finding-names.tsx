import { findingLabels } from './finding-labels.ts';

/** The findings among a refusal's details, by name; nothing when there are none. */
export function FindingNames({ detail }: { readonly detail: readonly string[] }) {
  const labels = findingLabels(detail);
  return labels.length > 0 && <p>{labels.join('、')}</p>;
}
