import type { HandedIn } from '../engagement/handed-in.ts';
import { dayInJapan } from '../time/day.ts';
import { eraDate } from '../time/wareki.ts';

/** What the paper of a record with versions says of itself. `draft`: what is written now and was not handed in. */
export type PrintedVersion<Contents> = {
  readonly contents: Contents;
  readonly version: HandedIn<Contents> | null;
  readonly draft: boolean;
};

/**
 * The records of which there is a paper of this kind: `v1`, `v2` … as they were handed in, and before the first one what is being
 * written, under the engagement's own id.
 */
export const versionedSubjects = (
  engagement: string | undefined,
  versions: readonly { readonly number: number }[],
  written: boolean,
): readonly string[] => {
  if (versions.length > 0) return versions.map(({ number }) => `v${number}`);
  return written && engagement !== undefined ? [engagement] : [];
};

/**
 * What the paper under this name says: a version as it was handed in, or under the engagement's own id what is written now, which
 * is the newest version as long as nothing else was written since. Null where there is no such version.
 */
export const printedVersion = <Contents>(
  subject: string,
  engagement: string | undefined,
  {
    versions,
    now,
    changed,
  }: {
    readonly versions: readonly HandedIn<Contents>[];
    readonly now: Contents;
    /** Something was written since the newest version was handed in. */
    readonly changed: boolean;
  },
): PrintedVersion<Contents> | null => {
  if (subject === engagement) {
    const newest = versions.at(-1) ?? null;
    return newest && !changed
      ? { contents: newest.contents, version: newest, draft: false }
      : { contents: now, version: null, draft: true };
  }
  const version = versions.find(({ number }) => subject === `v${number}`);
  return version ? { contents: version.contents, version, draft: false } : null;
};

/** Below the form, where it has no field for it: which version this is, and what became of it. */
export const versionNotes = ({ version }: PrintedVersion<unknown>): readonly string[] => {
  if (!version) return [];
  return [
    ...(version.number > 1
      ? [`第${version.number}版（${eraDate(dayInJapan(version.atMs))}提出。前の版に代わるもの）`]
      : []),
    ...(version.sentBack ? [`この版は、${eraDate(dayInJapan(version.sentBack.atMs))}に差し戻されました。`] : []),
  ];
};
