import { sha256Hex } from '../lib/hash.ts';
import type { Release, Visit } from './visit.ts';

export const ABOUT_CHARACTERS = 200;

/** What a release rests on, as one short text: the facts, or where there are many their hash. */
export const aboutOf = (facts: readonly unknown[]): string => {
  const text = JSON.stringify(facts);
  return text.length <= ABOUT_CHARACTERS ? text : sha256Hex(text);
};

/** The times of a visit as a release rests on them. */
export const timesOf = ({ time }: Pick<Visit, 'time'>): readonly (string | null)[] =>
  time ? [time.on, time.from, time.to] : [];

/** The newest release that stands for what was found: two hours and fifty minutes let pass are no pass for one hour. */
export const standingRelease = (
  releases: readonly Release[],
  code: string,
  { about }: { readonly about: string | null },
): Release | null =>
  releases.findLast((one) => one.finding === code && (one.about === undefined || one.about === about)) ?? null;
