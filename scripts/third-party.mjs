// What others wrote and we pass on: the packages, under which licence each lies, and the notices that go with the app.

import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fromRoot } from './paths.mjs';

/**
 * Every package that these members need in production, as installed: `{ name, version, licence, folder }`, each once, in order of
 * name. `also`: packages that a member builds into what it ships although it lists them for development. A package for another
 * kind of machine is not installed and not in the list.
 */
export function productionPackages(membersOfProject, also = {}) {
  const found = new Map();
  const visit = (from, name) => {
    const folder = folderOf(from, name);
    if (folder === undefined) return;
    const manifest = readManifest(folder);
    const key = `${manifest.name}@${manifest.version}`;
    if (found.has(key)) return;
    const licence = typeof manifest.license === 'string' ? manifest.license : undefined;
    found.set(key, { name: manifest.name, version: manifest.version, licence, folder });
    for (const needed of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }))
      visit(folder, needed);
  };
  for (const member of membersOfProject) {
    const { dependencies = {} } = readManifest(fromRoot(member));
    const names = [...Object.keys(dependencies), ...(also[member] ?? [])].filter((name) => !name.startsWith('@banso/'));
    for (const name of names) {
      if (folderOf(fromRoot(member), name) === undefined)
        throw new Error(`${name}, which ${member} needs, is not installed`);
      visit(fromRoot(member), name);
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the client's build puts into the app. The service worker's library and the list of banks are built in, and the manifest lists them for development. */
export const clientPackages = () =>
  productionPackages(['client', 'shared'], { client: ['workbox-precaching', 'zengin-code'] });

/** The text that goes with the app: each package with its licence as its author wrote it. Throws when one brought none. */
export function noticesText(packages) {
  return [
    '伴走 Banso',
    'このアプリのライセンス: AGPL-3.0-or-later（GNU Affero General Public License, version 3 or later）',
    'アプリには、次のソフトウェアが含まれています。それぞれの著作権表示とライセンスを、そのまま載せます。',
    ...packages.map((one) => `${RULE}\n${one.name} ${one.version}\n${one.licence}\n${RULE}\n\n${licenceText(one)}`),
  ].join('\n\n');
}

const RULE = '='.repeat(80);

/** Licences that ask for no copy of themselves. */
const askForNothing = ['Unlicense', '0BSD', 'MIT-0', 'CC0-1.0'];

function licenceText({ name, licence, folder }) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)(\.\w+)?$/i.test(file));
  if (files.length === 0 && askForNothing.includes(licence)) return `https://spdx.org/licenses/${licence}.html`;
  if (files.length === 0) throw new Error(`${name} brings no text of its licence`);
  return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
}

/** As Node looks for it: beside the package that needs it, then in the folders above. */
function folderOf(from, name) {
  const here = join(from, 'node_modules', name);
  if (existsSync(join(here, 'package.json'))) return realpathSync(here);
  return dirname(from) === from ? undefined : folderOf(dirname(from), name);
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
