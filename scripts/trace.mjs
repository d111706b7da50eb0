// The thread from a requirement to its rule to its test: docs/requirements-ids.txt → shared/SPEC.md → test titles.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fromRoot, rootDir } from './paths.mjs';

const testFolders = ['shared/src', 'server/src', 'client/src', 'test'];

/** Prints the trace of the project; answers 1 when it has a problem. Open requirements are no problem: they are later work. */
export function printTrace({ verbose }) {
  const requirements = parseRequirements(readFileSync(fromRoot('docs/requirements-ids.txt'), 'utf8'));
  const specFile = fromRoot('shared/SPEC.md');
  if (!existsSync(specFile)) {
    console.error('shared/SPEC.md is missing: there are no rules to trace');
    return 1;
  }
  const rules = parseRules(readFileSync(specFile, 'utf8'));
  const { problems, openRequirements } = traceRules({ requirements, rules, citations: readCitations() });

  for (const problem of problems) console.error(problem);
  if (verbose) for (const { id, title } of openRequirements) console.log(`open: ${id} ${title}`);
  const hint = verbose || openRequirements.length === 0 ? '' : ' (list: npm run trace -- --verbose)';
  console.log(`${rules.length} rules; ${openRequirements.length} of ${requirements.length} requirements open${hint}`);
  return problems.length === 0 ? 0 : 1;
}

/** Each line is an id, white space, a title; `#` starts a comment line. */
export function parseRequirements(text) {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [id, ...title] = line.trim().split(/\s+/);
      return { id, title: title.join(' ') };
    });
}

/** Reads `### [L3.2] Title` headings with their `Requirements: F-5-1-c, FY3-7` line (`—` for none; none at all is undefined). */
export function parseRules(markdown) {
  const sections = markdown.split(/^(?=#{1,6} )/m);
  return sections.flatMap((section) => {
    const heading = section.match(/^#{1,6} \[([A-Z]+\d+(?:\.\d+)+)\] *(.*)/);
    if (heading === null) return [];
    const line = section.match(/^Requirements: *(.+)$/m);
    return [{ id: heading[1], title: heading[2].trim(), requirementIds: line === null ? undefined : readIds(line[1]) }];
  });
}

/** Rule ids cited by the titles of it, test and describe in one file's text, also behind the table of `it.each([…])`. */
export function findCitedRules(source) {
  const literal = String.raw`\(\s*(?<quote>['"\`])(?<title>(?:\\.|(?!\k<quote>)[\s\S])*)\k<quote>`;
  const direct = new RegExp(String.raw`(?<![.\w])(?:it|test|describe)(?:\.\w+)*${literal}`, 'g');
  const behindTable = new RegExp(String.raw`\)${literal}\s*,\s*(?:async\b|\(|function\b|\w+ *=>)`, 'g');
  const titles = [...source.matchAll(direct), ...source.matchAll(behindTable)].map(({ groups }) => groups.title);
  return titles.flatMap((title) => [...title.matchAll(/\[([A-Z]+\d+(?:\.\d+)+)\]/g)].map(([, id]) => id));
}

/** Problems are sentences; open requirements are those that no rule names yet. */
export function traceRules({ requirements, rules, citations }) {
  const requirementIds = new Set(requirements.map(({ id }) => id));
  const ruleIds = new Set(rules.map(({ id }) => id));
  const citedIds = new Set(citations.flatMap((citation) => citation.ruleIds));
  const servedIds = new Set(rules.flatMap((rule) => rule.requirementIds ?? []));
  return {
    problems: [
      ...repeated(requirements).map((id) => `docs/requirements-ids.txt: ${id} stands there twice`),
      ...repeated(rules).map((id) => `shared/SPEC.md: rule ${id} stands there twice`),
      ...rules
        .filter((rule) => rule.requirementIds === undefined)
        .map((rule) => `shared/SPEC.md: rule ${rule.id} has no line "Requirements: …" (write — for none)`),
      ...rules.flatMap((rule) =>
        (rule.requirementIds ?? [])
          .filter((id) => !requirementIds.has(id))
          .map((id) => `shared/SPEC.md: rule ${rule.id} names the unknown requirement ${id}`),
      ),
      ...citations.flatMap(({ file, ruleIds: cited }) =>
        [...new Set(cited)]
          .filter((id) => !ruleIds.has(id))
          .map((id) => `${file}: a test cites the unknown rule ${id}`),
      ),
      ...rules
        .filter(({ id }) => !citedIds.has(id))
        .map(({ id, title }) => `shared/SPEC.md: no test cites rule ${id} ${title}`),
    ],
    openRequirements: requirements.filter(({ id }) => !servedIds.has(id)),
  };
}

function readIds(list) {
  return list
    .split(/[,、]/)
    .map((id) => id.trim().replace(/\.$/, ''))
    .filter((id) => id !== '' && id !== '—' && id !== '-');
}

function repeated(items) {
  const ids = items.map(({ id }) => id);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

function readCitations() {
  return testFolders
    .map((folder) => fromRoot(folder))
    .flatMap(testFilesUnder)
    .map((file) => ({ file: relative(rootDir, file), ruleIds: findCitedRules(readFileSync(file, 'utf8')) }));
}

function testFilesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'output') return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testFilesUnder(path);
    return mayHoldTests(path) ? [path] : [];
  });
}

// A contract suite lies in a plain file of test/, because several test files run it.
function mayHoldTests(path) {
  return /\.test\.tsx?$/.test(path) || (path.startsWith(fromRoot('test')) && /\.tsx?$/.test(path));
}
