import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { clientPackages, noticesText, productionPackages } from '../../scripts/third-party.mjs';
import { EXCEPTIONS, isPermitted, licenceProblems } from './licences.ts';

const lockfile = readFileSync(fileURLToPath(new URL('../../pnpm-lock.yaml', import.meta.url)), 'utf8');

describe('licences of what others wrote', () => {
  const packages = productionPackages(['client', 'server', 'shared'], { client: ['workbox-precaching'] });

  it('[L15.182] every production package of the lockfile that is installed is permitted by its licence', () => {
    expect(licenceProblems(packages)).toEqual([]);
    expect(packages.length).toBeGreaterThan(60);
    const unknown = packages.filter(({ name, version }) => !lockfile.includes(`${name}@${version}`));
    expect(unknown).toEqual([]);
    for (const { name } of EXCEPTIONS) expect(packages.some((one) => one.name.startsWith(name))).toBe(true);
  });

  it('[L15.182] a package without licence, or under one that is not permitted, is found', () => {
    expect(licenceProblems([{ name: 'a', licence: undefined }])).toEqual(['a names no licence']);
    expect(licenceProblems([{ name: '@img/sharp-libvips-linux-x64', licence: 'GPL-2.0-only' }])).toHaveLength(1);
    for (const wrong of ['SSPL-1.0', 'UNLICENSED', '', 'MIT AND SSPL-1.0', '(MIT OR', 'SEE LICENSE IN x', 'MIT MIT'])
      expect([wrong, isPermitted(wrong)]).toEqual([wrong, false]);
    for (const right of ['MIT', '(MIT OR GPL-3.0-or-later)', 'MIT AND OFL-1.1', '(MIT AND (ISC OR SSPL-1.0))'])
      expect([right, isPermitted(right)]).toEqual([right, true]);
  });

  it('[L15.183] the app carries the notices of everything that is built into it', () => {
    const text = noticesText(clientPackages());
    for (const { name, version } of clientPackages()) expect(text).toContain(`\n${name} ${version}\n`);
    for (const author of ['Meta Platforms', 'デジタル庁', 'David Fahlander']) expect(text).toContain(author);
    const bare = { name: 'x', version: '1', licence: 'MIT', folder: fileURLToPath(new URL('.', import.meta.url)) };
    expect(() => noticesText([bare])).toThrow('x brings no text of its licence');
  });
});
