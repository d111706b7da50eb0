export type Text = { readonly path: string; readonly text: string };

/** What a secret looks like where it must not stand. Settings come from the environment, keys from the key file and the database. */
const SECRETS: readonly { readonly name: string; readonly looks: RegExp }[] = [
  { name: 'a private key', looks: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { name: 'an address with a password', looks: /\b[a-z]+:\/\/[^\s/:@'"`$]+:[^\s/@'"`$]{3,}@/ },
  {
    name: 'a password, token or key written down',
    looks: /\b(password|passwd|secret|api_?key|access_?token)\b["']?\s*[:=]\s*["'`][A-Za-z0-9+/_-]{12,}["'`]/i,
  },
  { name: 'a key of a cloud', looks: /\b(AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|xox[bp]-[A-Za-z0-9-]{20,})\b/ },
];

/** What takes settings or secrets from anywhere but the environment; a list of sentences. */
export const secretsIn = (files: readonly Text[]): readonly string[] =>
  files.flatMap(({ path, text }) => [
    ...SECRETS.filter(({ looks }) => looks.test(text)).map(({ name }) => `${path} holds ${name}`),
    ...(/(^|\/)\.env(\.|$)/.test(path) ? [`${path} is a file of settings: they come from the environment`] : []),
  ]);

/** A list that leaves as text for a spreadsheet needs a guard against formulas of its own: there is one writer of sheets. */
export const sheetsBesides = (files: readonly Text[]): readonly string[] =>
  files
    .filter(({ path }) => /^(client|server|shared)\/src\//.test(path) && !/\.test\.tsx?$/.test(path))
    .filter(({ path }) => !/^shared\/src\/sheet\/write-(sheet|csv)\.ts$/.test(path))
    .filter(({ text }) => /text\/csv|\.csv\b|tab-separated|spreadsheetml\/2006\/main/.test(text))
    .map(({ path }) => `${path} writes a sheet past shared/src/sheet`);
