// The list of banks and branches for the account form, packed from zengin-code. Its data are those of a private look-up site, not of
// the banks' association: they help to choose, and a person may write something else.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fromRoot } from './paths.mjs';

/**
 * One text: a line with the day of the data, for each bank a line `code,name,kana`, below it one with a tab for each branch. Throws
 * when the version names no day, or when a name holds what separates names.
 */
export function packedBanks() {
  const require = createRequire(fromRoot('client/package.json'));
  const { version } = JSON.parse(readFileSync(fromRoot('client/node_modules/zengin-code/package.json'), 'utf8'));
  const day = /-p(\d{4})(\d{2})(\d{2})$/.exec(version);
  if (!day) throw new Error(`zengin-code ${version} does not say of which day it is`);
  const banks = sortedByCode(require('zengin-code'));
  const lines = banks.flatMap((bank) => [
    lineOf(bank),
    ...sortedByCode(bank.branches).map((branch) => `\t${lineOf(branch)}`),
  ]);
  return [day.slice(1).join('-'), ...lines].join('\n');
}

const sortedByCode = (places) => Object.values(places).toSorted((a, b) => (a.code < b.code ? -1 : 1));

function lineOf({ code, name, kana }) {
  if (/[,\n\t]/.test(name + kana)) throw new Error(`the name of ${code} holds a separator: ${name}`);
  return [code, name, kana].join(',');
}
