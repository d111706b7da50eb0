import { isDeepStrictEqual } from 'node:util';
import type { Case, CaseKind } from './case.ts';
import { region, registrationNumber, transferFile, transferKana, yucho } from './small-kinds.ts';
import { payment, settlement } from './money-kinds.ts';

/** The register of kinds. A new one is a line here and a row in the README. */
const KINDS: Readonly<Record<string, CaseKind>> = {
  settlement,
  payment,
  region,
  'registration-number': registrationNumber,
  kana: transferKana,
  yucho,
  'transfer-file': transferFile,
};

/** What is wrong with a case: one line for each field that came out otherwise; empty when it passes. */
export const flawsOf = ({ kind, given, expect }: Case): readonly string[] => {
  const worker = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (!worker) return [`unknown kind ${kind}`];
  const strange = Object.keys(given).filter((key) => !worker.given.includes(key));
  if (strange.length > 0) return [`unknown in given: ${strange.join(', ')}`];
  const came = worker.work(given);
  return Object.entries(expect).flatMap(([field, expected]) => {
    if (!Object.hasOwn(came, field)) return [`unknown in expect: ${field}`];
    return isDeepStrictEqual(came[field], expected)
      ? []
      : [`${field}: expected ${JSON.stringify(expected)}, came ${JSON.stringify(came[field])}`];
  });
};
