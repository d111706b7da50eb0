export type AsvsRow = {
  readonly id: string;
  readonly level: string;
  readonly status: string;
  readonly shownBy: string;
};

/** The rows of `docs/asvs.md`: id, level, what it asks, status, what shows it or why. */
export const asvsRows = (markdown: string): readonly AsvsRow[] =>
  markdown.split('\n').flatMap((line) => {
    const [, id = '', level = '', , status = '', shownBy = ''] = line.split('|').map((cell) => cell.trim());
    return /^V\d+\.\d+\.\d+$/.test(id) ? [{ id, level, status, shownBy }] : [];
  });

/** Files between back ticks, and rules between brackets, that a text names. `*` names many and is none. */
export const namedIn = (text: string): { readonly files: readonly string[]; readonly rules: readonly string[] } => ({
  files: [...text.matchAll(/`([\w./-]+\/[\w.-]+\.\w+|[\w-]+\.(?:md|json|yaml))`/g)].flatMap(([, file]) => file ?? []),
  rules: [...text.matchAll(/\[(L\d+\.\d+)\]/g)].flatMap(([, rule]) => rule ?? []),
});

type Known = {
  readonly isFile: (path: string) => boolean;
  /** Rules that stand in SPEC.md; the trace holds that a test cites each. */
  readonly rules: ReadonlySet<string>;
};

/** What is wrong with a page that names files and rules as its evidence. */
export const unknownEvidence = (page: string, text: string, { isFile, rules }: Known): readonly string[] => {
  const named = namedIn(text);
  return [
    ...named.files.filter((file) => !isFile(file)).map((file) => `${page} names ${file}, which is not there`),
    ...named.rules.filter((rule) => !rules.has(rule)).map((rule) => `${page} names ${rule}, which no rule is`),
  ];
};

/** What is wrong with the rows: each id once with its level, a known status, evidence for what holds and words for the rest. */
export const asvsProblems = (rows: readonly AsvsRow[], levelById: ReadonlyMap<string, string>): readonly string[] => [
  ...[...levelById.keys()].flatMap((id) => {
    const found = rows.filter((row) => row.id === id);
    return found.length === 1 ? [] : [`${id} stands there ${found.length} times`];
  }),
  ...rows.flatMap(({ id, level, status, shownBy }) => {
    if (levelById.get(id) !== level) return [`${id} is not a requirement of level ${level}`];
    if (!['holds', 'n/a', 'open'].includes(status)) return [`${id} has the unknown status ${status}`];
    const { files, rules } = namedIn(shownBy);
    if (status === 'holds' && files.length + rules.length === 0) return [`${id} holds, and nothing shows it`];
    return shownBy === '' ? [`${id} does not say why`] : [];
  }),
];

/** How many rows there are of each status, as the table at the top says it: `holds n/a open all`. */
export const countsOf = (rows: readonly AsvsRow[]): readonly number[] => [
  ...['holds', 'n/a', 'open'].map((status) => rows.filter((row) => row.status === status).length),
  rows.length,
];
