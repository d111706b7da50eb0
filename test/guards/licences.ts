export type LicensedPackage = { readonly name: string; readonly licence: string | undefined };

/** Permissive, and for typefaces OFL: all of them go together with AGPL-3.0-or-later. SPDX identifiers. */
export const PERMITTED: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Unlicense',
  'Zlib',
];

/** Packages under another licence, and why that is right. A name without the end that says for which machine it is built. */
export const EXCEPTIONS: readonly { readonly name: string; readonly licence: string; readonly why: string }[] = [
  {
    name: '@img/sharp-libvips-',
    licence: 'LGPL-3.0-or-later',
    why: 'a shared library, loaded unaltered and replaceable by whoever runs the server; AGPL-3.0-or-later may stand beside it',
  },
];

/** What is wrong with these packages' licences, as sentences. */
export const licenceProblems = (packages: readonly LicensedPackage[]): readonly string[] =>
  packages.flatMap(({ name, licence }) => {
    if (licence === undefined) return [`${name} names no licence`];
    const excepted = EXCEPTIONS.some((one) => name.startsWith(one.name) && one.licence === licence);
    return excepted || isPermitted(licence) ? [] : [`${name} lies under ${licence}, which is not permitted`];
  });

/** An SPDX expression: of an OR one side is enough, of an AND it takes both. `WITH` and what cannot be read is not permitted. */
export const isPermitted = (expression: string): boolean => {
  const words = expression.match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const simple = (): boolean => {
    if (words[at] !== '(') return PERMITTED.includes(words[at++] ?? '');
    at += 1;
    const inside = either();
    return words[at++] === ')' && inside;
  };
  const both = (): boolean => {
    let permitted = simple();
    while (words[at] === 'AND') {
      at += 1;
      permitted = simple() && permitted;
    }
    return permitted;
  };
  const either = (): boolean => {
    let permitted = both();
    while (words[at] === 'OR') {
      at += 1;
      permitted = both() || permitted;
    }
    return permitted;
  };
  return either() && at === words.length;
};
