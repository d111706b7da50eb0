import { FINDINGS } from '@banso/shared/rules/findings/index.ts';

/** The names of the findings among a refusal's details. */
export const findingLabels = (detail: readonly string[]): readonly string[] =>
  detail.flatMap((code) => FINDINGS.find((finding) => finding.code === code)?.label ?? []);
